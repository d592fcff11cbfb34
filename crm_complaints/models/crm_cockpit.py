# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import datetime, time

from dateutil.relativedelta import relativedelta

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import format_date

from odoo.addons.crm_lifecycle.models.crm_cockpit_parts import (
    CockpitChart,
    CockpitPoint,
    CockpitSeries,
    CockpitTile,
)

from .crm_complaint_queries import COUNTED_KINDS

OPEN = "complaint_open_count"
OPEN_VIEWS = (
    ("list", "crm_complaints.crm_customer_view_list_complaints"),
    ("kanban", "crm_lifecycle.crm_customer_view_kanban_cards"),
)
COMPLAINT_VIEWS = (
    ("list", "crm_complaints.crm_complaint_view_list"),
    ("kanban", "crm_complaints.crm_complaint_view_kanban_cards"),
)


class CrmCockpit(models.AbstractModel):
    """Complaints on the manager's first screen."""

    _name = "crm.cockpit"
    _inherit = ["crm.cockpit"]

    @api.model
    def _cockpit_facts(self):
        return [*super()._cockpit_facts(), OPEN]

    @api.model
    def _cockpit_tiles(self, scope):
        tile = CockpitTile(
            measure=OPEN,
            label=self.env._("Open Complaints"),
            help=self.env._("Complaints and disputes that are not solved, today."),
            unit="count",
            good="down",
            model="crm.customer",
            domain=scope.customers & Domain(OPEN, "!=", 0),
            views=OPEN_VIEWS,
            sequence=50,
        )
        return [*super()._cockpit_tiles(scope), tile]

    @api.model
    def _cockpit_charts(self, scope):
        charts = super()._cockpit_charts(scope)
        if not self.env["crm.complaint"].has_access("read"):
            return charts
        return [*charts, self._cockpit_chart_complaints(scope)]

    @api.model
    def _cockpit_chart_complaints(self, scope):
        """Complaints of twelve months by the month in which they came, one query."""
        received, still_open = self._cockpit_complaint_counts(scope)
        labels = (
            (self.env._("Received"), received),
            (self.env._("Of them still Open"), still_open),
        )
        return CockpitChart(
            key="complaints",
            title=self.env._("Complaints"),
            kind="column",
            points=tuple(
                CockpitPoint(
                    format_date(self.env, month, date_format="MMM yyyy"),
                    "crm.complaint",
                    self._cockpit_complaints(scope, month),
                    views=COMPLAINT_VIEWS,
                )
                for month in scope.months
            ),
            series=tuple(
                CockpitSeries(
                    label, tuple(counts.get(month, 0) for month in scope.months)
                )
                for label, counts in labels
            ),
            note=self.env._(
                "Complaints and disputes by the month in which they came; cancelled "
                "ones do not count."
            ),
            sequence=35,
        )

    @api.model
    def _cockpit_complaints(self, scope, first, months=1):
        """Domain of what came in so many months."""
        start = datetime.combine(first, time.min)
        until = start + relativedelta(months=months)
        return (
            scope.of_customers
            & Domain("kind", "in", COUNTED_KINDS)
            & Domain("phase", "!=", "cancelled")
            & Domain("date_opened", ">=", start)
            & Domain("date_opened", "<", until)
        )

    @api.model
    def _cockpit_complaint_counts(self, scope):
        """({month: received}, {month: of them still open}) with the reader's rights."""
        received, still_open = {}, {}
        groups = (
            self.env["crm.complaint"]
            .with_context(tz="UTC")
            ._read_group(
                self._cockpit_complaints(scope, scope.months[0], len(scope.months)),
                ["date_opened:month", "is_open"],
                ["__count"],
            )
        )
        for moment, is_open, count in groups:
            month = moment.date()
            received[month] = received.get(month, 0) + count
            if is_open:
                still_open[month] = count
        return received, still_open
