import { registry } from "@web/core/registry";

/** The customer ticks scores on the page of the link and sends them. */
registry.category("web_tour.tours").add("crm_complaints_survey_answer", {
    steps: () => [
        {
            trigger:
                ".o_satisfaction_form .card:contains(Keeps promises) label[for^=expected_][for$=_4]",
            run: "click",
        },
        {
            trigger:
                ".o_satisfaction_form .card:contains(Keeps promises) label[for^=perceived_][for$=_5]",
            run: "click",
        },
        { trigger: "label[for=overall_5]", run: "click" },
        { trigger: "label[for=nps_10]", run: "click" },
        { trigger: "textarea[name=need]", run: "edit Delivery on Saturdays" },
        {
            trigger: ".o_satisfaction_form button[type=submit]",
            run: "click",
            expectUnloadPage: true,
        },
        { trigger: ".alert-success:contains(You have answered already)" },
    ],
});

/** The agent opens the answer and reads gap and need. */
registry.category("web_tour.tours").add("crm_complaints_survey_read", {
    steps: () => [
        { trigger: ".o_data_row:contains(Alpha Works) td[name=customer_id]", run: "click" },
        { trigger: ".o_form_view .o_field_widget[name=gap_class]:contains(Loyal)" },
        { trigger: ".o_field_widget[name=need]:contains(Delivery on Saturdays)" },
    ],
});

/** The agent goes through the list of call-backs with one button each. */
registry.category("web_tour.tours").add("crm_complaints_callbacks", {
    steps: () => [
        {
            trigger: ".o_data_row:contains(Alpha) button[name=action_satisfied]",
            run: "click",
        },
        { trigger: ".o_list_view:not(:has(.o_data_row:contains(Alpha)))" },
        { trigger: ".o_data_row:contains(Beta) td[name=note]", run: "click" },
        {
            trigger: ".o_data_row:contains(Beta) td[name=note] input",
            run: "edit Still torn",
        },
        { trigger: ".o_list_button_save", run: "click" },
        {
            trigger: ".o_data_row:contains(Still torn) button[name=action_reopen]",
            run: "click",
        },
        { trigger: ".o_list_view:not(:has(.o_data_row:contains(Beta)))" },
    ],
});
