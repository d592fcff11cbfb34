import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");

// the salesperson confirms the quotation in the browser
tours.add("crm_suite_confirm_order", {
    steps: () => [
        { trigger: ".o_field_widget[name=customer_stage_id]:contains(Expected)" },
        { trigger: "button[name=action_confirm]:visible", run: "click" },
        { trigger: ".o_arrow_button_current:contains(Sales Order)" },
    ],
});

// the file of the customer tells it a minute later, with the order that proves it
tours.add("crm_suite_first_order", {
    steps: () => [
        { trigger: ".o_arrow_button_current:contains(First Order)" },
        { trigger: ".nav-link[name=ownership]", run: "click" },
        {
            trigger: "div[name=stage_history_ids] .o_data_row:first .fa-external-link",
            run: "click",
        },
        { trigger: ".o_form_view .o_field_widget[name=order_line]" },
    ],
});

// finance invoices the first instalment and registers its payment
tours.add("crm_suite_collect", {
    steps: () => [
        { trigger: ".nav-link[name=plan]", run: "click" },
        {
            trigger:
                "div[name=instalment_ids] .o_data_row:first button[name=action_create_invoice]",
            run: "click",
        },
        { trigger: "button[name=action_post]:visible", run: "click" },
        { trigger: "button[name=action_register_payment]:visible", run: "click" },
        { trigger: ".modal button[name=action_create_payments]", run: "click" },
        { trigger: ".ribbon:contains(Paid)" },
    ],
});

tours.add("crm_suite_instalment_is_paid", {
    steps: () => [
        { trigger: ".nav-link[name=plan]", run: "click" },
        { trigger: "div[name=instalment_ids] .o_data_row:first:contains(Paid)" },
        { trigger: "div[name=instalment_ids] .o_data_row:last:contains(Waiting)" },
    ],
});

// whoever has to answer opens the contract and says yes
tours.add("crm_suite_approve_contract", {
    steps: () => [
        { trigger: ".o_arrow_button_current:contains(In Approval)" },
        { trigger: "button[name=action_approve]:visible", run: "click" },
        { trigger: ".modal div[name=comment] textarea", run: "edit Agreed" },
        { trigger: ".modal button[name=action_confirm]:visible", run: "click" },
        { trigger: "body:not(:has(.modal))" },
        { trigger: ".o_form_view:not(:has(button[name=action_approve]))" },
    ],
});

// an accountant takes the payment off the invoice again
tours.add("crm_suite_unreconcile", {
    steps: () => [
        { trigger: ".js_payment_info", run: "click" },
        { trigger: ".js_unreconcile_payment", run: "click" },
        { trigger: ".o_form_view:not(:has(.js_payment_info))" },
    ],
});

tours.add("crm_suite_instalment_is_overdue", {
    steps: () => [
        { trigger: ".nav-link[name=plan]", run: "click" },
        { trigger: "div[name=instalment_ids] .o_data_row:first:contains(Overdue)" },
    ],
});

// a new quotation for the VIP takes the tier's prices by itself
tours.add("crm_suite_vip_quotation", {
    steps: () => [
        { trigger: "div[name=partner_id] input", run: "edit Alpha Works" },
        { trigger: ".ui-menu-item > a:contains(Alpha Works)", run: "click" },
        { trigger: "div[name=pricelist_id] input:value(VIP prices)" },
        { trigger: ".o_form_button_save", run: "click" },
        { trigger: ".o_form_saved" },
    ],
});
