import { Component } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/** Customers that resemble the one being registered; foreign ones come masked. */
export class TwinListField extends Component {
    static template = "crm_lifecycle.TwinListField";
    static props = { ...standardFieldProps };

    setup() {
        this.action = useService("action");
    }

    get twins() {
        return this.props.record.data[this.props.name] || [];
    }

    open(twin) {
        this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "crm.customer",
            res_id: twin.id,
            views: [[false, "form"]],
        });
    }
}

registry.category("fields").add("crm_twin_list", {
    component: TwinListField,
    supportedTypes: ["json"],
});
