import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");

/** The agent calls for help: the reason is asked for and kept. */
tours.add("crm_complaints_agent_escalates", {
    steps: () => [
        { trigger: "button[name=action_escalate]", run: "click" },
        { trigger: ".modal .o_field_widget[name=operation]:contains(Escalate)" },
        {
            trigger: ".modal .o_field_widget[name=reason] input",
            run: "edit The customer stops his plant tonight",
        },
        { trigger: ".modal button[name=action_confirm]", run: "click" },
        { trigger: "body:not(:has(.modal))" },
        { trigger: ".nav-link[name=escalation]", run: "click" },
        {
            trigger:
                ".o_field_widget[name=escalation_ids] .o_data_row:contains(stops his plant)",
        },
    ],
});

/** The supervisor sees it on his wall, though nothing is due soon, and takes it. */
tours.add("crm_complaints_supervisor_takes_over", {
    steps: () => [
        { trigger: ".o_kanban_view:not(:has(.o_kanban_record:contains(Quiet case)))" },
        {
            trigger: ".o_kanban_record:contains(Plant stands still):contains(Level 1)",
            run: "click",
        },
        { trigger: ".nav-link[name=escalation]", run: "click" },
        {
            trigger:
                ".o_field_widget[name=escalation_ids] .o_data_row:contains(stops his plant)",
        },
        { trigger: "button[name=action_hand_over]", run: "click" },
        { trigger: ".modal .o_field_widget[name=user_id] input", run: "edit mona_c" },
        { trigger: ".ui-menu-item > a:contains(mona_c)", run: "click" },
        {
            trigger: ".modal .o_field_widget[name=reason] input",
            run: "edit I know the plant",
        },
        { trigger: ".modal button[name=action_confirm]", run: "click" },
        { trigger: "body:not(:has(.modal))" },
        { trigger: ".o_field_widget[name=user_id]:contains(mona_c)" },
    ],
});

/** The agent offers more than he may grant: somebody else is asked. */
tours.add("crm_complaints_agent_asks_approval", {
    steps: () => [
        { trigger: ".nav-link[name=compensation]", run: "click" },
        {
            trigger: ".o_field_widget[name=compensation_ids] .o_field_x2many_list_row_add a",
            run: "click",
        },
        { trigger: ".modal .o_field_widget[name=amount] input", run: "edit 690" },
        { trigger: ".modal .o_form_button_save", run: "click" },
        { trigger: "body:not(:has(.modal))" },
        { trigger: ".o_form_button_save", run: "click" },
        { trigger: ".o_data_row button[name=action_offer]", run: "click" },
        { trigger: ".o_data_row .badge:contains(Approval)" },
        { trigger: ".o_data_row:not(:has(button[name=action_record_accept]))" },
    ],
});

/** The supervisor finds the question among those that wait for him and says yes. */
tours.add("crm_complaints_supervisor_approves", {
    steps: () => [
        { trigger: ".o_data_row:contains(690) td[name=name]", run: "click" },
        { trigger: ".o_form_view button:contains(Approve)", run: "click" },
        { trigger: ".modal div[name=comment] textarea", run: "edit The bags were torn" },
        { trigger: ".modal button[name=action_confirm]", run: "click" },
        { trigger: ".o_arrow_button_current:contains(Approved)" },
    ],
});

/** The customer accepts in the portal and reads the number of the credit note. */
tours.add("crm_complaints_portal_takes_credit", {
    steps: () => [
        {
            trigger: ".o_complaint_offer:contains(690) button.o_complaint_accept",
            run: "click",
            expectUnloadPage: true,
        },
        { trigger: ".o_complaint_offer:contains(Credit note R) .badge:contains(Accepted)" },
        { trigger: "body:not(:has(.o_complaint_accept))" },
    ],
});
