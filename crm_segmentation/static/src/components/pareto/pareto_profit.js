import { _t } from "@web/core/l10n/translation";
import { MOST_BARS, optionOf } from "./pareto_options";

/** Contribution of the history: the largest fifth, the others, and losses. */
export const PROFIT = {
    key: "profit",
    label: _t("Profit"),
    table: "crm_segmentation.crm_customer_pareto_action",
    groups: {
        few: [_t("Largest fifth"), 0],
        other: [_t("Others"), 2],
        loss: [_t("Losses"), 4],
    },

    domain: profitOf,

    async types(orm, companyId) {
        const groups = await orm.formattedReadGroup(
            "crm.customer.pareto",
            ofProfit(companyId, "trade_type"),
            ["trade_type_id"],
            ["amount:sum"],
            { order: "amount:sum desc" }
        );
        const whole = { key: "company", id: false, name: _t("Whole Company") };
        const types = groups.map(({ trade_type_id: type }) => optionOf(type));
        return types.length ? [whole, ...types] : [];
    },

    async rows(orm, companyId, type) {
        const names = ["customer_id", "amount", "cumulative", "is_few", "is_loss"];
        const domain = profitOf(companyId, type);
        const found = await orm.searchRead("crm.customer.pareto", domain, names, {
            order: "place",
            limit: MOST_BARS,
        });
        return found.map((row) => ({
            id: row.customer_id[0],
            name: row.customer_id[1],
            amount: row.amount,
            cumulative: row.cumulative,
            group: groupOf(row),
        }));
    },

    /** Of all customers, whether their bars are drawn or not. */
    async counts(orm, companyId, type) {
        const groups = await orm.formattedReadGroup(
            "crm.customer.pareto",
            profitOf(companyId, type),
            ["is_few", "is_loss"],
            ["__count", "share:sum"]
        );
        const counts = { few: 0, other: 0, loss: 0, all: 0, lossShare: 0 };
        for (const group of groups) {
            counts[groupOf(group)] += group.__count;
            counts.all += group.__count;
            if (group.is_loss) {
                counts.lossShare += group["share:sum"] || 0;
            }
        }
        return counts;
    },
};

function groupOf(row) {
    if (row.is_loss) {
        return "loss";
    }
    return row.is_few ? "few" : "other";
}

function ofProfit(companyId, dimension) {
    return [
        ["basis", "=", "profit"],
        ["dimension", "=", dimension],
        ["company_id", "=", companyId],
    ];
}

function profitOf(companyId, type) {
    if (type.key === "company") {
        return ofProfit(companyId, "company");
    }
    return [...ofProfit(companyId, "trade_type"), ["trade_type_id", "=", type.id]];
}
