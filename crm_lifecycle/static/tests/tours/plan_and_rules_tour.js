import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");

tours.add("crm_lifecycle_tip_give", {
    steps: () => [
        { trigger: "div[name='name'] input", run: "edit Rizhao Cement Terminal" },
        { trigger: "div[name='contact_name'] input", run: "edit Liu Min" },
        { trigger: "div[name='phone'] input", run: "edit 0633 555 0101" },
        { trigger: "div[name='need'] textarea", run: "edit 300 t a month from May" },
        { trigger: ".o_form_button_save:visible", run: "click" },
        { trigger: ".o_form_view:not(:has(button[name='action_make_lead'])) .o_form_saved" },
    ],
});

tours.add("crm_lifecycle_tip_sort", {
    steps: () => [
        { trigger: "div[name='salesperson_id'] input", run: "edit sam_t" },
        { trigger: ".dropdown-item:contains('sam_t')", run: "click" },
        { trigger: "button[name='action_make_lead']:visible", run: "click" },
        { trigger: "div[name='outcome']:contains('Passed on as Lead')" },
        { trigger: ".o_form_view:not(:has(button[name='action_make_lead']:visible))" },
    ],
});

tours.add("crm_lifecycle_plan_approve", {
    steps: () => [
        { trigger: ".o_form_view button:contains('Approve')", run: "click" },
        { trigger: ".modal button[name='action_confirm']:visible", run: "click" },
        { trigger: "body:not(:has(.modal))" },
        { trigger: ".o_arrow_button_current:contains('Approved')" },
    ],
});

// the counts beside each class stand there before anything is loaded
tours.add("crm_lifecycle_tier_set_load", {
    steps: () => [
        {
            trigger: ".o_kanban_record:contains('VIP') button[name='action_try']",
            run: "click",
        },
        { trigger: ".modal .o_data_row:contains('VIP') td[name='customer_count']:contains('1')" },
        { trigger: ".modal div[name='is_at_once'] input", run: "click" },
        { trigger: ".modal button[name='action_load']", run: "click" },
        { trigger: "body:not(:has(.modal))" },
        { trigger: ".o_breadcrumb:contains('Tiers')" },
    ],
});

tours.add("crm_lifecycle_stage_set_switch", {
    steps: () => [
        {
            trigger: ".o_data_row:contains('Three') button[name='action_simulate']",
            run: "click",
        },
        { trigger: ".modal .o_data_row:contains('First Order'):contains('Maintain')" },
        { trigger: ".modal button[name='action_apply']", run: "click" },
        { trigger: ".modal:contains('kept in their history') .btn-primary", run: "click" },
        { trigger: "body:not(:has(.modal))" },
        { trigger: ".o_data_row:contains('Three') td[name='is_followed'] input:checked" },
    ],
});

tours.add("crm_lifecycle_lead_ask", {
    steps: () => [
        { trigger: "div[name='lead_id'] input", run: "edit Forty cases" },
        { trigger: ".dropdown-item:contains('Forty cases')", run: "click" },
        { trigger: "div[name='to_company_choice'] input", run: "click" },
        { trigger: ".o_select_menu_item:contains('Sister Liquor')", run: "click" },
        { trigger: "div[name='reason'] textarea", run: "edit They sell liquor" },
        { trigger: ".o_form_button_save:visible", run: "click" },
        { trigger: ".o_arrow_button_current:contains('Asked')" },
        { trigger: ".o_form_saved, .o_form_view .o_form_status_indicator_buttons.invisible" },
    ],
});

// who hands over works in one company only; the lead then belongs to the other
tours.add("crm_lifecycle_lead_hand_over", {
    steps: () => [
        { trigger: "div[name='lead_id']:contains('Forty cases')" },
        { trigger: "button[name='action_hand_over']:visible", run: "click" },
        { trigger: ".o_arrow_button_current:contains('Handed Over')" },
        { trigger: "body:not(:has(.modal)) .o_breadcrumb:contains('Forty cases')" },
    ],
});
