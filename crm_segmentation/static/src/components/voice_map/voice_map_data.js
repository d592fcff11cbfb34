import { _t } from "@web/core/l10n/translation";

// Colours that colour-blind people tell apart (Okabe and Ito); marks differ as well.
const COLORS = ["#D55E00", "#009E73", "#999999", "#0072B2", "#CC79A7", "#E69F00"];
const MARKS = ["triangle", "circle", "rect", "rectRot", "star", "crossRot"];

/**
 * What is drawn: importance against score, or what absence and presence do.
 *
 * corners: values of `klass` at the top left, top right, bottom left and bottom right
 */
export const KINDS = {
    priority: {
        model: "crm.voice.priority",
        choice: "index_id",
        domain: [["quadrant", "!=", false]],
        order: "quadrant, importance desc, id",
        name: "node_id",
        klass: "quadrant",
        x: "importance",
        y: "score",
        lines: ["importance_line", "score_line"],
        corners: ["overkill", "keep", "low", "concentrate"],
        table: "crm_segmentation.crm_voice_priority_action",
        labels: () => ({
            title: _t("What matters, and how well is it done?"),
            x: _t("Importance"),
            y: _t("Score"),
        }),
    },
    kano: {
        model: "crm.kano.feature",
        choice: "study_id",
        domain: [["answer_count", ">", 0]],
        order: "sequence, id",
        name: "name",
        klass: "kano_class",
        x: "worse",
        y: "better",
        lines: [],
        corners: ["attractive", "one_dimensional", "indifferent", "must_be"],
        table: "crm_segmentation.crm_kano_feature_action",
        labels: () => ({
            title: _t("What dissatisfies when it is missing, what satisfies when it is there?"),
            x: _t("Dissatisfies when missing (%)"),
            y: _t("Satisfies when there (%)"),
        }),
    },
};

/** Fields that the points of a kind are made of. */
export function fieldsOf(kind) {
    return [kind.name, kind.klass, kind.x, kind.y, ...kind.lines];
}

/** Numbered points; parts of customers become percent, absence counts upwards. */
export function pointsOf(kind, rows) {
    const isKano = kind === KINDS.kano;
    return rows.map((row, index) => ({
        id: row.id,
        number: index + 1,
        name: Array.isArray(row[kind.name]) ? row[kind.name][1] : row[kind.name],
        klass: row[kind.klass],
        x: isKano ? Math.abs(row[kind.x]) * 100 : row[kind.x],
        y: isKano ? row[kind.y] * 100 : row[kind.y],
    }));
}

/** Where the four fields meet: the averages of the index, or half of the customers. */
export function crossing(kind, rows) {
    const [x, y] = kind.lines;
    return x && rows.length ? { x: rows[0][x], y: rows[0][y] } : { x: 50, y: 50 };
}

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

/** Draws the lines between the fields, their names and the numbers of the points. */
function fieldsPlugin(cross, words, ink) {
    return {
        id: "fields",
        beforeDatasetsDraw(chart) {
            const { ctx, chartArea: area, scales } = chart;
            const x = scales.x.getPixelForValue(cross.x);
            const y = scales.y.getPixelForValue(cross.y);
            ctx.save();
            ctx.strokeStyle = ctx.fillStyle = ink;
            ctx.globalAlpha = 0.5;
            ctx.beginPath();
            ctx.moveTo(x, area.top);
            ctx.lineTo(x, area.bottom);
            ctx.moveTo(area.left, y);
            ctx.lineTo(area.right, y);
            ctx.stroke();
            ctx.globalAlpha = 0.8;
            words.forEach((word, corner) => writeCorner(ctx, area, word, corner));
            ctx.restore();
        },
        afterDatasetsDraw(chart) {
            const { ctx } = chart;
            ctx.save();
            ctx.fillStyle = ink;
            for (const [place, numbers] of numbersByPlace(chart)) {
                const [x, y] = place.split(":").map(Number);
                ctx.fillText(numbers.join(", "), x + 9, y - 6);
            }
            ctx.restore();
        },
    };
}

/** Points on one place share their label. */
function numbersByPlace(chart) {
    const places = new Map();
    chart.data.datasets.forEach((dataset, index) =>
        chart.getDatasetMeta(index).data.forEach((mark, place) => {
            const key = `${Math.round(mark.x / 4) * 4}:${Math.round(mark.y / 4) * 4}`;
            places.set(key, [...(places.get(key) || []), dataset.data[place].number]);
        })
    );
    return places;
}

function writeCorner(ctx, area, word, corner) {
    const isRight = corner % 2 === 1;
    ctx.textAlign = isRight ? "right" : "left";
    const y = corner < 2 ? area.top + 14 : area.bottom - 8;
    ctx.fillText(word, isRight ? area.right - 6 : area.left + 6, y);
}
