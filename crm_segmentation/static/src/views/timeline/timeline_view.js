import { cookie } from "@web/core/browser/cookie";
import { getCustomColor } from "@web/core/colors/colors";
import { registry } from "@web/core/registry";
import { GraphRenderer } from "@web/views/graph/graph_renderer";
import { graphView } from "@web/views/graph/graph_view";
import { dashed, targetAsLine, withGaps } from "./timeline_data";

/** Months of one or more `series`: what came, the target, the test, the forecast. */
export class TimelineRenderer extends GraphRenderer {
    getBarChartData() {
        const data = super.getBarChartData();
        const color = getCustomColor(cookie.get("color_scheme"), "#343a40", "#e9ecef");
        return {
            ...data,
            datasets: data.datasets.map((dataset) =>
                dataset.domains ? targetAsLine(dataset, color) : dataset
            ),
        };
    }

    getLineChartData() {
        const data = super.getLineChartData();
        return {
            ...data,
            datasets: data.datasets.map((dataset) => dashed(withGaps(dataset))),
        };
    }
}

export const timelineView = { ...graphView, Renderer: TimelineRenderer };

registry.category("views").add("crm_timeline", timelineView);
