import { _t } from "@web/core/l10n/translation";

const LINE_COLOR = "#9b6b8f";

/** Zero of both axes at one height, though losses reach below it. */
function axes(rows, shares) {
    const amounts = rows.map((row) => row.amount);
    const most = Math.max(...amounts);
    const least = Math.min(0, ...amounts);
    const whole = Math.max(100, ...shares);
    if (least === 0 || most <= 0) {
        return { amount: {}, share: { min: 0, max: whole } };
    }
    return {
        amount: { min: least, max: most },
        share: { min: (whole * least) / most, max: whole },
    };
}

/**
 * Chart.js configuration: one bar per customer, the cumulative share as a line.
 *
 * @param {{name: string, amount: number, cumulative: number, group: string}[]} rows
 * @param {(group: string) => string} colorOf
 * @param {string} label
 */
export function paretoConfig(rows, colorOf, label) {
    const shares = rows.map((row) => row.cumulative * 100);
    const { amount, share } = axes(rows, shares);
    return {
        data: {
            labels: rows.map((row) => row.name),
            datasets: [
                {
                    type: "line",
                    label: _t("Cumulative share"),
                    data: shares,
                    yAxisID: "share",
                    borderColor: LINE_COLOR,
                    backgroundColor: LINE_COLOR,
                    pointRadius: 2,
                },
                {
                    type: "bar",
                    label,
                    data: rows.map((row) => row.amount),
                    backgroundColor: rows.map((row) => colorOf(row.group)),
                    yAxisID: "amount",
                },
            ],
        },
        options: {
            animation: false,
            maintainAspectRatio: false,
            scales: {
                amount: {
                    position: "left",
                    beginAtZero: true,
                    ...amount,
                    ticks: { includeBounds: false },
                },
                share: {
                    position: "right",
                    ...share,
                    grid: { drawOnChartArea: false },
                    ticks: {
                        includeBounds: share.min === 0,
                        callback: (value) => `${Math.round(value)} %`,
                    },
                },
            },
        },
    };
}
