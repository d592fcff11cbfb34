import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");

// the salesperson proposes a lower price and a plan that adds up to it
tours.add("crm_contracts_amend_tour", {
    steps: () => [
        { trigger: "button[name=action_amend]:visible", run: "click" },
        { trigger: ".o_field_widget[name=reason] textarea", run: "edit Fewer users" },
        {
            trigger: "div[name=line_ids] .o_data_row:first td[name=price_unit]",
            run: "click",
        },
        { trigger: "div[name=line_ids] td[name=price_unit] input", run: "edit 100000" },
        { trigger: ".o_notebook a[name=plan]", run: "click" },
        { trigger: "div[name=amount_after]:contains(115,000.00)" },
        {
            trigger: "div[name=instalment_ids] .o_data_row:last td[name=amount]",
            run: "click",
        },
        { trigger: "div[name=instalment_ids] td[name=amount] input", run: "edit 35000" },
        { trigger: ".o_form_button_save", run: "click" },
        { trigger: ".o_form_saved" },
        { trigger: "button[name=action_submit]:visible", run: "click" },
        { trigger: ".o_arrow_button_current:contains(In Approval)" },
    ],
});

tours.add("crm_contracts_send_amendment_tour", {
    steps: () => [
        { trigger: "button[name=action_send]:visible", run: "click" },
        { trigger: ".o_arrow_button_current:contains(Signing)" },
    ],
});

// the customer finds it on the page of the contract, reads what changes and signs
tours.add("crm_contracts_sign_amendment_tour", {
    steps: () => [
        {
            trigger: ".o_portal_contract a:contains(Hospital software)",
            run: "click",
            expectUnloadPage: true,
        },
        {
            trigger: ".alert-warning a:contains(Read and sign)",
            run: "click",
            expectUnloadPage: true,
        },
        { trigger: ".o_portal_contract:contains(120,000.00):contains(100,000.00)" },
        { trigger: "a[href='#sign']", run: "click" },
        { trigger: ".o_web_sign_name_and_signature input", run: "edit Lin Hua" },
        {
            trigger: ".o_portal_sign_submit:enabled",
            run: "click",
            expectUnloadPage: true,
        },
        { trigger: ".alert-success:contains(signed and in effect)" },
    ],
});

tours.add("crm_contracts_amended_plan_tour", {
    steps: () => [
        { trigger: "div[name=amount_total]:contains(115,000.00)" },
        { trigger: ".o_notebook a[name=plan]", run: "click" },
        { trigger: "div[name=instalment_ids] .o_data_row:last:contains(35,000.00)" },
    ],
});
