import { fieldsPlugin } from "./voice_map_plugin";
import { KINDS } from "./voice_map_data";

// Colours that colour-blind people tell apart (Okabe and Ito); marks differ as well.
const COLORS = ["#D55E00", "#009E73", "#999999", "#0072B2", "#CC79A7", "#E69F00"];
const MARKS = ["triangle", "circle", "rect", "rectRot", "star", "crossRot"];

/** Colour and mark of a class by its place in the selection. */
export function lookOf(classes, klass) {
    const place = Math.max(
        0,
        classes.findIndex(([name]) => name === klass)
    );
    return { color: COLORS[place % COLORS.length], mark: MARKS[place % MARKS.length] };
}

/**
 * Chart.js configuration of the map.
 *
 * @param {object} kind one of KINDS
 * @param {{points: object[], cross: object, classes: Array, ink: string}} map
 */
export function mapConfig(kind, { points, cross, classes, ink }) {
    const labels = kind.labels();
    const isKano = kind === KINDS.kano;
    const datasets = classes
        .map(([klass, label]) => ({ klass, label, own: points.filter((p) => p.klass === klass) }))
        .filter(({ own }) => own.length)
        .map(({ klass, label, own }) => {
            const { color, mark } = lookOf(classes, klass);
            return {
                label,
                data: own.map((point) => ({ ...point })), // Chart.js writes into it
                pointStyle: mark,
                pointRadius: 7,
                pointHoverRadius: 9,
                backgroundColor: color,
                borderColor: color,
            };
        });
    const axis = (text, limits) => ({
        ...limits,
        title: { display: true, text, color: ink },
        ticks: { color: ink, ...(isKano && { stepSize: 25, callback: inScale }) },
    });
    const percent = { min: -5, max: 105 };
    return {
        type: "scatter",
        data: { datasets },
        plugins: [fieldsPlugin(cross, cornerWords(kind, classes), ink)],
        options: {
            animation: false,
            maintainAspectRatio: false,
            clip: false,
            scales: {
                x: axis(labels.x, isKano ? percent : { grace: "15%" }),
                y: axis(labels.y, isKano ? percent : { grace: "15%" }),
            },
            plugins: {
                legend: { position: "bottom", labels: { usePointStyle: true, color: ink } },
                tooltip: { callbacks: { label: ({ raw }) => `${raw.number}. ${raw.name}` } },
            },
        },
    };
}

/** The margin around 0 to 100 % has no numbers. */
function inScale(value) {
    return value % 25 ? "" : value;
}

function cornerWords(kind, classes) {
    const labels = Object.fromEntries(classes);
    return kind.corners.map((klass) => labels[klass] || "");
}
