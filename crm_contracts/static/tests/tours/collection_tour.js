import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");

// the collector sees what tonight would do, and does it now
tours.add("crm_contracts_dunning_tour", {
    steps: () => [
        { trigger: "button[name=action_simulate]:visible", run: "click" },
        {
            trigger:
                "div[name=line_ids] .o_data_row:contains(Tour Hospital):contains(Is reminded)",
        },
        { trigger: "button[name=action_start]:visible", run: "click" },
        { trigger: ".modal .btn-primary", run: "click" },
        { trigger: "body:not(:has(.modal))" },
        { trigger: "button[name=action_view_notices]:visible", run: "click" },
        { trigger: ".o_data_row:contains(120.00):contains(Prepared)" },
    ],
});

tours.add("crm_contracts_notice_tour", {
    steps: () => [
        {
            trigger: ".o_data_row:contains(120.00):contains(Sent) td[name=summary]",
            run: "click",
        },
        { trigger: ".o_form_view .o_arrow_button_current:contains(Sent)" },
        { trigger: ".o_form_view div[name=customer_id]:contains(Tour Hospital)" },
    ],
});

// the customer sees what he is asked for and names a day
tours.add("crm_contracts_promise_tour", {
    steps: () => [
        { trigger: ".o_portal_contract_row .badge:contains(days late)" },
        { trigger: "summary:contains(Promise a day of payment)", run: "click" },
        {
            trigger: "form[action$='/promise'] input[name=date]",
            run: () => {
                const day = luxon.DateTime.now().plus({ days: 5 }).toISODate();
                document.querySelector("form[action$='/promise'] input[name=date]").value =
                    day;
            },
        },
        {
            trigger: "form[action$='/promise'] button:contains(Promise)",
            run: "click",
            expectUnloadPage: true,
        },
        { trigger: ".alert-success:contains(We count on your payment)" },
        { trigger: ".alert-success:contains(You promised)" },
    ],
});

tours.add("crm_contracts_promised_tour", {
    steps: () => [
        { trigger: ".o_facet_remove", run: "click" },
        { trigger: ".o_data_row:contains(Tour Hospital):contains(Promise)" },
    ],
});

// the statement is a file the browser gets with the customer's own session
tours.add("crm_contracts_statement_tour", {
    steps: () => [
        {
            trigger: "a:contains(Statement (XLSX))",
            run: async ({ anchor }) => {
                const answer = await fetch(anchor.href);
                const bytes = new Uint8Array(await answer.arrayBuffer());
                const name = answer.headers.get("Content-Disposition") || "";
                const isFile = bytes[0] === 0x50 && bytes[1] === 0x4b;
                if (!isFile || !name.includes(".xlsx")) {
                    throw new Error(`No XLSX file: ${answer.status} ${name}`);
                }
            },
        },
    ],
});
