import { Component, markRaw, onWillStart, useState } from "@odoo/owl";
import { router } from "@web/core/browser/router";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { KeepLast } from "@web/core/utils/concurrency";
import { useService } from "@web/core/utils/hooks";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { CockpitChart } from "./cockpit_chart";
import { filtersOfUrl, urlOfFilters } from "./cockpit_filters";
import { formatNumber } from "./cockpit_format";
import { CockpitTile } from "./cockpit_tile";

/** First screen of a manager: five numbers, then pictures; see the model crm.cockpit. */
export class Cockpit extends Component {
    static template = "crm_segmentation.Cockpit";
    static components = { CockpitChart, CockpitTile, Layout };
    static props = { ...standardActionServiceProps };
    static displayName = _t("Cockpit");

    setup() {
        this.action = useService("action");
        this.notification = useService("notification");
        this.orm = useService("orm");
        this.keepLast = new KeepLast();
        this.display = { controlPanel: {} };
        this.state = useState({ data: null });
        this.format = this.format.bind(this);
        this.open = this.open.bind(this);
        onWillStart(() => this.load(filtersOfUrl(router.current, this.props.action)));
    }

    get isEmpty() {
        return !this.state.data.customers;
    }

    async load(filters) {
        const call = this.orm.call("crm.cockpit", "cockpit", [filters]);
        const data = await this.keepLast.add(call);
        // numbers and actions are read only; charts and windows get them as they are
        markRaw(data.tiles);
        markRaw(data.charts);
        this.state.data = data;
        this.props.updateActionState?.(urlOfFilters(data.filters, data));
    }

    /** A select gives text: the id of a company or team is a number. */
    choose(name, text) {
        const value = name === "period" ? text : parseInt(text) || 0;
        return this.load({ ...this.state.data.filters, [name]: value });
    }

    format(value, unit, isShort = false) {
        const currencyId = this.state.data.currency_id;
        return formatNumber(value, unit, { currencyId, isShort });
    }

    open(action) {
        return action && this.action.doAction(action);
    }

    async toggleHome() {
        const chosen = !this.state.data.is_home;
        this.state.data.is_home = await this.orm.call("crm.cockpit", "set_home", [chosen]);
        this.notification.add(
            this.state.data.is_home
                ? _t("The cockpit opens after your log-in.")
                : _t("The cockpit no longer opens after your log-in."),
            { type: "success" }
        );
    }
}

registry.category("actions").add("crm_segmentation.cockpit", Cockpit);
