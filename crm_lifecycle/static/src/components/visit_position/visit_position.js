import { Component, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

/** Records where the visitor stands, only when he presses the button. */
export class VisitPosition extends Component {
    static template = "crm_lifecycle.VisitPosition";
    static props = { ...standardWidgetProps };

    setup() {
        this.orm = useService("orm");
        this.notification = useService("notification");
        this.state = useState({ busy: false });
    }

    record() {
        if (!navigator.geolocation) {
            return this.refuse(_t("This device does not tell its position."));
        }
        this.state.busy = true;
        navigator.geolocation.getCurrentPosition(
            (position) => this.send(position.coords),
            () => this.refuse(_t("The position is not available or not allowed.")),
            { enableHighAccuracy: true, timeout: 15000 }
        );
    }

    async send({ latitude, longitude, accuracy }) {
        const place = [[this.props.record.resId], latitude, longitude, accuracy];
        await this.orm.call("crm.customer.visit", "set_position", place);
        this.state.busy = false;
        await this.props.record.load();
    }

    refuse(message) {
        this.state.busy = false;
        this.notification.add(message, { type: "warning" });
    }
}

registry
    .category("view_widgets")
    .add("crm_visit_position", { component: VisitPosition });
