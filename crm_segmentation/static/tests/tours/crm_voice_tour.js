import { registry } from "@web/core/registry";

function openInsight(menu) {
    return [
        {
            trigger: "button[data-menu-xmlid='crm_segmentation.crm_segmentation_menu']",
            run: "click",
        },
        { trigger: `a[data-menu-xmlid='crm_segmentation.${menu}']`, run: "click" },
    ];
}

registry.category("web_tour.tours").add("crm_voice_tour", {
    steps: () => [
        {
            content: "The customer's answers make a line over twelve months",
            trigger: ".o_graph_renderer canvas",
        },
        ...openInsight("crm_voice_map_menu"),
        { trigger: ".o_voice_map_chart canvas" },
        { trigger: ".o_voice_map_table", run: "click" },
        { trigger: ".o_data_row:contains(Safety):contains(Improve First)" },
        ...openInsight("crm_voice_map_menu"),
        {
            content: "What to improve first opens its answers",
            trigger: ".o_voice_map li button:contains(Safety):contains(Improve First)",
            run: "click",
        },
        { trigger: ".o_graph_renderer canvas" },
        ...openInsight("crm_voice_priority_menu"),
        { trigger: ".o_kanban_group:contains(Improve First) .o_kanban_record:contains(Safety)" },
        ...openInsight("crm_care_report_menu"),
        { trigger: ".o_graph_renderer canvas" },
        ...openInsight("crm_kano_study_menu"),
        { trigger: ".o_data_cell:contains(Tour Study)", run: "click" },
        { trigger: "button:contains(Ask a Customer)", run: "click" },
        {
            trigger: ".modal .o_field_widget[name=customer_id] input",
            run: "edit Tour Voice",
        },
        { trigger: ".o-autocomplete--dropdown-item:contains(Tour Voice)", run: "click" },
        {
            content: "What was answered before is there",
            trigger: ".modal .o_data_row:contains(Tour Feature):contains(I dislike it)",
        },
        { trigger: ".modal button[name=action_save]", run: "click" },
        { trigger: "body:not(:has(.modal)) button[name=action_view_map]", run: "click" },
        {
            trigger: ".o_voice_map li button:contains(Tour Feature):contains(Proportional)",
            run: "click",
        },
        { trigger: ".o_data_row:contains(Tour Voice)" },
        ...openInsight("crm_requirement_menu"),
        { trigger: ".o_kanban_record:contains(Tour Wish)", run: "click" },
        { trigger: "button[name=action_next]", run: "click" },
        { trigger: ".o_statusbar_status button.o_arrow_button_current:contains(Customers)" },
    ],
});
