import { expect, test } from "@odoo/hoot";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import {
    contains,
    defineModels,
    fields,
    mockService,
    models,
    mountView,
    onRpc,
} from "@web/../tests/web_test_helpers";

class Cohort extends models.Model {
    _name = "crm.customer.cohort";

    date_first = fields.Date();
}

defineMailModels();
defineModels([Cohort]);

const cell = (start, buyers, amount) => ({
    start,
    buyers,
    amount,
    retention: buyers / 4,
    amount_share: amount / 400,
    running: false,
});
const DATA = {
    rows: [
        {
            start: "2026-01-01",
            label: "Q1 2026",
            size: 4,
            amount: 400,
            cells: [cell("2026-01-01", 4, 400), cell("2026-04-01", 1, 200)],
        },
    ],
    averages: [
        { retention: 1, amount_share: 1, cohorts: 1 },
        { retention: 0.25, amount_share: 0.5, cohorts: 1 },
    ],
    currency_id: 1,
};
const VIEW = {
    type: "graph",
    resModel: "crm.customer.cohort",
    arch: `<graph js_class="crm_cohort"><field name="date_first"/></graph>`,
};

test("heat map, measure and curves", async () => {
    onRpc("crm.customer.cohort", "get_matrix", ({ args }) => {
        expect.step(args[1]);
        return DATA;
    });
    await mountView(VIEW);
    expect.verifySteps(["quarter"]);
    expect("[data-cell='2026-01-01/2026-04-01']").toHaveText("25%");
    await contains(".o_crm_cohort_amount").click();
    expect("[data-cell='2026-01-01/2026-04-01']").toHaveText("50%");
    await contains("[data-kind=year]").click();
    expect.verifySteps(["year"]);
    await contains(".o_crm_cohort_curve").click();
    expect(".o_crm_cohort_chart canvas").toHaveCount(1);
});

test("a cell opens the customers behind it", async () => {
    onRpc("crm.customer.cohort", "get_matrix", () => DATA);
    mockService("action", {
        loadAction: async () => ({
            views: [
                [1, "graph"],
                [2, "list"],
            ],
        }),
        doAction: async ({ domain, views }) => expect.step(JSON.stringify([domain, views])),
    });
    await mountView(VIEW);
    await contains("[data-cell='2026-01-01/2026-04-01']").click();
    expect.verifySteps([
        '[[["date_first",">=","2026-01-01"],["date_first","<","2026-04-01"],' +
            '["month",">=","2026-04-01"],["month","<","2026-07-01"]],[[2,"list"]]]',
    ]);
});

test("nobody has ordered yet", async () => {
    onRpc("crm.customer.cohort", "get_matrix", () => ({ rows: [], averages: [] }));
    await mountView({ ...VIEW, noContentHelp: "<p>Nothing here</p>" });
    expect(".o_crm_cohort_table").toHaveCount(0);
    expect(".o_view_nocontent").toHaveCount(1);
});
