import { registry } from "@web/core/registry";

const text = (name, words) => ({
    trigger: `.o_field_widget[name=${name}] textarea`,
    run: `edit ${words}`,
});

/** The agent investigates, plans a measure, and reports it done for its owner. */
registry.category("web_tour.tours").add("crm_complaints_agent_investigates", {
    steps: () => [
        { trigger: ".nav-link[name=investigation]", run: "click" },
        text("symptom", "Seam open over 10 cm"),
        {
            trigger: ".o_field_widget[name=why_ids] .o_field_x2many_list_row_add a",
            run: "click",
        },
        {
            trigger: ".o_field_widget[name=why_ids] .o_selected_row [name=name] input",
            run: "edit The thread is too thin",
        },
        { trigger: ".nav-link[name=measures]", run: "click" },
        {
            trigger: ".o_field_widget[name=measure_ids] .o_field_x2many_list_row_add a",
            run: "click",
        },
        { trigger: ".modal .o_field_widget[name=name] input", run: "edit Double seam" },
        {
            trigger: ".modal .o_field_widget[name=date_due] input, .modal .o_field_widget[name=date_due] button",
            run: "click",
        },
        { trigger: ".o_datetime_picker .o_today", run: "click" },
        { trigger: ".modal .o_form_button_save", run: "click" },
        { trigger: "body:not(:has(.modal))" },
        { trigger: ".o_form_button_save", run: "click" },
        { trigger: ".o_data_row button[name=action_record_done]", run: "click" },
        { trigger: ".modal .o_field_widget[name=note] textarea", run: "edit Sewn twice" },
        { trigger: ".modal button[name=action_confirm]", run: "click" },
        { trigger: ".o_data_row .badge:contains(Effect to Check)" },
    ],
});

/** The agent fills the 8D sheet in and signs it step by step. */
registry.category("web_tour.tours").add("crm_complaints_agent_writes_8d", {
    steps: () => [
        { trigger: "button[name=action_view_sheet]", run: "click" },
        text("team_words", "Anna, service"),
        text("containment", "Lot 7 blocked"),
        text("cause_occurrence", "Thread too thin"),
        text("cause_detection", "No test at goods in"),
        text("corrective", "Double seam"),
        text("implemented", "Since Monday"),
        text("validated", "No torn bag in 1,000"),
        text("prevention", "Test at goods in"),
        text("closure", "Thanks to the team"),
        ...[2, 3, 4, 5, 6, 7, 8].flatMap((next) => [
            { trigger: "button[name=action_sign]", run: "click" },
            { trigger: `.o_field_widget[name=next_step]:contains(D${next})` },
        ]),
        { trigger: "button[name=action_sign]", run: "click" },
        { trigger: "button.btn-primary[name=action_send]" },
        { trigger: ".o_field_widget[name=sign_ids] .o_data_row:contains(D8)" },
    ],
});

/** Somebody else confirms that the measure helped. */
registry.category("web_tour.tours").add("crm_complaints_colleague_verifies", {
    steps: () => [
        { trigger: "button[name=action_record_effective]", run: "click" },
        { trigger: ".modal .o_field_widget[name=note] textarea", run: "edit No torn bag" },
        { trigger: ".modal button[name=action_confirm]", run: "click" },
        { trigger: ".o_statusbar_status .o_arrow_button_current:contains(Effective)" },
    ],
});

/** The agent closes what is solved, signed and verified. */
registry.category("web_tour.tours").add("crm_complaints_agent_closes", {
    steps: () => [
        { trigger: "button[name=action_close]", run: "click" },
        { trigger: ".o_statusbar_status .o_arrow_button_current:contains(Closed)" },
        { trigger: ".nav-link[name=description]", run: "click" },
        { trigger: "button[name=action_learn]", run: "click" },
        { trigger: ".o_field_widget[name=solution] textarea" },
    ],
});
