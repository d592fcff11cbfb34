import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");

tours.add("crm_lifecycle_visit", {
    steps: () => [
        { trigger: "section[data-kind='visit'] .o_crm_day_line a", run: "click" },
        { trigger: "button[name='action_start']", run: "click" },
        { trigger: "button[name='action_open_finish'].btn-primary", run: "click" },
        {
            trigger: ".modal div[name='result'] span:contains('A step forward')",
            run: "click",
        },
        { trigger: ".modal div[name='outcome'] textarea", run: "edit Wants samples" },
        { trigger: ".modal div[name='next_step'] input", run: "edit Bring samples" },
        { trigger: ".modal button[name='action_finish']:visible", run: "click" },
        { trigger: ".o_arrow_button_current:contains('Done')" },
    ],
});

tours.add("crm_lifecycle_visit_review", {
    steps: () => [
        { trigger: "section[data-kind='review'] .o_crm_day_line a", run: "click" },
        { trigger: "button[name='action_open_review']", run: "click" },
        { trigger: ".modal div[name='opinion'] textarea", run: "edit Well done" },
        { trigger: ".modal button[name='action_review']:visible", run: "click" },
        { trigger: ".o_arrow_button_current:contains('Reviewed')" },
    ],
});
