import { Component, onWillStart, onWillUpdateProps, useRef, useState } from "@odoo/owl";
import { loadBundle } from "@web/core/assets";
import { _t } from "@web/core/l10n/translation";
import { KeepLast } from "@web/core/utils/concurrency";
import { useService } from "@web/core/utils/hooks";
import { useSetupAction } from "@web/search/action_hook";
import { CogMenu } from "@web/search/cog_menu/cog_menu";
import { Layout } from "@web/search/layout";
import { SearchBar } from "@web/search/search_bar/search_bar";
import { useSearchBarToggler } from "@web/search/search_bar/search_bar_toggler";
import { ActionHelper } from "@web/views/action_helper";
import { standardViewProps } from "@web/views/standard_view_props";
import { cellDomain, KINDS } from "./cohort_data";
import { CohortChart, CohortTable } from "./cohort_parts";

const CHOICES = { kind: "quarter", measure: "buyers", asPart: true, face: "map" };

export class CohortController extends Component {
    static template = "crm_segmentation.CohortView";
    static components = { ActionHelper, CogMenu, CohortChart, CohortTable, Layout, SearchBar };
    static props = { ...standardViewProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.last = new KeepLast();
        this.kinds = KINDS;
        this.choices = useState({ ...CHOICES, ...this.props.state?.cohort });
        this.state = useState({ data: { rows: [], averages: [] } });
        this.searchBarToggler = useSearchBarToggler();
        useSetupAction({
            rootRef: useRef("root"),
            getLocalState: () => ({ cohort: { ...this.choices } }),
        });
        onWillStart(() => Promise.all([this.load(this.props), loadBundle("web.chartjs_lib")]));
        onWillUpdateProps((props) => this.load(props));
    }

    async load({ resModel, domain, context }) {
        const args = [domain, this.choices.kind];
        this.state.data = await this.last.add(
            this.orm.call(resModel, "get_matrix", args, { context })
        );
    }

    async chooseKind(kind) {
        this.choices.kind = kind;
        await this.load(this.props);
    }

    /** The customers behind a cell, with what each bought in its period. */
    async open(row, cell) {
        const xmlId = "crm_segmentation.crm_customer_cohort_action";
        const action = await this.action.loadAction(xmlId);
        const name = _t("Began %(cohort)s, bought from %(day)s", {
            cohort: row.label,
            day: cell.start,
        });
        return this.action.doAction({
            ...action,
            name,
            display_name: name,
            domain: [...this.props.domain, ...cellDomain(row, cell, this.choices.kind)],
            context: {},
            views: action.views.filter(([, type]) => type === "list"),
        });
    }

    async download() {
        const { resModel, domain, context } = this.props;
        const args = [domain, this.choices.kind];
        const method = "action_export_matrix";
        return this.action.doAction(await this.orm.call(resModel, method, args, { context }));
    }
}
