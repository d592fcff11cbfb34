import {
    ageNames,
    cellDomain,
    cellValue,
    curveConfig,
    heatOf,
} from "@crm_segmentation/views/cohort/cohort_data";
import { expect, test } from "@odoo/hoot";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";

defineMailModels();

const cell = (start, buyers, running = false) => ({
    start,
    buyers,
    amount: buyers * 10,
    retention: buyers / 4,
    amount_share: buyers / 8,
    running,
});
const ROW = {
    start: "2026-01-01",
    label: "Jan 2026",
    size: 4,
    cells: [cell("2026-01-01", 4), cell("2026-02-01", 2), cell("2026-03-01", 1, true)],
};
const DATA = {
    rows: [ROW, { ...ROW, label: "Mar 2026", cells: [cell("2026-03-01", 4, true)] }],
    averages: [
        { retention: 1, amount_share: 1, cohorts: 2 },
        { retention: 0.5, amount_share: 0.25, cohorts: 2 },
        { retention: 0.9, amount_share: 0.9, cohorts: 1 },
    ],
};

test("a cell shows its part of the first period, or its number", () => {
    const found = ROW.cells[1];
    expect(cellValue(found, "buyers", true)).toBe(0.5);
    expect(cellValue(found, "buyers", false)).toBe(2);
    expect(cellValue(found, "amount", true)).toBe(0.25);
    expect(cellValue(found, "amount", false)).toBe(20);
    expect(heatOf({ ...found, amount_share: 1.7 }, "amount")).toBe(1);
});

test("there is a column for every age of the oldest cohort", () => {
    expect(ageNames(DATA, "month").length).toBe(3);
    expect(ageNames({ rows: [] }, "year")).toEqual([]);
});

test("a cell stands for the cohort's rows of its period", () => {
    expect(cellDomain(ROW, ROW.cells[1], "quarter")).toEqual([
        ["date_first", ">=", "2026-01-01"],
        ["date_first", "<", "2026-04-01"],
        ["month", ">=", "2026-02-01"],
        ["month", "<", "2026-05-01"],
    ]);
});

test("what runs is paler", () => {
    expect(heatOf(ROW.cells[2], "buyers")).toBe(0.125);
});

test("curves leave out what runs, single cells and the average of a single cohort", () => {
    const options = { labels: ["Month 0", "Month 1"], colors: (n) => `color ${n}`, most: 6 };
    const { datasets } = curveConfig(DATA, "buyers", options).data;
    expect(datasets.map((curve) => curve.data)).toEqual([
        [100, 50],
        [100, 50],
    ]);
});
