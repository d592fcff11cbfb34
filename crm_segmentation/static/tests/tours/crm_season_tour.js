import { registry } from "@web/core/registry";

const insights = (menu) => [
    {
        trigger: "button[data-menu-xmlid='crm_segmentation.crm_segmentation_menu']",
        run: "click",
    },
    { trigger: `a[data-menu-xmlid='crm_segmentation.${menu}']`, run: "click" },
];

const newOfWholeCompany = () => [
    { trigger: ".o_list_button_add", run: "click" },
    { trigger: ".o_field_widget[name=subject] input", run: "click" },
    { trigger: ".o_select_menu_item:contains(Whole company)", run: "click" },
    {
        trigger: ".o_form_view:not(:has(.o_field_widget[name=customer_id]))",
    },
];

registry.category("web_tour.tours").add("crm_season_tour", {
    steps: () => [
        { trigger: "button[data-kind=year]", run: "click" },
        {
            content: "A cell opens who is behind it",
            trigger: ".o_crm_cohort_cell[data-cell]:first",
            run: "click",
        },
        { trigger: ".o_last_breadcrumb_item:contains(Began)" },
        { trigger: ".o_data_row:contains(Tour Seasonal)" },
        ...insights("crm_customer_retention_menu"),
        {
            content: "Who bought before and stayed away",
            trigger: ".o_data_row button[name=action_view_left]:first",
            run: "click",
        },
        { trigger: ".o_last_breadcrumb_item:contains(Stayed away)" },
        { trigger: ".o_data_row:contains(Tour Seasonal)" },
        ...insights("crm_season_plan_menu"),
        ...newOfWholeCompany(),
        { trigger: ".o_field_widget[name=target] input", run: "edit 1200" },
        { trigger: ".o_form_button_save", run: "click" },
        { trigger: ".o_field_widget[name=line_ids] .o_data_row:contains(January)" },
        { trigger: "button[name=action_view_months]", run: "click" },
        { trigger: ".o_graph_renderer canvas" },
        ...insights("crm_turnover_forecast_menu"),
        ...newOfWholeCompany(),
        { trigger: ".o_form_button_save", run: "click" },
        {
            content: "The best way is told with its error",
            trigger: ".o_field_widget[name=verdict]:contains(on average)",
        },
        { trigger: ".o_field_widget[name=way_ids] .o_data_row:contains(Moving average)" },
        { trigger: "button[name=action_view_months]", run: "click" },
        { trigger: ".o_graph_renderer canvas" },
    ],
});
