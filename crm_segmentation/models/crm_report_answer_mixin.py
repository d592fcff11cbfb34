# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from markupsafe import Markup

from odoo import fields, models
from odoo.fields import Domain

from . import crm_report_queries as queries
from .crm_period_rules import UNIT_MONTHS, add_months, growth, windows
from .crm_report_rules import PERIODS, SOURCES, column_of, keys_of


class CrmReportAnswerMixin(models.AbstractModel):
    """Counts a report with the rights of the person who asked it."""

    _name = "crm.report.answer.mixin"
    _description = "Answer to a Report"

    def _reader(self):
        """The same run in the eyes of the person whose rights count."""
        self.ensure_one()
        reader = self.with_user(self.user_id)
        return reader.with_context(
            allowed_company_ids=self.company_id.ids,
            lang=self.user_id.lang,
            tz=self.user_id.tz,
        )

    def _keys(self):
        return keys_of(self.source, [self.group1, self.group2])

    def _screen_groups(self):
        """Groups of the report as pivot and graph name them."""
        return [
            f"day:{group}" if name == "day" else name
            for name, group in self._keys().items()
        ]

    def _screen_action(self):
        """List, pivot and graph of the lines."""
        views = [
            (self.env.ref(f"crm_segmentation.{name}_{self.source}").id, kind)
            for name, kind in (
                ("crm_report_line_view_list", "list"),
                ("crm_report_line_view_pivot", "pivot"),
                ("crm_report_line_view_graph", "graph"),
            )
        ]
        return {
            "type": "ir.actions.act_window",
            "name": self.display_name,
            "res_model": "crm.report.line",
            "views": views,
            "domain": [("run_id", "=", self.id)],
            "context": self._screen_context(),
            "help": Markup("<p class='o_view_nocontent_smiling_face'>%s</p><p>%s</p>")
            % (
                self.env._("Nothing was found"),
                self.env._("Choose a longer period or fewer filters, and show again."),
            ),
        }

    def _screen_context(self):
        """Groups in their order; time as it runs."""
        first, second = [*self._keys(), False][:2]
        context = {
            "report_key1": first,
            "report_key2": second,
            "pivot_row_groupby": self._screen_groups(),
            "graph_groupbys": self._screen_groups(),
        }
        if first == "day":
            context |= {"graph_mode": "line", "graph_order": None}
        return context

    def _windows(self):
        kinds = [("prev", self.compare_prev), ("year", self.compare_year)]
        compare = [kind for kind, wanted in kinds if wanted]
        return windows(self.date_from, self.date_to, compare)

    def _calculate(self):
        """Stores lines and totals; one statement, whatever the number of lines."""
        rows = self._reader()._rows()
        source = SOURCES[self.source]
        decimals = self.currency_id.decimal_places
        plan = (self._windows(), self._keys(), source.figures)
        stamp = (
            self.id,
            self.company_id.id,
            self.currency_id.id,
            decimals,
            self.env.uid,
            fields.Datetime.now(),
        )
        self.env.flush_all()
        self.env.execute_query(queries.drop_lines(self.ids))
        self.env.execute_query(queries.insert_lines(stamp, rows, plan))
        values = self._totals(rows, plan, decimals)
        self.env.invalidate_all()
        self.sudo().write({**values, "date_done": fields.Datetime.now()})

    def _rows(self):
        """SQL of the rows of the source that the user may see."""
        model = self.env[SOURCES[self.source].model]
        model.check_access("read")
        days = Domain.OR(
            Domain("day", ">=", window.date_from) & Domain("day", "<=", window.date_to)
            for window in self._windows()
        )
        query = model._search(days & self._filter_domain())
        return queries.visible(query)

    def _filter_domain(self):
        """Filters as a condition on the source; unknown columns are no filter there."""
        known = self.env[SOURCES[self.source].model]._fields
        wanted = Domain.TRUE
        for name, operator, records in (
            ("team_id", "in", self.team_ids),
            ("user_id", "in", self.seller_ids),
            ("categ_id", "child_of", self.categ_ids),
            ("trade_type_id", "in", self.trade_type_ids),
            ("customer_id.segment_ids", "in", self.segment_id),
        ):
            if records and name.partition(".")[0] in known:
                wanted &= Domain(name, operator, records.ids)
        return wanted

    def _time_domain(self, day, group):
        """Days of the week, month, quarter or year that begins on a day."""
        if not day:
            return Domain("day", "=", False)
        if group == "week":
            end = day + timedelta(days=7)
        else:
            end = add_months(day, UNIT_MONTHS[group])
        return Domain("day", ">=", day) & Domain("day", "<", end)

    def _totals(self, rows, plan, decimals):
        """Sums of the lines; what cannot be summed is counted over all rows."""
        chosen_windows, _keys, figures = plan
        [sums] = self.env.execute_query(queries.sums_of_lines(self.id, figures))
        summed = [f for f in figures if f.is_additive]
        others = tuple(f for f in figures if not f.is_additive)
        values = dict(zip(_columns(summed), sums[1:], strict=True))
        if others:
            whole = queries.grouped(rows, (chosen_windows, {}, others), decimals)
            [counted] = self.env.execute_query(whole)
            values |= dict(zip(_columns(others), counted, strict=True))
        values = {name: float(value or 0) for name, value in values.items()}
        first = figures[0]
        now = values[column_of(first, "now")]
        for period in ("prev", "year"):
            before = values[column_of(first, period)]
            values[f"growth_{period}"] = growth(now, before) or 0
        return {"line_count": sums[0], **values}


def _columns(figures):
    return [column_of(figure, period) for figure in figures for period in PERIODS]
