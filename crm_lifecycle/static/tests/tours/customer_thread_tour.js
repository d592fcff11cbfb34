import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");

tours.add("crm_lifecycle_register", {
    steps: () => [
        {
            trigger: "div[name='name'] input",
            run: "edit Luqiang Building Materials",
        },
        { trigger: "div[name='city'] input", run: "edit Jinan" },
        // the twin of another colleague is masked and names its owner
        { trigger: ".o_crm_twin:contains('•'):contains('sam_t')" },
        { trigger: "button[name='action_submit']", run: "click" },
        { trigger: ".o_arrow_button_current:contains('Waiting for Confirmation')" },
    ],
});

tours.add("crm_lifecycle_confirm", {
    steps: () => [
        { trigger: "button[name='action_approve']", run: "click" },
        { trigger: ".modal div[name='comment'] textarea", run: "edit Checked" },
        { trigger: ".modal button[name='action_confirm']:visible", run: "click" },
        { trigger: ".o_arrow_button_current:contains('Confirmed')" },
        { trigger: "button[name='action_open_customer']", run: "click" },
        { trigger: ".o_arrow_button_current:contains('Potential')" },
        { trigger: ".nav-link[name='ownership']", run: "click" },
        {
            trigger:
                "div[name='ownership_ids'] .o_data_row:contains('Registration confirmed')",
        },
    ],
});

tours.add("crm_lifecycle_vip_apply", {
    steps: () => [
        { trigger: ".o_arrow_button_current:contains('First Order')" },
        { trigger: ".nav-link[name='ownership']", run: "click" },
        {
            trigger:
                "div[name='stage_history_ids'] .o_data_row:contains('First Order') .fa-external-link",
        },
        { trigger: "button[name='action_propose_vip']", run: "click" },
        { trigger: "button[name='action_submit']", run: "click" },
        { trigger: ".o_arrow_button_current:contains('Waiting for Approval')" },
    ],
});

tours.add("crm_lifecycle_vip_approve", {
    steps: () => [
        { trigger: ".o_form_view button:contains('Approve')", run: "click" },
        { trigger: ".modal button[name='action_confirm']:visible", run: "click" },
        { trigger: ".o_arrow_button_current:contains('Approved')" },
    ],
});

// the customer looks at its tier in the portal and applies for the next one
tours.add("crm_lifecycle_membership", {
    steps: () => [
        { trigger: "a[href='/my/membership']", run: "click", expectUnloadPage: true },
        { trigger: ".o_portal_tier .progress" },
        {
            trigger: ".o_portal_tier input[name='reason']",
            run: "edit We open a new region",
        },
        {
            trigger: ".o_portal_tier button[type='submit']",
            run: "click",
            expectUnloadPage: true,
        },
        { trigger: ".o_portal_tier:contains('is being looked at')" },
    ],
});
