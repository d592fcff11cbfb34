import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { formatMonetary } from "@web/views/fields/formatters";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/**
 * One bar that says where a contract stands: received and overdue as parts of what was
 * promised, ordered and invoiced as marks. The form shows the figures below it.
 */
export class ContractBarField extends Component {
    static template = "crm_contracts.ContractBarField";
    static props = { ...standardFieldProps, legend: { type: Boolean, optional: true } };

    get total() {
        return this.props.record.data.amount_total || 0;
    }

    get figures() {
        const data = this.props.record.data;
        const delivered = { key: "delivered", label: _t("Delivered"), amount: data.amount_delivered };
        return [
            { key: "promised", label: _t("Promised"), amount: data.amount_total },
            { key: "ordered", label: _t("Ordered"), amount: data.amount_ordered },
            // worked out one by one: only forms that ask for it show it
            ...("amount_delivered" in data ? [delivered] : []),
            { key: "invoiced", label: _t("Invoiced"), amount: data.amount_invoiced },
            { key: "received", label: _t("Received"), amount: data.amount_received },
            { key: "overdue", label: _t("Overdue"), amount: data.amount_overdue },
        ];
    }

    get title() {
        return this.figures.map((f) => `${f.label} ${this.format(f.amount)}`).join("\n");
    }

    format(amount) {
        const currency = this.props.record.data.currency_id;
        return formatMonetary(amount || 0, { currencyId: currency?.id });
    }

    width(key) {
        const amount = this.figures.find((f) => f.key === key).amount || 0;
        return this.total ? Math.min(100, Math.max(0, (100 * amount) / this.total)) : 0;
    }
}

const names = ["amount_total", "amount_ordered", "amount_invoiced", "amount_overdue"];

export const contractBarField = {
    component: ContractBarField,
    displayName: _t("Contract Progress"),
    supportedTypes: ["monetary"],
    supportedOptions: [{ label: _t("Figures below"), name: "legend", type: "boolean" }],
    fieldDependencies: [
        ...names.map((name) => ({ name, type: "monetary" })),
        { name: "currency_id", type: "many2one" },
    ],
    extractProps: ({ options }) => ({ legend: Boolean(options.legend) }),
};

registry.category("fields").add("contract_bar", contractBarField);
