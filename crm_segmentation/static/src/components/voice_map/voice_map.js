import { Component, onWillStart, useEffect, useRef, useState } from "@odoo/owl";
import { loadBundle } from "@web/core/assets";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";
import { useService } from "@web/core/utils/hooks";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { lookOf, mapConfig } from "./voice_map_config";
import { crossing, fieldsOf, KINDS, pointsOf } from "./voice_map_data";

/** Importance against performance, or the map of a Kano study, with its table. */
export class VoiceMap extends Component {
    static template = "crm_segmentation.VoiceMap";
    static components = { Layout };
    static props = { ...standardActionServiceProps };
    static displayName = _t("Map");

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.field = useService("field");
        this.canvas = useRef("canvas");
        this.kind = KINDS[this.props.action.params?.kind] || KINDS.priority;
        this.labels = this.kind.labels();
        this.classes = [];
        this.state = useState({ choices: [], choiceId: false, points: [] });
        onWillStart(() => Promise.all([this.load(), loadBundle("web.chartjs_lib")]));
        useEffect(
            (points) => this.draw(points),
            () => [this.state.points]
        );
    }

    get domain() {
        return [...this.kind.domain, ["company_id", "=", user.activeCompany.id]];
    }

    async load() {
        const { model, choice, klass } = this.kind;
        const [fields, groups] = await Promise.all([
            this.field.loadFields(model, { fieldNames: [klass] }),
            this.orm.formattedReadGroup(model, this.domain, [choice], ["__count"]),
        ]);
        this.classes = fields[klass].selection;
        this.state.choices = groups.map(({ [choice]: [id, name] }) => ({ id, name }));
        const wanted = this.props.action.context?.voice_map_choice;
        const found = this.state.choices.find(({ id }) => id === wanted);
        await this.choose((found || this.state.choices[0])?.id || false);
    }

    async choose(choiceId) {
        const { model, choice, order } = this.kind;
        const domain = [...this.domain, [choice, "=", choiceId]];
        const rows = choiceId
            ? await this.orm.searchRead(model, domain, fieldsOf(this.kind), { order })
            : [];
        this.cross = crossing(this.kind, rows);
        this.state.choiceId = choiceId;
        this.state.points = pointsOf(this.kind, rows);
    }

    draw(points) {
        if (!this.canvas.el || !points.length) {
            return;
        }
        const config = mapConfig(this.kind, {
            points,
            cross: this.cross,
            classes: this.classes,
            ink: getComputedStyle(this.canvas.el).color,
        });
        config.options.onClick = (_ev, [hit], chart) =>
            hit && this.open(chart.data.datasets[hit.datasetIndex].data[hit.index]);
        const chart = new Chart(this.canvas.el, config);
        return () => chart.destroy();
    }

    colorOf(point) {
        return lookOf(this.classes, point.klass).color;
    }

    labelOf(point) {
        return Object.fromEntries(this.classes)[point.klass] || "";
    }

    /** The answers behind one point. */
    async open(point) {
        const action = await this.orm.call(this.kind.model, "action_view_answers", [[point.id]]);
        return this.action.doAction(action);
    }

    async openTable() {
        const action = await this.action.loadAction(this.kind.table);
        const domain = [[this.kind.choice, "=", this.state.choiceId]];
        const views = [...action.views].sort(
            ([, one], [, two]) => (two === "list") - (one === "list")
        );
        return this.action.doAction({ ...action, domain, views });
    }
}

registry.category("actions").add("crm_segmentation.voice_map", VoiceMap);
