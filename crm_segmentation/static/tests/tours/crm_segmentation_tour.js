import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("crm_segmentation_tour", {
    steps: () => [
        {
            content: "The segment that was shipped lists the silent customer",
            trigger: ".o_data_row:contains(Loyal but silent) button[name=action_view_members]",
            run: "click",
        },
        { trigger: ".o_data_row:contains(Tour Silent)" },
        {
            content: "Insights",
            trigger: "button[data-menu-xmlid='crm_segmentation.crm_segmentation_menu']",
            run: "click",
        },
        {
            trigger: "a[data-menu-xmlid='crm_segmentation.crm_rfm_map_menu']",
            run: "click",
        },
        { trigger: ".o_rfm_by_amount", run: "click" },
        { trigger: ".o_rfm_table a:first", run: "click" },
        { trigger: ".o_data_row" },
        {
            trigger: "button[data-menu-xmlid='crm_segmentation.crm_segmentation_menu']",
            run: "click",
        },
        {
            trigger: "a[data-menu-xmlid='crm_segmentation.crm_abc_menu']",
            run: "click",
        },
        { trigger: "button[name=action_export_classification]" },
        { trigger: ".o_data_row:contains(Tour Silent)" },
        {
            trigger: "button[data-menu-xmlid='crm_segmentation.crm_segmentation_menu']",
            run: "click",
        },
        {
            trigger: "a[data-menu-xmlid='crm_segmentation.crm_pareto_menu']",
            run: "click",
        },
        { trigger: ".o_pareto_chart canvas" },
        {
            content: "The same by profit, with the customers behind it",
            trigger: ".o_pareto_measure",
            run: "selectByLabel Profit",
        },
        { trigger: ".badge:contains(Largest fifth: 1)" },
        {
            content: "The table holds the customers of the chosen type only",
            trigger: ".o_pareto_type",
            run: "selectByLabel Retail",
        },
        { trigger: ".o_pareto_chart canvas" },
        { trigger: "button:contains(As a table)", run: "click" },
        { trigger: ".o_list_view:contains(Tour Silent):not(:contains(Tour Works))" },
        { trigger: ".o_data_cell:contains(Tour Silent)", run: "click" },
        { trigger: ".o_form_view:contains(Tour Silent)" },
        {
            trigger: "button[data-menu-xmlid='crm_segmentation.crm_segmentation_menu']",
            run: "click",
        },
        {
            trigger: "a[data-menu-xmlid='crm_segmentation.crm_season_index_menu']",
            run: "click",
        },
        { trigger: ".o_graph_renderer canvas" },
        {
            trigger: "button[data-menu-xmlid='crm_segmentation.crm_segmentation_menu']",
            run: "click",
        },
        {
            trigger: "a[data-menu-xmlid='crm_segmentation.crm_customer_cohort_menu']",
            run: "click",
        },
        { trigger: ".o_crm_cohort_table" },
        { trigger: "button[data-kind=year]", run: "click" },
        { trigger: ".o_crm_cohort_curve", run: "click" },
        { trigger: ".o_crm_cohort_chart canvas" },
        {
            trigger: "button[data-menu-xmlid='crm_segmentation.crm_segmentation_menu']",
            run: "click",
        },
        {
            trigger: "a[data-menu-xmlid='crm_segmentation.crm_turnover_forecast_menu']",
            run: "click",
        },
        { trigger: ".o_list_view" },
    ],
});
