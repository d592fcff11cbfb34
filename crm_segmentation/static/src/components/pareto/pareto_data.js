import { _t } from "@web/core/l10n/translation";

const LINE_COLOR = "#9b6b8f";

/** Chart.js configuration: one bar per customer, the cumulative share as a line. */
export function paretoConfig(rows, colorOf) {
    return {
        data: {
            labels: rows.map((row) => row.display_name),
            datasets: [
                {
                    type: "line",
                    label: _t("Cumulative share"),
                    data: rows.map((row) => row.abc_cumulative * 100),
                    yAxisID: "share",
                    borderColor: LINE_COLOR,
                    backgroundColor: LINE_COLOR,
                    pointRadius: 2,
                },
                {
                    type: "bar",
                    label: _t("Turnover"),
                    data: rows.map((row) => row.rfm_amount),
                    backgroundColor: rows.map((row) => colorOf(row.abc_class)),
                    yAxisID: "amount",
                },
            ],
        },
        options: {
            animation: false,
            maintainAspectRatio: false,
            scales: {
                amount: { position: "left", beginAtZero: true },
                share: {
                    position: "right",
                    min: 0,
                    max: 100,
                    grid: { drawOnChartArea: false },
                    ticks: { callback: (value) => `${value} %` },
                },
            },
        },
    };
}
