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

const MOST_BARS = 80;
const COLORS = { A: 0, B: 2, C: 4 };

export class Pareto extends Component {
    static template = "crm_segmentation.Pareto";
    static components = { Layout };
    static props = { ...standardActionServiceProps };
    static displayName = _t("Pareto");

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.canvas = useRef("canvas");
        this.state = useState({ types: [], typeId: false, rows: [] });
        onWillStart(() => Promise.all([this.load(), loadBundle("web.chartjs_lib")]));
        useEffect(
            (rows) => this.draw(rows),
            () => [this.state.rows]
        );
    }

    get classified() {
        return [
            ["abc_class", "!=", false],
            ["company_id", "=", user.activeCompany.id],
        ];
    }

    async load() {
        const groups = await this.orm.formattedReadGroup(
            "crm.customer",
            this.classified,
            ["trade_type_id"],
            ["rfm_amount:sum"],
            { order: "rfm_amount:sum desc" }
        );
        this.state.types = groups.map(({ trade_type_id: type }) => ({
            id: type ? type[0] : false,
            name: type ? type[1] : _t("Without Trade Type"),
        }));
        await this.choose(this.state.types[0]?.id || false);
    }

    async choose(typeId) {
        this.state.typeId = typeId;
        const domain = [...this.classified, ["trade_type_id", "=", typeId]];
        const names = ["display_name", "rfm_amount", "abc_cumulative", "abc_class"];
        this.state.rows = await this.orm.searchRead("crm.customer", domain, names, {
            order: "rfm_amount desc",
            limit: MOST_BARS,
        });
    }

    draw(rows) {
        if (!this.canvas.el || !rows.length) {
            return;
        }
        const config = paretoConfig(rows, (name) => this.colorOf(name));
        config.options.onClick = (_ev, [bar]) => bar && this.openCustomer(rows[bar.index]);
        const chart = new Chart(this.canvas.el, config);
        return () => chart.destroy();
    }

    colorOf(name) {
        return getColor(COLORS[name], cookie.get("color_scheme"), 5);
    }

    countOf(name) {
        return this.state.rows.filter((row) => row.abc_class === name).length;
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
