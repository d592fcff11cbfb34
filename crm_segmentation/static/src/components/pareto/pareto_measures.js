import { _t } from "@web/core/l10n/translation";

const MOST_BARS = 80;
const noType = _t("Without Trade Type");

/** Turnover of the scoring window, in the ABC classes of each trade type. */
export const TURNOVER = {
    key: "turnover",
    label: _t("Turnover"),
    table: "crm_segmentation.crm_customer_action_abc",
    groups: { A: ["A", 0], B: ["B", 2], C: ["C", 4] },

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
        const domain = [...classified(companyId), ["trade_type_id", "=", type.id]];
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
        const counts = { few: 0, other: 0, loss: 0, lossShare: 0 };
        for (const group of groups) {
            counts[groupOf(group)] += group.__count;
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

function classified(companyId) {
    return [
        ["abc_class", "!=", false],
        ["company_id", "=", companyId],
    ];
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

function optionOf(type) {
    const id = type ? type[0] : false;
    return { key: String(id), id, name: type ? type[1] : noType };
}
