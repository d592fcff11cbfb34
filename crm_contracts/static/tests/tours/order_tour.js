import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");

// 40 of 100 are ordered at a price one percent above the contract's, within 2 %
tours.add("crm_contracts_order_tour", {
    steps: () => [
        { trigger: "button[name=action_create_order]:visible", run: "click" },
        { trigger: ".modal div[name=scope] input[data-value=part]", run: "click" },
        {
            trigger:
                ".modal .o_data_row:first td[name=quantity]:contains(0.00):not(:contains(00.00))",
        },
        { trigger: ".modal .o_data_row:first td[name=quantity]", run: "click" },
        { trigger: ".modal td[name=quantity] input", run: "edit 40" },
        { trigger: ".modal button[name=action_confirm]", run: "click" },
        { trigger: "body:not(:has(.modal))" },
        { trigger: "div[name=order_line] .o_data_row:first td[name=price_unit]", run: "click" },
        { trigger: "div[name=order_line] td[name=price_unit] input", run: "edit 50.50" },
        { trigger: ".o_form_button_save", run: "click" },
        { trigger: ".o_form_saved" },
        { trigger: "button[name=action_confirm]:visible", run: "click" },
        { trigger: ".o_arrow_button_current:contains(Sales Order)" },
    ],
});

// three percent are beyond the tolerance: the message says what would be allowed
tours.add("crm_contracts_order_beyond_tour", {
    steps: () => [
        { trigger: "div[name=order_line] .o_data_row:first td[name=price_unit]", run: "click" },
        { trigger: "div[name=order_line] td[name=price_unit] input", run: "edit 51.50" },
        { trigger: ".o_form_button_save", run: "click" },
        { trigger: ".modal:contains(outside)" },
        { trigger: ".modal .btn-primary", run: "click" },
        { trigger: "body:not(:has(.modal))" },
        { trigger: ".o_form_button_cancel", run: "click" },
        { trigger: ".o_form_saved" },
    ],
});

// a manager lets the customer's guarantee fall due
tours.add("crm_contracts_retention_tour", {
    steps: () => [
        {
            trigger: ".o_data_row:contains(Guarantee) button[name=action_release]",
            run: "click",
        },
        { trigger: ".modal .btn-primary", run: "click" },
        { trigger: "body:not(:has(.modal))" },
        {
            trigger:
                ".o_data_row:contains(Guarantee):not(:has(button[name=action_release]))",
        },
    ],
});
