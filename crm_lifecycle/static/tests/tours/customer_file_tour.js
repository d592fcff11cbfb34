import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("crm_lifecycle_customer_file", {
    steps: () => [
        { trigger: ".o_notebook .nav-link[name='people']", run: "click" },
        { trigger: "div[name='key_person_ids'] .o-kanban-button-new", run: "click" },
        { trigger: ".modal div[name='partner_id'] input", run: "edit Wang Fang" },
        {
            trigger: ".o-autocomplete--dropdown-item a:contains('Wang Fang')",
            run: "click",
        },
        { trigger: ".modal div[name='role_id'] input", run: "edit Decides" },
        {
            trigger: ".o-autocomplete--dropdown-item a:contains('Decides')",
            run: "click",
        },
        { trigger: ".modal div[name='worries'] textarea", run: "edit Late trains" },
        { trigger: ".modal .o_form_button_save", run: "click" },
        { trigger: ".o_kanban_record:contains('Wang Fang')" },
        { trigger: ".o_notebook .nav-link[name='file']", run: "click" },
        { trigger: "div[name='buys_what'] textarea", run: "edit Thermal coal" },
        { trigger: "button[name='action_file_reviewed']", run: "click" },
        { trigger: "div[name='file_reviewer_id']" },
    ],
});
