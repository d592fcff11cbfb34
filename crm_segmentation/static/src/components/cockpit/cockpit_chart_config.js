import { gridColor, seriesColor, textColor } from "./cockpit_colors";

// Lines differ by dash and mark, bars by their place and label, not by colour alone.
const DASHES = [[], [7, 4], [2, 3], [10, 3, 2, 3]];
const LEGEND = { boxHeight: 8, boxWidth: 8, usePointStyle: true };
const MARKS = ["circle", "rect", "triangle", "star"];

export function drawnSeries(chart) {
    return chart.series.filter((series) => series.is_drawn);
}

/**
 * Chart.js configuration of one picture.
 *
 * @param {object} chart as `crm.cockpit` sends it
 * @param {{scheme: string, format: function, pick: function}} options
 *   format(value, unit, isShort) gives words; pick(point) is called for a click
 */
export function chartConfig(chart, { scheme, format, pick }) {
    const drawn = drawnSeries(chart);
    const lies = chart.kind === "bar";
    return {
        type: chart.kind === "line" ? "line" : "bar",
        data: {
            labels: chart.points.map((point) => labelOf(point, lies)),
            datasets: drawn.map((series, index) => dataset(chart, series, index, scheme)),
        },
        options: {
            animation: false,
            indexAxis: lies ? "y" : "x",
            maintainAspectRatio: false,
            interaction: { mode: "index", axis: lies ? "y" : "x", intersect: false },
            onClick: (_ev, [hit]) => hit && pick(chart.points[hit.index]),
            scales: scalesOf(lies, drawn, { scheme, format }),
            plugins: {
                legend: {
                    display: drawn.length > 1,
                    position: "bottom",
                    labels: { ...LEGEND, color: textColor(scheme) },
                },
                tooltip: { callbacks: tooltipOf(chart, drawn, format) },
            },
        },
    };
}

function labelOf(point, lies) {
    return lies && point.detail ? [point.label, point.detail] : point.label;
}

function dataset(chart, series, index, scheme) {
    const color = seriesColor(scheme, index);
    const common = {
        label: series.label,
        data: [...series.values], // Chart.js writes into it
        backgroundColor: color,
        borderColor: color,
    };
    if (chart.kind !== "line") {
        return { ...common, maxBarThickness: 28, pointStyle: "rect" };
    }
    return {
        ...common,
        borderDash: DASHES[index % DASHES.length],
        borderWidth: 2,
        pointRadius: 3,
        pointStyle: MARKS[index % MARKS.length],
        spanGaps: true,
    };
}

function scalesOf(lies, drawn, { scheme, format }) {
    const unit = drawn[0]?.unit;
    const numbers = {
        beginAtZero: true,
        grid: { color: gridColor(scheme) },
        ticks: {
            color: textColor(scheme),
            maxRotation: 0,
            maxTicksLimit: 6,
            callback: (value) => format(value, unit, true),
            ...(unit === "count" ? { precision: 0 } : {}),
        },
    };
    const names = {
        grid: { display: false },
        ticks: { autoSkip: !lies, color: textColor(scheme) },
    };
    return lies ? { x: numbers, y: names } : { x: names, y: numbers };
}

/** What is drawn, and below it what only the table has. */
function tooltipOf(chart, drawn, format) {
    const rest = chart.series.filter((series) => !drawn.includes(series));
    const words = (series, index) =>
        `${series.label}: ${format(series.values[index], series.unit)}`;
    return {
        label: (item) => words(drawn[item.datasetIndex], item.dataIndex),
        afterBody: ([item]) =>
            rest
                .filter((series) => series.values[item.dataIndex] !== null)
                .map((series) => words(series, item.dataIndex)),
    };
}
