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

    async losses() {
        return { count: 0, share: 0 };
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
            group: row.is_loss ? "loss" : row.is_few ? "few" : "other",
        }));
    },

    /** All losses, whether their bars are drawn or not. */
    async losses(orm, companyId, type) {
        const domain = [...profitOf(companyId, type), ["is_loss", "=", true]];
        const [sums] = await orm.formattedReadGroup(
            "crm.customer.pareto",
            domain,
            [],
            ["__count", "share:sum"]
        );
        return { count: sums.__count, share: sums["share:sum"] || 0 };
    },
};

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
