import { _t } from "@web/core/l10n/translation";

export const KINDS = ["month", "quarter", "year"];

/** Names of the columns: how many periods after the first order. */
export function ageNames(data, kind) {
    const ages = Math.max(0, ...data.rows.map((row) => row.cells.length));
    const names = {
        month: (age) => _t("Month %s", age),
        quarter: (age) => _t("Quarter %s", age),
        year: (age) => _t("Year %s", age),
    };
    return Array.from({ length: ages }, (_item, age) => names[kind](age));
}

/** What a cell shows: part of the first period, or the plain number. */
export function cellValue(cell, measure, asPart) {
    if (measure === "amount") {
        return asPart ? cell.amount_share : cell.amount;
    }
    return asPart ? cell.retention : cell.buyers;
}

/** Colour of a cell from 0 to 1: its part of the first period; paler while it runs. */
export function heatOf(cell, measure) {
    const part = measure === "amount" ? cell.amount_share : cell.retention;
    return Math.min(1, Math.max(0, part)) * (cell.running ? 0.5 : 1);
}

/** First day of the period after one. */
export function nextPeriod(start, kind) {
    return luxon.DateTime.fromISO(start).plus({ [`${kind}s`]: 1 }).toISODate();
}

/** Cohort rows that one cell stands for. */
export function cellDomain(row, cell, kind) {
    return [
        ["date_first", ">=", row.start],
        ["date_first", "<", nextPeriod(row.start, kind)],
        ["month", ">=", cell.start],
        ["month", "<", nextPeriod(cell.start, kind)],
    ];
}

/** Chart.js configuration: the average of all cohorts, and the youngest ones. */
export function curveConfig(data, measure, options) {
    const { labels, colors, most } = options;
    const part = (cell) => Math.round(cellValue(cell, measure, true) * 1000) / 10;
    const name = measure === "amount" ? "amount_share" : "retention";
    // where a single old cohort is left, its curve would pass for that of all
    const shared = data.averages.filter((age) => age.cohorts > 1 || data.rows.length === 1);
    const average = {
        label: _t("All cohorts"),
        data: shared.map((age) => Math.round(age[name] * 1000) / 10),
        borderColor: colors(0),
        backgroundColor: colors(0),
        borderWidth: 4,
        pointStyle: "circle",
    };
    const shapes = ["triangle", "rect", "rectRot", "star", "cross", "crossRot"];
    const youngest = data.rows
        .filter((row) => row.cells.length > 1)
        .slice(-most)
        .map((row, place) => ({
            label: row.label,
            data: row.cells.filter((cell) => !cell.running).map(part),
            borderColor: colors(place + 1),
            backgroundColor: colors(place + 1),
            borderWidth: 1.5,
            borderDash: [4, 2],
            pointStyle: shapes[place % shapes.length],
        }));
    const datasets = [average, ...youngest];
    const longest = Math.max(...datasets.map((curve) => curve.data.length));
    return {
        type: "line",
        data: { labels: labels.slice(0, longest), datasets },
        options: {
            animation: false,
            maintainAspectRatio: false,
            plugins: { legend: { labels: { usePointStyle: true } } },
            scales: { y: { beginAtZero: true, ticks: { callback: (value) => `${value} %` } } },
        },
    };
}
