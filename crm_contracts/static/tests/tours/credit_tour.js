import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");

// credit holds the order; the salesperson asks from the message itself
tours.add("crm_contracts_held_tour", {
    steps: () => [
        { trigger: "button[name=action_confirm]:visible", run: "click" },
        { trigger: ".modal:contains(500.00 too much)" },
        { trigger: ".modal .btn:contains(Ask for a release)", run: "click" },
        { trigger: ".modal div[name=reason] textarea", run: "edit Paid tomorrow" },
        { trigger: ".modal button[name=action_confirm]", run: "click" },
        { trigger: ".o_notification:contains(The approvers were asked)" },
        { trigger: "body:not(:has(.modal))" },
        { trigger: ".o_form_view .alert-warning div[name=credit_hold_message]" },
    ],
});

tours.add("crm_contracts_released_tour", {
    steps: () => [
        { trigger: "button[name=action_confirm]:visible", run: "click" },
        { trigger: ".o_arrow_button_current:contains(Sales Order)" },
    ],
});
