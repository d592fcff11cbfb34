import { RfmMap } from "@crm_segmentation/components/rfm_map/rfm_map";
import { buildMap, mapRows } from "@crm_segmentation/components/rfm_map/rfm_map_data";
import { expect, test } from "@odoo/hoot";
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

const GROUPS = [
    { rfm_r: 5, rfm_f: 5, rfm_segment_id: [1, "Champions"], __count: 3, "rfm_amount:sum_currency": 600 },
    { rfm_r: 5, rfm_f: 5, rfm_segment_id: [2, "Loyal"], __count: 1, "rfm_amount:sum_currency": 100 },
    { rfm_r: 1, rfm_f: 1, rfm_segment_id: [3, "Asleep"], __count: 2, "rfm_amount:sum_currency": 300 },
];

test("cells, segments and totals add up", () => {
    const map = buildMap(GROUPS);
    expect(map.total).toEqual({ count: 6, amount: 1000 });
    expect(map.segments.map((segment) => [segment.name, segment.share])).toEqual([
        ["Champions", 0.6],
        ["Asleep", 0.3],
        ["Loyal", 0.1],
    ]);
    const rows = mapRows(map, "count");
    expect(rows[0][4]).toMatchObject({ key: "5-5", count: 4, name: "Champions", heat: 1 });
    expect(rows[4][0]).toMatchObject({ key: "1-1", count: 2, heat: 0.5 });
    expect(rows[2][2]).toMatchObject({ count: 0, heat: 0, name: "" });
});

test("a cell opens its customers", async () => {
    onRpc("crm.customer", "formatted_read_group", () => GROUPS);
    mockService("action", {
        loadAction: async () => ({ type: "ir.actions.act_window" }),
        doAction: async (action) => expect.step(JSON.stringify(action.domain)),
    });
    const env = await makeMockEnv({ config: getDefaultConfig() });
    await mountWithCleanup(RfmMap, { env, props: { action: {}, actionId: 1 } });
    expect(".o_rfm_total").toHaveText("6");
    expect("[data-cell='3-3']").toHaveProperty("disabled", true);
    await contains("[data-cell='5-5']").click();
    expect.verifySteps([
        '[["rfm_score","!=",false],["rfm_r","=",5],["rfm_f","=",5]]',
    ]);
});
