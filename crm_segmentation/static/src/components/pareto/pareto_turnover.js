import { _t } from "@web/core/l10n/translation";
import { MOST_BARS, optionOf } from "./pareto_options";

/** Turnover of the scoring window, in the ABC classes of each trade type. */
export const TURNOVER = {
    key: "turnover",
    label: _t("Turnover"),
    table: "crm_segmentation.crm_customer_action_abc",
    groups: { A: ["A", 0], B: ["B", 2], C: ["C", 4] },

    domain: turnoverOf,

    async types(orm, companyId) {
        const groups = await orm.formattedReadGroup(
            "crm.customer",
            classified(companyId),
            ["trade_type_id"],
            ["rfm_amount:sum"],
            { order: "rfm_amount:sum desc" }
        );
        return groups.map(({ trade_type_id: type }) => optionOf(type));
    },

    async rows(orm, companyId, type) {
        const domain = turnoverOf(companyId, type);
        const names = ["display_name", "rfm_amount", "abc_cumulative", "abc_class"];
        const found = await orm.searchRead("crm.customer", domain, names, {
            order: "rfm_amount desc",
            limit: MOST_BARS,
        });
        return found.map((row) => ({
            id: row.id,
            name: row.display_name,
            amount: row.rfm_amount,
            cumulative: row.abc_cumulative,
            group: row.abc_class,
        }));
    },

    counts(_orm, _companyId, _type, rows) {
        const count = (name) => rows.filter((row) => row.group === name).length;
        return { A: count("A"), B: count("B"), C: count("C"), lossShare: 0 };
    },
};

function classified(companyId) {
    return [
        ["abc_class", "!=", false],
        ["company_id", "=", companyId],
    ];
}

function turnoverOf(companyId, type) {
    return [...classified(companyId), ["trade_type_id", "=", type.id]];
}
