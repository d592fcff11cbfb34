import { Cockpit } from "@crm_segmentation/components/cockpit/cockpit";
import { expect, test } from "@odoo/hoot";
import { animationFrame } from "@odoo/hoot-mock";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import {
    contains,
    makeMockEnv,
    mockService,
    mountWithCleanup,
    onRpc,
} from "@web/../tests/web_test_helpers";
import { getDefaultConfig } from "@web/views/view";

defineMailModels();

const ACTION = { type: "ir.actions.act_window", res_model: "crm.customer" };

function answer(filters = {}) {
    return {
        filters: { company: 1, team: 0, period: "months12", ...filters },
        companies: [{ id: 1, name: "Trading" }],
        teams: [{ id: 3, name: "North" }],
        periods: [
            { id: "months12", name: "Last 12 Months" },
            { id: "month", name: "This Month" },
        ],
        currency_id: 1,
        as_of: "",
        is_home: false,
        customers: 2,
        tiles: [
            {
                key: "customer_new",
                label: "New Customers",
                help: "",
                unit: "count",
                good: "up",
                is_flow: true,
                value: 12,
                before: 10,
                change: 0.2,
                last_year: 0,
                change_year: null,
                line: [1, 2, 3],
                action: { ...ACTION, name: "New" },
            },
        ],
        charts: [
            {
                key: "abc",
                title: "ABC Classes",
                kind: "bar",
                note: "",
                points: [{ label: "A", detail: "", action: { ...ACTION, name: "A" } }],
                series: [{ label: "Customers", unit: "count", values: [2], is_drawn: true }],
            },
        ],
    };
}

async function mountCockpit(props = {}) {
    onRpc("crm.cockpit", "cockpit", ({ args: [filters] }) => {
        expect.step(`load ${filters.team} ${filters.period}`);
        return answer({ team: filters.team || 0, period: filters.period || "months12" });
    });
    onRpc("crm.cockpit", "set_home", ({ args: [chosen] }) => chosen);
    mockService("action", {
        doAction: async (action) => expect.step(`open ${action.name}`),
    });
    const env = await makeMockEnv({ config: getDefaultConfig() });
    await mountWithCleanup(Cockpit, { env, props: { action: {}, actionId: 1, ...props } });
}

test("a number, its trend and its records", async () => {
    await mountCockpit();
    expect("[data-tile=customer_new] .o_cockpit_value").toHaveText("12");
    expect("[data-tile=customer_new] .text-success").toHaveText("+20.0 %");
    expect("[data-tile=customer_new] polyline").toHaveCount(1);
    await contains("[data-tile=customer_new]").click();
    expect.verifySteps(["load null null", "open New"]);
});

test("a choice loads anew and goes into the address", async () => {
    const states = [];
    await mountCockpit({ updateActionState: (state) => states.push(state) });
    await contains(".o_cockpit_team").select("3");
    await animationFrame();
    await contains(".o_cockpit_period").select("month");
    await animationFrame();
    expect.verifySteps(["load null null", "load 3 months12", "load 3 month"]);
    expect(states.at(-1)).toEqual({
        cockpit_company: undefined,
        cockpit_team: 3,
        cockpit_period: "month",
    });
});

test("a table stands behind each picture", async () => {
    await mountCockpit();
    expect("[data-chart=abc] canvas").toHaveCount(1);
    await contains("[data-chart=abc] .o_cockpit_toggle").click();
    expect("[data-chart=abc] canvas").toHaveCount(0);
    expect("[data-chart=abc] td").toHaveText("2");
    await contains("[data-chart=abc] .o_cockpit_table a").click();
    expect.verifySteps(["load null null", "open A"]);
});

test("the reader makes it the first screen", async () => {
    await mountCockpit();
    await contains(".o_cockpit_home").click();
    expect(".o_cockpit_home .fa-check-square-o").toHaveCount(1);
    expect.verifySteps(["load null null"]);
});
