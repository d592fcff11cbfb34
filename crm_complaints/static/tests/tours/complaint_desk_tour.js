import { registry } from "@web/core/registry";

/** The agent merges two complaints of one customer, then gives his word. */
registry.category("web_tour.tours").add("crm_complaints_desk_merge", {
    steps: () => [
        { trigger: ".o_switch_view.o_list", run: "click" },
        {
            trigger: ".o_data_row:contains(Second mail) .o_list_record_selector input",
            run: "click",
        },
        {
            trigger: ".o_data_row:contains(First call) .o_list_record_selector input",
            run: "click",
        },
        { trigger: "button[name=action_merge]", run: "click" },
        { trigger: ".modal .o_field_widget[name=target_id] input:value(First call)" },
        {
            trigger: ".modal .o_field_widget[name=reason] input",
            run: "edit Called and wrote",
        },
        { trigger: ".modal button[name=action_confirm]", run: "click" },
        { trigger: ".o_form_view .o_field_widget[name=subject] input:value(First call)" },
        { trigger: "button[name=action_promise]", run: "click" },
        {
            trigger: ".modal .o_field_widget[name=name] input",
            run: "edit New bags delivered",
        },
        { trigger: ".modal button[name=action_confirm]", run: "click" },
        { trigger: "body:not(:has(.modal))" },
        { trigger: ".nav-link[name=desk]", run: "click" },
        {
            trigger: ".o_field_widget[name=promise_ids] .o_data_row:contains(New bags)",
        },
        {
            trigger:
                ".o_field_widget[name=link_ids] .o_data_row:contains(has the duplicate)",
        },
        {
            trigger: ".o_field_widget[name=promise_ids] button[name=action_keep]",
            run: "click",
        },
        { trigger: ".o_field_widget[name=promise_ids] .badge:contains(Kept)" },
    ],
});

/** The technician does the service on his own sheet. */
registry.category("web_tour.tours").add("crm_complaints_service_work", {
    steps: () => [
        { trigger: ".o_kanban_record:contains(Alpha Works)", run: "click" },
        { trigger: "button[name=action_start]", run: "click" },
        {
            trigger: ".o_field_widget[name=work_done] textarea",
            run: "edit Pump replaced",
        },
        { trigger: "button[name=action_finish]", run: "click" },
        { trigger: ".o_arrow_button_current:contains(To Be Signed)" },
    ],
});

/** The customer reads the sheet in the portal and signs it. */
registry.category("web_tour.tours").add("crm_complaints_service_sign", {
    steps: () => [
        {
            trigger: ".o_complaint_service a:contains(Check and sign)",
            run: "click",
            expectUnloadPage: true,
        },
        { trigger: "dd:contains(Pump replaced)" },
        {
            trigger: ".o_service_sign .o_web_sign_name_and_signature input",
            run: "edit Paula Pan",
        },
        {
            trigger: ".o_service_sign canvas.o_web_sign_signature",
            run: "canvasNotEmpty",
        },
        {
            trigger: ".o_service_sign .o_portal_sign_submit:enabled",
            run: "click",
            expectUnloadPage: true,
        },
        { trigger: ".o_service_signed:contains(Signed by)" },
    ],
});
