import { Component, onWillStart, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";
import { useService } from "@web/core/utils/hooks";
import { Layout } from "@web/search/layout";
import { formatMonetary, formatPercentage } from "@web/views/fields/formatters";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { buildMap, mapRows, SCORES } from "./rfm_map_data";

const SCORED = [["rfm_score", "!=", false]];

export class RfmMap extends Component {
    static template = "crm_segmentation.RfmMap";
    static components = { Layout };
    static props = { ...standardActionServiceProps };
    static displayName = _t("RFM");

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.scores = SCORES;
        this.state = useState({ measure: "count", map: buildMap([]) });
        onWillStart(() => this.load());
    }

    async load() {
        const groups = await this.orm.formattedReadGroup(
            "crm.customer",
            SCORED,
            ["rfm_r", "rfm_f", "rfm_segment_id"],
            ["__count", "rfm_amount:sum_currency"]
        );
        this.state.map = buildMap(groups);
    }

    get rows() {
        return mapRows(this.state.map, this.state.measure);
    }

    get isEmpty() {
        return !this.state.map.total.count;
    }

    money(amount) {
        return formatMonetary(amount, {
            currencyId: user.activeCompany.currency_id,
            digits: [16, 0],
        });
    }

    percent(share) {
        return formatPercentage(share);
    }

    cellTitle(cell) {
        return _t("Recency %(recency)s, frequency %(frequency)s: %(count)s customers", cell);
    }

    setMeasure(measure) {
        this.state.measure = measure;
    }

    openCell(cell) {
        const domain = [
            ["rfm_r", "=", cell.recency],
            ["rfm_f", "=", cell.frequency],
        ];
        return this.openCustomers(domain, cell.name || _t("RFM"));
    }

    openSegment(segment) {
        const name = segment.name || _t("Without Segment");
        return this.openCustomers([["rfm_segment_id", "=", segment.id]], name);
    }

    async openCustomers(domain, name) {
        const xmlId = "crm_segmentation.crm_customer_action_rfm";
        const action = await this.action.loadAction(xmlId);
        return this.action.doAction({
            ...action,
            name,
            domain: [...SCORED, ...domain],
            context: {},
        });
    }

    openTable() {
        return this.action.doAction("crm_segmentation.crm_rfm_segment_action");
    }
}

registry.category("actions").add("crm_segmentation.rfm_map", RfmMap);
