import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");

tours.add("crm_lifecycle_plan_submit", {
    steps: () => [
        { trigger: "div[name='name'] input", run: "edit New works of the spring" },
        { trigger: "div[name='target_customers'] input", run: "edit 5" },
        { trigger: ".o_form_button_save:visible", run: "click" },
        { trigger: "button[name='action_submit']:visible", run: "click" },
        { trigger: ".o_arrow_button_current:contains('Waiting for Approval')" },
    ],
});

tours.add("crm_lifecycle_reactivate", {
    steps: () => [
        { trigger: "div[name='name'] input", run: "edit Fair of July" },
        { trigger: ".o_form_button_save:visible", run: "click" },
        { trigger: "button[name='action_fill']:visible", run: "click" },
        { trigger: ".o_data_row:contains('Old Works')" },
        {
            trigger: ".o_data_row:contains('Old Works') button[name='action_confirmed']",
            run: "click",
        },
        { trigger: ".o_data_row:contains('Old Works') .text-bg-success" },
    ],
});

tours.add("crm_lifecycle_declare", {
    steps: () => [
        { trigger: ".o_kanban_record:contains('Plant Works')", run: "click" },
        { trigger: ".modal .btn-primary:contains('Read and declare')", run: "click" },
        { trigger: ".o_data_row:contains('sally_t') td[name='version']", run: "click" },
        { trigger: ".o_form_view:contains('I keep it to myself')" },
        { trigger: "button[name='action_accept']:visible", run: "click" },
        { trigger: "div[name='date_accepted']" },
    ],
});

tours.add("crm_lifecycle_open_file", {
    steps: () => [{ trigger: ".o_breadcrumb:contains('Plant Works')" }],
});

tours.add("crm_lifecycle_plant_report", {
    steps: () => [
        { trigger: ".o_data_row:contains('Plant Works') td[name='date_due']", run: "click" },
        { trigger: "div[name='production'] input", run: "edit 120" },
        { trigger: "div[name='stock'] input", run: "edit 30" },
        { trigger: ".o_form_button_save:visible", run: "click" },
        { trigger: "button[name='action_send']:visible", run: "click" },
        { trigger: ".o_arrow_button_current:contains('Sent')" },
    ],
});

tours.add("crm_lifecycle_appraise", {
    steps: () => [
        { trigger: "button[name='action_right']:visible", run: "click" },
        { trigger: ".o_arrow_button_current:contains('Appraised')" },
    ],
});
