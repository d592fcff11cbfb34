import { registry } from "@web/core/registry";

/** The customer files a complaint with a picture of the goods and an order line. */
registry.category("web_tour.tours").add("crm_complaints_portal_file", {
    url: "/my/complaints",
    steps: () => [
        { trigger: "a.o_complaint_new", run: "click", expectUnloadPage: true },
        {
            trigger: "textarea[name=description]",
            run: "edit Three bags were torn on arrival.",
        },
        { trigger: "select[name=order_line_id]", run: "selectByIndex 1" },
        { trigger: "input[name=quantity]", run: "edit 3" },
        { trigger: "select[name=remedy]", run: "select credit_note" },
        {
            content: "Choose a picture as a person would in the file dialog",
            trigger: "input[name=pictures]",
            run() {
                const canvas = document.createElement("canvas");
                const bytes = atob(canvas.toDataURL("image/png").split(",")[1]);
                const data = Uint8Array.from(bytes, (char) => char.charCodeAt(0));
                const files = new DataTransfer();
                files.items.add(new File([data], "torn.png", { type: "image/png" }));
                this.anchor.files = files.files;
            },
        },
        {
            trigger: ".o_complaint_send",
            run: "click",
            expectUnloadPage: true,
        },
        { trigger: ".alert-success:contains(You will have our answer by)" },
        { trigger: ".o_complaint_message img[alt='torn.png']" },
    ],
});

/** The customer reads the answer, accepts the offer and rates the solution. */
registry.category("web_tour.tours").add("crm_complaints_portal_accept", {
    steps: () => [
        { trigger: ".o_complaint_message:contains(We look into it)" },
        {
            trigger: ".o_complaint_offer:contains(345) button.o_complaint_accept",
            run: "click",
            expectUnloadPage: true,
        },
        { trigger: ".o_complaint_offer .badge:contains(Accepted)" },
    ],
});

/** The customer reads the solution and says that it is solved; the case closes. */
registry.category("web_tour.tours").add("crm_complaints_portal_confirm", {
    steps: () => [
        { trigger: ".o_complaint_message:contains(We bring new bags on Friday)" },
        { trigger: "#confirmation .o_complaint_confirm_no" },
        {
            trigger: "#confirmation .o_complaint_confirm_yes",
            run: "click",
            expectUnloadPage: true,
        },
        { trigger: ".alert-success:contains(You told us that it is solved)" },
        { trigger: "body:not(:has(.o_complaint_confirm_no))" },
    ],
});

registry.category("web_tour.tours").add("crm_complaints_portal_rate", {
    steps: () => [
        { trigger: ".o_complaint_message:contains(We bring new bags on Friday)" },
        { trigger: "label[for=complaint_rate_5]", run: "click" },
        { trigger: ".o_complaint_rate textarea", run: "edit Quick and friendly" },
        {
            trigger: ".o_complaint_rate button[type=submit]",
            run: "click",
            expectUnloadPage: true,
        },
        { trigger: ".alert-success:contains(Thank you for your rating)" },
    ],
});
