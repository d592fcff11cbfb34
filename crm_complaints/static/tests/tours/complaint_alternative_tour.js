import { registry } from "@web/core/registry";

/** The customer compares two offers and takes the goods. */
registry.category("web_tour.tours").add("crm_complaints_portal_alternative", {
    steps: () => [
        { trigger: ".o_complaint_choice:contains(choose what suits you best)" },
        { trigger: ".o_complaint_offer[data-kind=credit_note]:contains(230)" },
        {
            trigger:
                ".o_complaint_offer[data-kind=replacement]:contains(345) .o_complaint_accept",
            run: "click",
            expectUnloadPage: true,
        },
        {
            trigger:
                ".o_complaint_offer[data-kind=replacement] .badge:contains(Accepted)",
        },
        {
            trigger:
                ".o_complaint_offer[data-kind=credit_note] .badge:contains(Withdrawn)",
        },
        { trigger: "body:not(:has(.o_complaint_accept))" },
    ],
});
