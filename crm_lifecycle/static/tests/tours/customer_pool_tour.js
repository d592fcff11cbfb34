import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");

tours.add("crm_lifecycle_claim", {
    steps: () => [
        { trigger: ".o_crm_pool_allowance:contains('2 more today')" },
        // masked until claimed
        { trigger: ".o_kanban_record:contains('Z•••a W•••s')" },
        {
            trigger: ".o_kanban_record:contains('Z•••a') button[name='action_claim']",
            run: "click",
        },
        { trigger: ".o_notification:contains('Zeta Works')" },
        { trigger: ".o_crm_pool_allowance:contains('1 more today')" },
    ],
});

tours.add("crm_lifecycle_appeal", {
    steps: () => [
        {
            trigger: ".o_data_row:contains('Alpha Works') button[name='action_appeal']",
            run: "click",
        },
        {
            trigger:
                ".o_data_row:contains('Alpha Works'):not(:has(button[name='action_appeal']))",
        },
    ],
});

tours.add("crm_lifecycle_assign_board", {
    steps: () => [
        {
            trigger: ".o_kanban_record:contains('Zeta Works')",
            run: "drag_and_drop(.o_kanban_group:contains('sam_t'))",
        },
        { trigger: ".o_kanban_group:contains('sam_t') .o_kanban_record:contains('Zeta')" },
    ],
});

tours.add("crm_lifecycle_transfer", {
    steps: () => [
        { trigger: ".nav-link[name='ownership']", run: "click" },
        { trigger: "button[name='action_open_transfer']", run: "click" },
        { trigger: "div[name='to_user_id'] input", run: "edit sam_t" },
        { trigger: ".dropdown-item:contains('sam_t')", run: "click" },
        { trigger: "div[name='reason'] textarea", run: "edit Moved to the south" },
        { trigger: ".o_form_button_save", run: "click" },
        { trigger: "button[name='action_apply']", run: "click" },
        { trigger: ".o_arrow_button_current:contains('Waiting for the Other Side')" },
    ],
});

tours.add("crm_lifecycle_transfer_approve", {
    steps: () => [
        { trigger: "button[name='action_approve']", run: "click" },
        { trigger: ".modal button[name='action_confirm']:visible", run: "click" },
        { trigger: ".o_arrow_button_current:contains('Transferred')" },
    ],
});
