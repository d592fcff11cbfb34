import { registry } from "@web/core/registry";

let begun = 0;

/** Who calls is chosen, his facts stand beside it, his words are typed, saved. */
registry.category("web_tour.tours").add("crm_complaints_phone_entry", {
    steps: () => [
        { trigger: ".o_kanban_record:contains(First call) .o_crm_sla_badge:contains(left)" },
        {
            trigger: ".o-kanban-button-new:enabled",
            run({ click }) {
                begun = Date.now();
                return click();
            },
        },
        {
            trigger: ".modal .o_field_widget[name=partner_id] input",
            run: "edit Alpha Works buyer",
        },
        {
            trigger: ".o-autocomplete--dropdown-item:contains(Alpha Works buyer)",
            run: "click",
        },
        { trigger: ".modal .o_field_widget[name=customer_id]:contains(Alpha Works)" },
        { trigger: ".modal .o_field_widget[name=customer_bought]:contains(S0)" },
        { trigger: ".modal .o_field_widget[name=customer_open_amount]:contains(1,150)" },
        {
            trigger: ".modal .o_field_widget[name=customer_open_complaint_ids]:contains(CMP)",
        },
        {
            trigger: ".modal .o_field_widget[name=description] textarea",
            run: "edit The driver left the bags in the rain.",
        },
        { trigger: ".modal .o_form_button_save", run: "click" },
        { trigger: "body:not(:has(.modal))" },
        {
            trigger: ".o_kanban_record:contains(left the bags in the rain)",
            run() {
                const seconds = (Date.now() - begun) / 1000;
                if (seconds > 30) {
                    throw new Error(`A call is entered in 30 s; it took ${seconds} s.`);
                }
            },
        },
    ],
});

/** Nothing of our page sticks out to the right of a telephone. */
function fits() {
    const { clientWidth } = document.documentElement;
    const page = document.querySelector("main");
    const wide = [...page.querySelectorAll("*")].filter(
        (node) => node.getBoundingClientRect().right > clientWidth + 1,
    );
    if (wide.length) {
        const names = wide.map((node) => `${node.tagName}.${node.className}`);
        throw new Error(`Wider than ${clientWidth} pixels: ${names}`);
    }
}

/** On a telephone the customer files a complaint, reads it and writes once more. */
registry.category("web_tour.tours").add("crm_complaints_portal_phone", {
    url: "/my/complaints",
    steps: () => [
        { trigger: "a.o_complaint_new", run: fits },
        { trigger: "a.o_complaint_new", run: "click", expectUnloadPage: true },
        { trigger: "textarea[name=description]", run: fits },
        {
            trigger: "textarea[name=description]",
            run: "edit Two bags were wet on arrival.",
        },
        { trigger: "select[name=order_line_id]", run: "selectByIndex 1" },
        { trigger: "input[name=quantity]", run: "edit 2" },
        { trigger: ".o_complaint_send", run: "click", expectUnloadPage: true },
        { trigger: ".alert-success:contains(You will have our answer by)", run: fits },
        { trigger: "table:contains(Cement)" },
        {
            trigger: "#complaint_message",
            run: "edit They are still wet.",
        },
        { trigger: "form:has(#complaint_message) button[type=submit]", run: "click", expectUnloadPage: true },
        { trigger: ".o_complaint_message:contains(They are still wet)", run: fits },
    ],
});
