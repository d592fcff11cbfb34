import { expect, test } from "@odoo/hoot";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import {
    defineModels,
    fields,
    models,
    mountView,
} from "@web/../tests/web_test_helpers";

class Registration extends models.Model {
    _name = "crm.customer.registration";
    twins = fields.Json();
    _records = [
        {
            id: 1,
            twins: [
                { id: 7, name: "Alpha Works", owner: "Sally", score: 100, reasons: "x" },
                { id: false, name: "B•••a", owner: "Sam", score: 61, reasons: "y" },
            ],
        },
        { id: 2, twins: [] },
    ];
}

defineMailModels();
defineModels([Registration]);

const arch = `<form><field name="twins" widget="crm_twin_list"/></form>`;
const show = (resId) =>
    mountView({ type: "form", resModel: "crm.customer.registration", resId, arch });

test("own twins open, foreign ones are masked and closed", async () => {
    await show(1);
    expect(".o_crm_twin").toHaveCount(2);
    expect(".o_crm_twin:first a").toHaveText("Alpha Works");
    expect(".o_crm_twin:last a").toHaveCount(0);
    expect(".o_crm_twin:last").toHaveText(/B•••a.*Sam/s);
});

test("without twins nothing is shown", async () => {
    await show(2);
    expect(".alert").toHaveCount(0);
});
