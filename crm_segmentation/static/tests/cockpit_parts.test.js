import { chartConfig } from "@crm_segmentation/components/cockpit/cockpit_chart_config";
import { schemeOf } from "@crm_segmentation/components/cockpit/cockpit_colors";
import { filtersOfUrl, urlOfFilters } from "@crm_segmentation/components/cockpit/cockpit_filters";
import {
    formatChange,
    sparkline,
    verdictOf,
} from "@crm_segmentation/components/cockpit/cockpit_format";
import { expect, test } from "@odoo/hoot";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { makeMockEnv } from "@web/../tests/web_test_helpers";

defineMailModels();

const FUNNEL = {
    key: "funnel",
    kind: "bar",
    points: [
        { label: "Potential", detail: "40 % moved on", action: "potential" },
        { label: "Lost", detail: "", action: "lost" },
    ],
    series: [
        { label: "Customers", unit: "count", values: [10, 2], is_drawn: true },
        { label: "Share", unit: "percent", values: [0.4, null], is_drawn: false },
    ],
};
const words = (value, unit) => `${value} ${unit}`;

test("a line leaves out the months that are not known", () => {
    expect(sparkline([0, null, 10], 100, 20)).toBe("0,20 100,0");
    expect(sparkline([5, 5], 100, 20)).toBe("0,20 100,20");
    expect(sparkline([null, 5])).toBe("");
});

test("what rises is good or bad, and its sign says so without a colour", async () => {
    await makeMockEnv();
    expect(verdictOf(0.1, "up")).toBe("good");
    expect(verdictOf(0.1, "down")).toBe("bad");
    expect(verdictOf(-0.1, "down")).toBe("good");
    expect(verdictOf(0, "up")).toBe("even");
    expect(formatChange(0.125)).toBe("+12.5 %");
    expect(formatChange(-0.1)).toBe("−10.0 %");
});

test("only what is drawn is in the picture, the rest is in the tooltip", () => {
    const picked = [];
    const config = chartConfig(FUNNEL, {
        scheme: "light",
        format: words,
        pick: (point) => picked.push(point.action),
    });
    expect(config.type).toBe("bar");
    expect(config.options.indexAxis).toBe("y");
    expect(config.data.labels).toEqual([["Potential", "40 % moved on"], "Lost"]);
    expect(config.data.datasets.map((set) => set.data)).toEqual([[10, 2]]);
    const { afterBody } = config.options.plugins.tooltip.callbacks;
    expect(afterBody([{ dataIndex: 0 }])).toEqual(["Share: 0.4 percent"]);
    expect(afterBody([{ dataIndex: 1 }])).toEqual([]);
    config.options.onClick({}, [{ index: 1 }]);
    config.options.onClick({}, []);
    expect(picked).toEqual(["lost"]);
});

test("lines differ by dash and mark, not by colour alone", () => {
    const series = ["Sold", "Expected", "Target"].map((label) => ({
        label,
        unit: "money",
        values: [1, 2],
        is_drawn: true,
    }));
    const chart = { ...FUNNEL, kind: "line", series };
    for (const scheme of ["light", "dark"]) {
        const options = { scheme, format: words, pick: () => {} };
        const { datasets } = chartConfig(chart, options).data;
        expect(new Set(datasets.map((set) => String(set.borderDash))).size).toBe(3);
        expect(new Set(datasets.map((set) => set.pointStyle)).size).toBe(3);
    }
});

test("a picture is as dark as the page it stands on", () => {
    expect(schemeOf("rgb(55, 65, 81)")).toBe("light");
    expect(schemeOf("rgba(228, 228, 228, 0.9)")).toBe("dark");
    expect(schemeOf("")).toBe("light");
});

test("filters of the address, also of the breadcrumb back", () => {
    const action = { path: "crm-cockpit", id: 7, tag: "crm_segmentation.cockpit" };
    const own = { action: "crm-cockpit", cockpit_team: 3, cockpit_period: "month" };
    const wanted = { company: null, team: 3, period: "month" };
    expect(filtersOfUrl({ ...own, actionStack: [own] }, action)).toEqual(wanted);
    const list = { action: "customers", actionStack: [own, { action: "customers" }] };
    expect(filtersOfUrl(list, action)).toEqual(wanted);
    const foreign = { action: "customers", cockpit_team: 5 };
    expect(filtersOfUrl(foreign, action)).toEqual({ company: null, team: null, period: null });
    const all = { action: 7, cockpit_company: "all" };
    expect(filtersOfUrl(all, action).company).toBe(0);
});

test("the address of a single company names none", () => {
    const filters = { company: 1, team: 0, period: "year" };
    expect(urlOfFilters(filters, { companies: [{ id: 1 }] })).toEqual({
        cockpit_company: undefined,
        cockpit_team: undefined,
        cockpit_period: "year",
    });
    const two = { companies: [{ id: 0 }, { id: 1 }] };
    expect(urlOfFilters({ ...filters, company: 0 }, two).cockpit_company).toBe("all");
});
