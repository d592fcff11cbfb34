# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date

from odoo.tests import tagged

from .common import LifecycleCommon, moment


@tagged("post_install", "-at_install")
class TestPromises(LifecycleCommon):
    """What analysis may count of dates that were kept, by hooks of the customer."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer = cls._create_customer()
        cls.occasion = cls.env["crm.care.occasion"].search([], limit=1)

    def _kept(self, number):
        """{day: kept} of one source, of the records that the test made."""
        self.env.flush_all()
        accounts = self.env["crm.customer"].sudo()
        scope = accounts._fact_scope(self.company, self.customer, self.TODAY)
        source = accounts._promise_sources(scope)[number]
        rows = self.env.execute_query(source)
        return {day: kept for _record, day, kept in rows if day.year == 2026}

    def test_visits_done_are_kept_and_missed_ones_are_not(self):
        for day, state in (("02", "done"), ("03", "missed"), ("04", "planned")):
            visit = self.env["crm.customer.visit"].create(
                {
                    "customer_id": self.customer.id,
                    "user_id": self.sally.id,
                    "date_start": moment(f"2026-06-{day} 08:00:00"),
                }
            )
            visit.sudo().state = state
        self.assertEqual(self._kept(0), {date(2026, 6, 2): 1, date(2026, 6, 3): 0})

    def test_care_is_kept_when_done_by_its_day(self):
        for day, state, done in (
            ("2026-06-02", "done", "2026-06-02 10:00:00"),
            ("2026-06-03", "done", "2026-06-04 10:00:00"),
            ("2026-06-05", "todo", False),
            ("2026-06-06", "skipped", False),
            ("2026-06-20", "todo", False),
        ):
            task = self.env["crm.care.task"].create(
                {
                    "occasion_id": self.occasion.id,
                    "customer_id": self.customer.id,
                    "partner_id": self.customer.partner_id.id,
                    "user_id": self.sally.id,
                    "date_occasion": day,
                    "date_due": day,
                }
            )
            task.sudo().write({"state": state, "date_done": done})
        days = [date(2026, 6, day) for day in (2, 3, 5)]
        self.assertEqual(self._kept(1), dict(zip(days, (1, 0, 0), strict=True)))

    def test_reports_from_plants_are_kept_when_sent_by_their_day(self):
        for day, state, late in (
            ("2026-06-05", "sent", 0),
            ("2026-06-08", "appraised", 2),
            ("2026-06-12", "due", 0),
            ("2026-06-19", "due", 0),
        ):
            self.env["crm.plant.report"].sudo().create(
                {
                    "customer_id": self.customer.id,
                    "user_id": self.sally.id,
                    "date_due": day,
                    "state": state,
                    "days_late": late,
                }
            )
        days = [date(2026, 6, day) for day in (5, 8, 12)]
        self.assertEqual(self._kept(2), dict(zip(days, (1, 0, 0), strict=True)))
