import { Component, useEffect, useRef } from "@odoo/owl";
import { cookie } from "@web/core/browser/cookie";
import { getColor } from "@web/core/colors/colors";
import { _t } from "@web/core/l10n/translation";
import { formatMonetary, formatPercentage } from "@web/views/fields/formatters";
import { ageNames, cellValue, curveConfig, heatOf } from "./cohort_data";

const MOST_CURVES = 6;

class CohortPart extends Component {
    get ages() {
        return ageNames(this.props.data, this.props.kind);
    }
}

/** One row per cohort, one column per age; darker is more of the first period. */
export class CohortTable extends CohortPart {
    static template = "crm_segmentation.CohortTable";
    static props = {
        data: Object,
        kind: String,
        measure: String,
        asPart: Boolean,
        open: Function,
    };

    shown(cell) {
        const value = cellValue(cell, this.props.measure, this.props.asPart);
        if (this.props.asPart) {
            return this.percent(value);
        }
        return this.props.measure === "amount" ? this.money(value) : value;
    }

    average(age) {
        return this.percent(this.props.measure === "amount" ? age.amount_share : age.retention);
    }

    heat(cell) {
        return heatOf(cell, this.props.measure);
    }

    title(row, cell) {
        return _t("Began %(cohort)s: %(buyers)s of %(size)s bought, %(amount)s", {
            cohort: row.label,
            buyers: cell.buyers,
            size: row.size,
            amount: this.money(cell.amount),
        });
    }

    money(amount) {
        const currencyId = this.props.data.currency_id;
        return formatMonetary(amount, { currencyId, digits: [16, 0] });
    }

    percent(part) {
        return formatPercentage(part, { digits: [16, 0] });
    }
}

/** How many are left, by age: of all cohorts and of the youngest ones. */
export class CohortChart extends CohortPart {
    static template = "crm_segmentation.CohortChart";
    static props = { data: Object, kind: String, measure: String };

    setup() {
        this.canvas = useRef("canvas");
        useEffect(
            () => this.draw(),
            () => [this.props.measure, this.props.data]
        );
    }

    draw() {
        const config = curveConfig(this.props.data, this.props.measure, {
            labels: this.ages,
            colors: (place) => getColor(place, cookie.get("color_scheme"), MOST_CURVES + 1),
            most: MOST_CURVES,
        });
        const chart = new Chart(this.canvas.el, config);
        return () => chart.destroy();
    }
}
