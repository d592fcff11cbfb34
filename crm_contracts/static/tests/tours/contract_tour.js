import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("crm_contracts_sign_tour", {
    steps: () => [
        { content: "the list shows the contract", trigger: ".o_portal_contract a:contains(Hospital software)", run: "click", expectUnloadPage: true },
        { content: "the plan is readable", trigger: ".o_portal_contract_row:contains(First payment)" },
        { content: "the terms are readable", trigger: ".o_portal_contract_terms:contains(No copies)" },
        { content: "go to the signature", trigger: "a[href='#sign']", run: "click" },
        { content: "write the name", trigger: ".o_web_sign_name_and_signature input", run: "edit Lin Hua" },
        { content: "sign", trigger: ".o_portal_sign_submit:enabled", run: "click", expectUnloadPage: true },
        { content: "it is signed", trigger: ".alert-success:contains(signed and effective)" },
        { content: "the signature shows", trigger: "img[alt=Signature]" },
    ],
});

registry.category("web_tour.tours").add("crm_contracts_office_tour", {
    steps: () => [
        { content: "new contract", trigger: ".o_list_button_add", run: "click" },
        { trigger: ".o_field_widget[name=subject] textarea, .o_field_widget[name=subject] input", run: "edit Tour contract" },
        { trigger: ".o_field_widget[name=customer_id] input", run: "edit Tour Hospital" },
        { trigger: ".ui-menu-item a:contains(Tour Hospital)", run: "click" },
        { trigger: ".o_field_widget[name=line_ids] .o_field_x2many_list_row_add a", run: "click" },
        { trigger: ".o_field_widget[name=line_ids] [name=product_id] input", run: "edit Tour Software" },
        { trigger: ".ui-menu-item a:contains(Tour Software)", run: "click" },
        { trigger: ".o_field_widget[name=line_ids] [name=description] textarea, .o_field_widget[name=line_ids] [name=description] input", run: "edit Software" },
        { trigger: ".o_field_widget[name=line_ids] [name=price_unit] input", run: "edit 120000" },
        { trigger: ".o_notebook a[name=plan]", run: "click" },
        { trigger: ".o_field_widget[name=instalment_ids] .o_field_x2many_list_row_add a", run: "click" },
        { trigger: ".o_field_widget[name=instalment_ids] [name=name] input", run: "edit All of it" },
        { trigger: ".o_field_widget[name=instalment_ids] [name=days] input", run: "edit 3" },
        { trigger: ".o_field_widget[name=instalment_ids] [name=amount] input", run: "edit 138000" },
        { trigger: ".o_form_button_save", run: "click" },
        { trigger: ".o_form_saved" },
        { content: "submit", trigger: "button[name=action_submit]", run: "click" },
        { content: "it waits", trigger: ".o_arrow_button_current:contains(In Approval)" },
    ],
});
