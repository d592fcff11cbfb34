import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");

tours.add("crm_lifecycle_send_offer", {
    steps: () => [
        {
            trigger: ".o_data_row:contains('Alpha Works') .o_list_record_selector input",
            run: "click",
        },
        { trigger: ".o_cp_action_menus button:has(.fa-cog)", run: "click" },
        { trigger: ".o-dropdown-item:contains('Send News or Offer')", run: "click" },
        { trigger: "div[name='name'] input", run: "edit New grade" },
        { trigger: "div[name='body'] .odoo-editor-editable", run: "editor From July" },
        { trigger: ".o_form_button_save:visible", run: "click" },
        { trigger: "button[name='action_send']:visible", run: "click" },
        { trigger: ".modal .btn-primary", run: "click" },
        { trigger: ".o_arrow_button_current:contains('Sent')" },
    ],
});
