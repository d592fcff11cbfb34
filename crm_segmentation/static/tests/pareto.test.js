import { paretoConfig } from "@crm_segmentation/components/pareto/pareto_data";
import { expect, test } from "@odoo/hoot";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";

defineMailModels();

test("one bar per customer and the cumulative share in percent", () => {
    const rows = [
        { name: "Alpha", amount: 80, cumulative: 0.8, group: "A" },
        { name: "Beta", amount: 20, cumulative: 1, group: "B" },
    ];
    const config = paretoConfig(rows, (name) => `color ${name}`, "Turnover");
    const { labels, datasets } = config.data;
    expect(labels).toEqual(["Alpha", "Beta"]);
    expect(datasets[0].data).toEqual([80, 100]);
    expect(datasets[1].label).toBe("Turnover");
    expect(datasets[1].data).toEqual([80, 20]);
    expect(datasets[1].backgroundColor).toEqual(["color A", "color B"]);
    expect(config.options.scales.share.min).toBe(0);
    expect(config.options.scales.share.max).toBe(100);
});

test("with losses the curve passes 100 % and both zeros have one height", () => {
    const rows = [
        { name: "Alpha", amount: 100, cumulative: 1.25, group: "few" },
        { name: "Beta", amount: -20, cumulative: 1, group: "loss" },
    ];
    const { amount, share } = paretoConfig(rows, () => "red", "Profit").options.scales;
    expect([amount.min, amount.max]).toEqual([-20, 100]);
    expect([share.min, share.max]).toEqual([-25, 125]);
});
