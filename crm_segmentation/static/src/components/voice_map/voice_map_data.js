import { _t } from "@web/core/l10n/translation";

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
