import { paretoConfig } from "@crm_segmentation/components/pareto/pareto_data";
import { expect, test } from "@odoo/hoot";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";

defineMailModels();

test("one bar per customer and the cumulative share in percent", () => {
    const rows = [
        { display_name: "Alpha", rfm_amount: 80, abc_cumulative: 0.8, abc_class: "A" },
        { display_name: "Beta", rfm_amount: 20, abc_cumulative: 1, abc_class: "B" },
    ];
    const { labels, datasets } = paretoConfig(rows, (name) => `color ${name}`).data;
    expect(labels).toEqual(["Alpha", "Beta"]);
    expect(datasets[0].data).toEqual([80, 100]);
    expect(datasets[1].data).toEqual([80, 20]);
    expect(datasets[1].backgroundColor).toEqual(["color A", "color B"]);
});
