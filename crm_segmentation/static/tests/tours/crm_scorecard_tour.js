import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("crm_scorecard_tour", {
    steps: () => [
        { trigger: ".o_list_button_add", run: "click" },
        { trigger: "div[name=name] input", run: "edit Tour Card" },
        { trigger: "div[name=rule_enabled] input:checked" },
        {
            trigger: "div[name=criterion_ids] .o_field_x2many_list_row_add a",
            run: "click",
        },
        { trigger: ".modal div[name=name] input", run: "edit Tour Orders" },
        { trigger: ".modal div[name=fact_name] input", run: "click" },
        {
            trigger: ".o_select_menu_item:contains(Orders in 12 Months)",
            run: "click",
        },
        {
            trigger: ".modal div[name=band_ids] .o_field_x2many_list_row_add a",
            run: "click",
        },
        {
            trigger: ".modal .o_selected_row div[name=value_from] input",
            run: "edit 1",
        },
        { trigger: ".modal .o_selected_row div[name=points] input", run: "edit 80" },
        { trigger: ".modal .o_form_button_save", run: "click" },
        { trigger: "body:not(:has(.modal)) .o_data_row:contains(Tour Orders)" },
        { trigger: ".o_form_button_save:visible", run: "click" },
        {
            content: "The card tells whom it would score",
            trigger: "button[name=action_view_rule_matches] .o_stat_value:contains(2)",
        },
        {
            trigger: "button[name=action_compute]:visible:not([disabled])",
            run: "click",
        },
        { trigger: "button[name=action_view_results] .o_stat_value:contains(2)" },
        { trigger: "button[name=action_view_results]", run: "click" },
        { trigger: ".o_data_row:contains(Tour Small):contains(0.0):contains(Poor)" },
        {
            content: "From a score to what moved it",
            trigger:
                ".o_data_row:contains(Tour Buyer):contains(80.0):contains(Good) button[name=action_view_xray]",
            run: "click",
        },
        { trigger: ".modal div[name=customer_id] input:value(Tour Buyer)" },
        { trigger: ".modal button[name=action_compare]", run: "click" },
        { trigger: "body:not(:has(.modal)) .o_data_row:contains(Tour Orders):contains(80)" },
        {
            trigger: ".o_data_row:contains(Tour Orders) button[name=action_view_documents]",
            run: "click",
        },
        { trigger: ".o_breadcrumb" },
    ],
});
