import { paretoConfig } from "@crm_segmentation/components/pareto/pareto_data";
import { turnoverBars } from "@crm_segmentation/components/pareto/pareto_turnover";
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

test("the curve is the turnover of the bars, whatever the classes stand on", () => {
    const bars = turnoverBars(
        [
            { id: 1, display_name: "Alpha", rfm_amount: 60, abc_class: "B" },
            { id: 2, display_name: "Beta", rfm_amount: 20, abc_class: "A" },
        ],
        100
    );
    expect(bars.map((bar) => bar.cumulative)).toEqual([0.6, 0.8]);
    expect(bars.map((bar) => bar.group)).toEqual(["B", "A"]);
});
