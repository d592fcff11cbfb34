# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import datetime, time, timedelta

from odoo import api, fields, models
from odoo.fields import Domain

from . import crm_radar_rules as rules
from .crm_complaint_queries import COUNTED_KINDS


class CrmComplaintRadarMixin(models.AbstractModel):
    """Finds products with more cases than chance explains; a job, set by set."""

    _name = "crm.complaint.radar.mixin"
    _description = "Outbreak Radar"

    @api.model
    def _watch(self, company, today=None):
        """Opens an outbreak for each alarm and gathers cases of those open; returns
        the new ones. Twice in a row opens nothing new."""
        self = self.sudo().with_company(company)
        today = today or fields.Date.context_today(self)
        opened = self.browse()
        for name in self._radar_fields():
            for alarm in self._alarms(company, name, today):
                opened |= self._open_outbreak(company, name, alarm, today)
        still_open = self.search(
            [("company_id", "=", company.id), ("state", "=", "open")]
        )
        still_open._gather(today)
        opened._tell_manager()
        return opened

    @api.model
    def _radar_fields(self):
        """Fields of a complaint line that are watched; bridges add the lot."""
        return ["product_id"]

    @api.model
    def _alarms(self, company, name, today):
        """[(record, cases, expected, bound)] above what chance explains."""
        start = self._window_start(company, today)
        before = start - timedelta(days=company.complaint_radar_history_days)
        minimum = company.complaint_radar_minimum
        cases = self._count_cases(company, name, start, today + timedelta(days=1))
        watched = {key: n for key, n in cases.items() if n >= minimum}
        if not watched:
            return []
        usual = self._count_cases(company, name, before, start)
        sold_before = self._count_sold(company, name, watched, (before, start))
        sold_now = self._count_sold(
            company, name, watched, (start, today + timedelta(days=1))
        )
        periods = company.complaint_radar_history_days / company.complaint_radar_days
        alarms = []
        for key, count in watched.items():
            expected = rules.expected_cases(
                usual.get(key, 0),
                sold_before.get(key, 0),
                sold_now.get(key, 0),
                periods,
            )
            bound = rules.poisson_bound(
                expected, company.complaint_radar_confidence / 100
            )
            if rules.is_outbreak(count, bound, minimum):
                alarms.append((key, count, expected, bound))
        return alarms

    @api.model
    def _window_start(self, company, today):
        return today - timedelta(days=company.complaint_radar_days - 1)

    @api.model
    def _case_domain(self, company, name, start, end):
        """Lines of counted complaints received from start until before end."""
        return (
            Domain("company_id", "=", company.id)
            & Domain(name, "!=", False)
            & Domain("complaint_id.kind", "in", COUNTED_KINDS)
            & Domain("complaint_id.phase", "!=", "cancelled")
            & Domain("complaint_id.date_opened", ">=", _midnight(start))
            & Domain("complaint_id.date_opened", "<", _midnight(end))
        )

    @api.model
    def _count_cases(self, company, name, start, end):
        groups = self.env["crm.complaint.line"]._read_group(
            self._case_domain(company, name, start, end),
            [name],
            ["complaint_id:count_distinct"],
        )
        return dict(groups)

    @api.model
    def _count_sold(self, company, name, records, span):
        """{record: order lines sold in a span}; a bridge counts its own field.

        What was sent again free of charge was sold once, with the first order.
        """
        start, end = span
        groups = self.env["sale.order.line"]._read_group(
            [
                ("product_id", "in", [record.id for record in records]),
                ("company_id", "=", company.id),
                ("state", "=", "sale"),
                ("order_id.is_gratis", "=", False),
                ("order_id.date_order", ">=", _midnight(start)),
                ("order_id.date_order", "<", _midnight(end)),
            ],
            ["product_id"],
            ["__count"],
        )
        return dict(groups)

    @api.model
    def _cron_watch(self, today=None):
        companies = self.env["res.company"].search(
            [("complaint_radar_minimum", ">", 0)]
        )
        for company in companies:
            with company._on_its_own("Outbreak radar"):
                self._watch(company, today)


def _midnight(day):
    return datetime.combine(day, time.min)
