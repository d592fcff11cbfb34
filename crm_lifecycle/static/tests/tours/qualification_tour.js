import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("crm_lifecycle_qualification_assess", {
    steps: () => [
        { trigger: "div[name='customer_id'] input", run: "edit Alpha Works" },
        {
            trigger: ".o-autocomplete--dropdown-item a:contains('Alpha Works')",
            run: "click",
        },
        { trigger: "div[name='template_id'] input", run: "edit Coal" },
        {
            trigger: ".o-autocomplete--dropdown-item a:contains('Coal')",
            run: "click",
        },
        { trigger: ".o_form_button_save", run: "click" },
        {
            trigger: "tr:contains('Credit') button[name='action_open']",
            run: "click",
        },
        { trigger: "tr:contains('Wages') td[name='answer']", run: "click" },
        { trigger: "tr:contains('Wages') td[name='answer'] input", run: "click" },
        { trigger: ".o_select_menu_item:contains('Yes')", run: "click" },
        { trigger: "tr:contains('Size') td[name='points_given']", run: "click" },
        {
            trigger: "tr:contains('Size') td[name='points_given'] input",
            run: "edit 7",
        },
        { trigger: ".o_form_sheet", run: "click" },
        { trigger: ".o_form_view:not(:has(.o_selected_row))" },
        { trigger: "button[name='action_done']", run: "click" },
        { trigger: ".o_arrow_button_current" },
        { trigger: "button[name='action_reopen']" },
    ],
});

registry.category("web_tour.tours").add("crm_lifecycle_qualification_decide", {
    steps: () => [
        {
            trigger: "button[name='action_accept_with_conditions']",
            run: "click",
        },
        {
            trigger: ".modal div[name='note'] textarea",
            run: "edit Cash before delivery",
        },
        { trigger: ".modal button[name='action_decide']", run: "click" },
        { trigger: ".alert:contains('Cash before delivery')" },
    ],
});
