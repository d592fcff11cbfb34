import { registry } from "@web/core/registry";

/** The address must carry the period; the router writes it a moment later. */
async function periodInAddress(period) {
    for (let tries = 0; tries < 50; tries++) {
        if (window.location.search.includes(`cockpit_period=${period}`)) {
            return;
        }
        await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`${window.location.search} does not carry the period ${period}`);
}

registry.category("web_tour.tours").add("crm_cockpit_tour", {
    steps: () => [
        { trigger: ".o_cockpit_tile[data-tile=turnover]" },
        { trigger: ".o_cockpit_period", run: "select month" },
        {
            trigger: ".o_cockpit_tile[data-tile=customer_new] .o_cockpit_value:contains(1)",
            run: () => periodInAddress("month"),
        },
        { trigger: "[data-chart=funnel] canvas" },
        {
            content: "There is a table behind the picture",
            trigger: "[data-chart=funnel] .o_cockpit_toggle",
            run: "click",
        },
        { trigger: "[data-chart=funnel] .o_cockpit_table td:contains(1)" },
        { trigger: ".o_cockpit_home", run: "click" },
        { trigger: ".o_cockpit_home:has(.fa-check-square-o)" },
        {
            content: "A number opens its records",
            trigger: ".o_cockpit_tile[data-tile=customer_new]",
            run: "click",
        },
        { trigger: ".o_data_row:contains(Tour Buyer)" },
        { trigger: ".o_back_button", run: "click" },
        {
            content: "The filter is as it was left",
            trigger: ".o_cockpit_period:value(month)",
            run: () => periodInAddress("month"),
        },
    ],
});
