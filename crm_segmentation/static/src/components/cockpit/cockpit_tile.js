import { Component } from "@odoo/owl";
import { formatChange, sparkline, verdictOf } from "./cockpit_format";

const CLASSES = { good: "text-success", bad: "text-danger", even: "text-muted" };

/** One number of the cockpit with its trend; a click opens the records behind it. */
export class CockpitTile extends Component {
    static template = "crm_segmentation.CockpitTile";
    static props = { tile: Object, format: Function, open: Function };

    get trends() {
        const { change, change_year: changeYear } = this.props.tile;
        return [
            { key: "before", change },
            { key: "year", change: changeYear },
        ]
            .filter(({ change: value }) => value !== null)
            .map((trend) => ({ ...trend, ...this.lookOf(trend.change) }));
    }

    get line() {
        return sparkline(this.props.tile.line);
    }

    lookOf(change) {
        return {
            words: formatChange(change),
            className: CLASSES[verdictOf(change, this.props.tile.good)],
            icon: change > 0 ? "fa-arrow-up" : change < 0 ? "fa-arrow-down" : "fa-arrow-right",
        };
    }
}
