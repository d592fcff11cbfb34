import { dashed, seriesOf, targetAsLine, withGaps } from "@crm_segmentation/views/timeline/timeline_data";
import { expect, test } from "@odoo/hoot";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";

defineMailModels();

const dataset = (series, ...data) => ({
    data,
    domains: data.map((value) => (value ? ["&", ["date", "=", 1], ["series", "=", series]] : [])),
});

test("a month without a row of a series is a gap", () => {
    expect(withGaps(dataset("actual", 5, 0, 7)).data).toEqual([5, null, 7]);
});

test("a single month is padded and stays as it is", () => {
    const padded = { data: [undefined, 5], domains: [undefined, [["series", "=", "actual"]]] };
    expect(withGaps(padded).data).toEqual([undefined, 5]);
});

test("the target is a line, what came are bars", () => {
    expect(seriesOf(dataset("target", 0, 5))).toBe("target");
    expect(targetAsLine(dataset("target", 5), "black").type).toBe("line");
    expect(targetAsLine(dataset("actual", 5), "black").type).toBe(undefined);
});

test("a forecast is dashed, what came is not", () => {
    expect(dashed(dataset("forecast", 5)).borderDash).toEqual([8, 4]);
    expect(dashed(dataset("actual", 5)).borderDash).toEqual([]);
});
