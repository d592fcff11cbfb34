import { Component, onWillStart, useEffect, useRef, useState } from "@odoo/owl";
import { loadBundle } from "@web/core/assets";
import { chartConfig } from "./cockpit_chart_config";
import { schemeOf } from "./cockpit_colors";

const ROW_HEIGHT = 44;
const LEAST_HEIGHT = 260;

/** One picture of the cockpit, and the table behind it. */
export class CockpitChart extends Component {
    static template = "crm_segmentation.CockpitChart";
    static props = { chart: Object, format: Function, open: Function };

    setup() {
        this.canvas = useRef("canvas");
        this.state = useState({ isTable: false });
        onWillStart(() => loadBundle("web.chartjs_lib"));
        useEffect(
            (chart) => this.draw(chart),
            () => [this.props.chart, this.state.isTable]
        );
    }

    get isEmpty() {
        return !this.props.chart.series.some((series) =>
            series.values.some((value) => value)
        );
    }

    get height() {
        const { kind, points } = this.props.chart;
        const wanted = kind === "bar" ? points.length * ROW_HEIGHT + 40 : 0;
        return Math.max(wanted, LEAST_HEIGHT);
    }

    draw(chart) {
        if (!this.canvas.el) {
            return;
        }
        const drawing = new Chart(
            this.canvas.el,
            chartConfig(chart, {
                scheme: schemeOf(getComputedStyle(this.canvas.el).color),
                format: this.props.format,
                pick: (point) => this.props.open(point.action),
            })
        );
        return () => drawing.destroy();
    }

    toggle() {
        this.state.isTable = !this.state.isTable;
    }
}
