import { Component, onWillStart, useEffect, useRef, useState } from "@odoo/owl";
import { loadBundle } from "@web/core/assets";
import { cookie } from "@web/core/browser/cookie";
import { getColor } from "@web/core/colors/colors";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";
import { useService } from "@web/core/utils/hooks";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { paretoConfig } from "./pareto_data";
import { PROFIT } from "./pareto_profit";
import { TURNOVER } from "./pareto_turnover";

const MEASURES = { turnover: TURNOVER, profit: PROFIT };
const ANALYST = "crm_segmentation.crm_segmentation_group_analyst";

export class Pareto extends Component {
    static template = "crm_segmentation.Pareto";
    static components = { Layout };
    static props = { ...standardActionServiceProps };
    static displayName = _t("Pareto");

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.canvas = useRef("canvas");
        this.state = useState({
            measures: [TURNOVER],
            measure: "turnover",
            types: [],
            typeKey: false,
            rows: [],
            counts: {},
        });
        onWillStart(() => Promise.all([this.start(), loadBundle("web.chartjs_lib")]));
        useEffect(
            (rows) => this.draw(rows),
            () => [this.state.rows]
        );
    }

    /** What the company earns is for analysts. */
    async start() {
        if (await user.hasGroup(ANALYST)) {
            this.state.measures = [TURNOVER, PROFIT];
        }
        await this.measureBy("turnover");
    }

    get measure() {
        return MEASURES[this.state.measure];
    }

    /** What losses take in percent; 0 when nothing is left to share. */
    get lossShare() {
        return Math.round(-this.state.counts.lossShare * 1000) / 10;
    }

    async measureBy(key) {
        this.state.measure = key;
        this.state.types = await this.measure.types(this.orm, user.activeCompany.id);
        await this.choose(this.state.types[0]?.key);
    }

    async choose(typeKey) {
        this.state.typeKey = typeKey;
        const type = this.state.types.find((one) => one.key === typeKey);
        if (!type) {
            this.state.rows = [];
            this.state.counts = {};
            return;
        }
        const asked = [this.orm, user.activeCompany.id, type];
        const rows = await this.measure.rows(...asked);
        this.state.counts = await this.measure.counts(...asked, rows);
        this.state.rows = rows;
    }

    draw(rows) {
        if (!this.canvas.el || !rows.length) {
            return;
        }
        const colorOf = (group) => this.colorOf(group);
        const config = paretoConfig(rows, colorOf, String(this.measure.label));
        config.options.onClick = (_ev, [bar]) => bar && this.openCustomer(rows[bar.index]);
        const chart = new Chart(this.canvas.el, config);
        return () => chart.destroy();
    }

    colorOf(group) {
        const [, color] = this.measure.groups[group];
        return getColor(color, cookie.get("color_scheme"), 5);
    }

    /** The customers of the chart: of the chosen type only. */
    async openTable() {
        const type = this.state.types.find((one) => one.key === this.state.typeKey);
        const action = await this.action.loadAction(this.measure.table);
        const domain = this.measure.domain(user.activeCompany.id, type);
        return this.action.doAction({ ...action, domain });
    }

    openCustomer(row) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "crm.customer",
            res_id: row.id,
            views: [[false, "form"]],
        });
    }
}

registry.category("actions").add("crm_segmentation.pareto", Pareto);
