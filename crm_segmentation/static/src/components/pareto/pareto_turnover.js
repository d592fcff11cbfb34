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
        return groups.map((group) => ({
            ...optionOf(group.trade_type_id),
            total: group["rfm_amount:sum"],
        }));
    },

    async rows(orm, companyId, type) {
        const domain = turnoverOf(companyId, type);
        const names = ["display_name", "rfm_amount", "abc_class"];
        const found = await orm.searchRead("crm.customer", domain, names, {
            order: "rfm_amount desc",
            limit: MOST_BARS,
        });
        return turnoverBars(found, type.total);
    },

    /** Of all customers, whether their bars are drawn or not. */
    async counts(orm, companyId, type) {
        const domain = turnoverOf(companyId, type);
        const groups = await orm.formattedReadGroup(
            "crm.customer",
            domain,
            ["abc_class"],
            ["__count"]
        );
        const counts = { A: 0, B: 0, C: 0, all: 0, lossShare: 0 };
        for (const group of groups) {
            counts[group.abc_class] = group.__count;
            counts.all += group.__count;
        }
        return counts;
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

/**
 * Bars of customers, the largest first, and what they make together of the total.
 * The classes may stand on margin or on other groups; bars and curve are turnover.
 */
export function turnoverBars(customers, total) {
    let running = 0;
    return customers.map((row) => {
        running += row.rfm_amount;
        return {
            id: row.id,
            name: row.display_name,
            amount: row.rfm_amount,
            cumulative: total ? running / total : 0,
            group: row.abc_class,
        };
    });
}
