import { registry } from "@web/core/registry";

const rule = ".o_field_widget[name=rule_domain]";

registry.category("web_tour.tours").add("crm_segment_tour", {
    steps: () => [
        { trigger: ".o_list_button_add", run: "click" },
        { trigger: "div[name=name] input", run: "edit Tour Large" },
        {
            content: "An empty condition takes nobody",
            trigger: ".alert-warning:contains(An empty rule takes nobody)",
        },
        { trigger: `${rule} a:contains(New Rule)`, run: "click" },
        { trigger: `${rule} .o_tree_editor_condition .o_model_field_selector`, run: "click" },
        {
            trigger: ".o_model_field_selector_popover_search input",
            run: "edit Turnover in 12 Months",
        },
        {
            trigger: ".o_model_field_selector_popover li[data-name=amount_12m] button:first",
            run: "click",
        },
        {
            content: "The operators are those of an amount",
            trigger: `body:not(:has(.o_model_field_selector_popover)) ${rule} .o_model_field_selector:contains(Turnover in 12 Months)`,
        },
        {
            trigger: `${rule} .o_tree_editor_condition:has(option:contains(greater than)) .o_tree_editor_editor:eq(1) select`,
            run: "selectByLabel greater than",
        },
        {
            trigger: `${rule} .o_tree_editor_condition .o_tree_editor_editor:eq(2) input`,
            run: "edit 1000 && press Tab",
        },
        {
            content: "Size and turnover stand there before anything is saved",
            trigger: "div[name=rule_match_count]:contains(1)",
        },
        { trigger: "div[name=rule_match_amount]:contains(1,500)" },
        { trigger: "div[name=rule_enter_count]:contains(1)" },
        { trigger: "div[name=is_key_account] input", run: "click" },
        { trigger: "div[name=rule_enabled] input:checked" },
        { trigger: ".o_form_button_save:visible", run: "click" },
        {
            trigger: "button[name=action_refresh_members]:visible:not([disabled])",
            run: "click",
        },
        { trigger: "button[name=action_view_members] .o_stat_value:contains(1)" },
        { trigger: "button[name=action_view_members]", run: "click" },
        { trigger: ".o_data_row:contains(Tour Buyer)" },
        { trigger: ".o_list_view:not(:contains(Tour Small))" },
        { trigger: ".breadcrumb-item:contains(Tour Large), .o_back_button", run: "click" },
        {
            content: "Who entered, when, and why",
            trigger: "button[name=action_view_memberships]",
            run: "click",
        },
        {
            trigger:
                ".o_data_row:contains(Tour Buyer):contains(Meets the Rule):contains(Turnover in 12 Months)",
        },
    ],
});
