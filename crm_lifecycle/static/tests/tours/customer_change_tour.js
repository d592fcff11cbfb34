import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("crm_lifecycle_request_change", {
    steps: () => [
        { trigger: "button[name='action_request_change']", run: "click" },
        { trigger: "div[name='reason'] textarea", run: "edit Read on their letter" },
        { trigger: "div[name='line_ids'] .o_field_x2many_list_row_add a", run: "click" },
        { trigger: ".modal div[name='field_id'] input", run: "edit City" },
        { trigger: ".o-autocomplete--dropdown-item a:contains('City')", run: "click" },
        { trigger: ".modal div[name='value_char'] input:value(Jinan)" },
        { trigger: ".modal div[name='value_char'] input", run: "edit Taian" },
        { trigger: ".modal .o_form_button_save", run: "click" },
        { trigger: "td[name='new_text']:contains('Taian')" },
        { trigger: "button[name='action_submit']", run: "click" },
        { trigger: ".o_arrow_button_current:contains('Waiting')" },
    ],
});

registry.category("web_tour.tours").add("crm_lifecycle_take_over_change", {
    steps: () => [
        { trigger: ".o_data_row td:contains('City')", run: "click" },
        { trigger: "button[name='action_accept']:contains('Take Over All')", run: "click" },
        { trigger: ".o_arrow_button_current:contains('Answered')" },
    ],
});
