import { registry } from "@web/core/registry";

/** A visitor without log-in files, and confirms with the link of the mail. */
registry.category("web_tour.tours").add("crm_complaints_public_file", {
    steps: () => [
        { trigger: "input[name=name]", run: "edit Nora New" },
        { trigger: "input[name=email]", run: "edit nora@newcomer.test" },
        { trigger: "textarea[name=description]", run: "edit Two bags were wet." },
        { trigger: ".o_complaint_send", run: "click", expectUnloadPage: true },
        { trigger: ".o_complaint_thanks:contains(Thank you)" },
    ],
});

registry.category("web_tour.tours").add("crm_complaints_public_confirm", {
    steps: () => [
        { trigger: ".o_complaint_confirm", run: "click", expectUnloadPage: true },
        { trigger: ".alert-success:contains(We have received your message)" },
    ],
});

/** A customer files two lines: one of an order, one of an invoice. */
registry.category("web_tour.tours").add("crm_complaints_portal_lines", {
    steps: () => [
        { trigger: "textarea[name=description]", run: "edit Two kinds were torn." },
        { trigger: "#complaint_line_0", run: "selectByIndex 1" },
        { trigger: "#complaint_quantity_0", run: "edit 2" },
        { trigger: "#complaint_defect_0", run: "selectByIndex 1" },
        { trigger: "#complaint_amount_0", run: "edit 20" },
        { trigger: ".o_complaint_more", run: "click", expectUnloadPage: true },
        { trigger: "#complaint_line_2" },
        { trigger: "#complaint_line_1", run: "selectByIndex 2" },
        { trigger: ".o_complaint_send", run: "click", expectUnloadPage: true },
        { trigger: ".alert-success:contains(We have received your message)" },
    ],
});
