import { registry } from "@web/core/registry";

// whoever has to answer opens the document and says yes
registry.category("web_tour.tours").add("crm_contracts_approve_tour", {
    steps: () => [
        { trigger: "button[name=action_approve]:visible", run: "click" },
        { trigger: ".modal div[name=comment] textarea", run: "edit Agreed" },
        { trigger: ".modal button[name=action_confirm]:visible", run: "click" },
        { trigger: "body:not(:has(.modal))" },
        { trigger: ".o_form_view:not(:has(button[name=action_approve]))" },
    ],
});
