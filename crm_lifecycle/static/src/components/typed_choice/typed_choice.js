import { registry } from "@web/core/registry";
import { SelectionField, selectionField } from "@web/views/fields/selection/selection_field";

/** The choices of one field out of a list that holds those of several. */
export class TypedChoiceField extends SelectionField {
    get options() {
        const prefix = `${this.props.record.data.field_name}:`;
        return super.options.filter(([value]) => value.startsWith(prefix));
    }
}

registry.category("fields").add("crm_typed_choice", {
    ...selectionField,
    component: TypedChoiceField,
    supportedTypes: ["selection"],
    fieldDependencies: [{ name: "field_name", type: "char" }],
});
