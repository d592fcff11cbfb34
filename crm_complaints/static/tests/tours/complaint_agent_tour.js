import { registry } from "@web/core/registry";

/** The agent takes the complaint and answers the customer in the chatter. */
registry.category("web_tour.tours").add("crm_complaints_agent_answer", {
    steps: () => [
        {
            trigger: ".o_kanban_record:contains(torn on arrival) .o_crm_sla_badge:contains(left)",
        },
        { trigger: ".o_kanban_record:contains(torn on arrival)", run: "click" },
        { trigger: ".o_form_view .o_crm_sla_badge:contains(left)" },
        { trigger: "button[name=action_take]", run: "click" },
        { trigger: ".o_statusbar_status .o_arrow_button_current:contains(In Work)" },
        { trigger: ".o-mail-Chatter-sendMessage", run: "click" },
        { trigger: ".o-mail-Composer-input", run: "edit We look into it." },
        { trigger: ".o-mail-Composer-send:enabled", run: "click" },
        { trigger: ".o-mail-Message:contains(We look into it.)" },
    ],
});

/** The agent proposes a credit note inside his limit and offers it. */
registry.category("web_tour.tours").add("crm_complaints_agent_offer", {
    steps: () => [
        { trigger: ".nav-link[name=compensation]", run: "click" },
        {
            trigger: ".o_field_widget[name=compensation_ids] .o_field_x2many_list_row_add a",
            run: "click",
        },
        { trigger: ".modal .o_field_widget[name=amount] input", run: "edit 345" },
        { trigger: ".modal .o_form_button_save", run: "click" },
        { trigger: "body:not(:has(.modal))" },
        { trigger: ".o_form_button_save", run: "click" },
        { trigger: ".o_data_row button[name=action_offer]", run: "click" },
        { trigger: ".o_data_row .badge:contains(Offered)" },
    ],
});

/** After the customer accepted, the agent writes the solution and solves. */
registry.category("web_tour.tours").add("crm_complaints_agent_solve", {
    steps: () => [
        { trigger: ".nav-link[name=compensation]", run: "click" },
        { trigger: ".o_data_row .badge:contains(Done)" },
        { trigger: ".nav-link[name=description]", run: "click" },
        {
            trigger: ".o_field_widget[name=solution] textarea",
            run: "edit We bring new bags on Friday.",
        },
        { trigger: "button[name=action_solve]", run: "click" },
        { trigger: ".o_statusbar_status .o_arrow_button_current:contains(Solved)" },
        { trigger: ".nav-link[name=clock]", run: "click" },
        { trigger: ".o_field_widget[name=event_ids] .o_data_row:contains(Met)" },
    ],
});
