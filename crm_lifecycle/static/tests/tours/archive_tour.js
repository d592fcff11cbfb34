import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("crm_lifecycle_find_caller", {
    steps: () => [
        { trigger: "div[name='phone'] input", run: "edit 0531 8888-6666" },
        { trigger: "button[name='action_find']", run: "click" },
        { trigger: ".o_kanban_record:contains('Calling Works'):contains('Cement')" },
        { trigger: ".o_kanban_record button[name='action_open']", run: "click" },
        { trigger: ".o_breadcrumb:contains('Calling Works')" },
    ],
});

registry.category("web_tour.tours").add("crm_lifecycle_give_task", {
    steps: () => [
        {
            trigger: ".o_data_row:contains('Calling Works') .o_list_record_selector input",
            run: "click",
        },
        { trigger: "button[name='action_open_task']", run: "click" },
        { trigger: ".modal div[name='summary'] input", run: "edit Ask for the plan" },
        { trigger: ".modal button[name='action_assign']", run: "click" },
        { trigger: ".o_data_row:contains('Calling Works'):contains('Ask for the plan')" },
    ],
});

registry.category("web_tour.tours").add("crm_lifecycle_account_change", {
    steps: () => [
        { trigger: "div[name='user_id'] input", run: "edit sally_t" },
        {
            trigger: ".o-autocomplete--dropdown-item a:contains('sally_t')",
            run: "click",
        },
        { trigger: "div[name='reason'] textarea", run: "edit Resigned" },
        { trigger: "button[name='action_submit']", run: "click" },
        { trigger: ".o_arrow_button_current:contains('Waiting for Approval')" },
    ],
});
