import { registry } from "@web/core/registry";
import {
    JournalDashboardGraphField,
    journalDashboardGraphField,
} from "@web/views/fields/journal_dashboard_graph/journal_dashboard_graph_field";

/** Odoo's line of a dashboard, which follows the pager of a form. */
export class TurnoverLineField extends JournalDashboardGraphField {
    static props = { ...JournalDashboardGraphField.props, graphType: { type: String, optional: true } };
    static defaultProps = { graphType: "line" };

    renderChart() {
        this.data = JSON.parse(this.props.record.data[this.props.name]);
        super.renderChart();
    }
}

registry.category("fields").add("crm_turnover_line", {
    ...journalDashboardGraphField,
    component: TurnoverLineField,
});
