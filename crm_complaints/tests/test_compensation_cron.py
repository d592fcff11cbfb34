# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from unittest.mock import patch

from freezegun import freeze_time

from odoo import fields
from odoo.tests import tagged
from odoo.tools import mute_logger

from .compensation_common import CompensationCommon

ANSWER = "odoo.addons.crm_complaints.models.crm_complaint_answer_mixin"
COMPANY = "odoo.addons.crm_lifecycle.models.res_company"


@tagged("post_install", "-at_install")
class TestCompensationCron(CompensationCommon):
    """The daily job: offers and rights end, budgets go on."""

    def setUp(self):
        super().setUp()
        cron = self.env["ir.cron"]
        self.patch(type(cron), "_commit_progress", lambda *args, **kwargs: True)
        self.compensations = self.env["crm.complaint.compensation"]

    def offered(self, amount=50.0, last="2026-03-02"):
        offer = self._propose("goodwill", amount)
        offer.action_offer()
        offer.sudo().date_valid = last
        return offer

    @freeze_time("2026-03-03 01:00:00")
    def test_offer_ends_with_the_day_of_its_company(self):
        """One in the morning of 3 March is still 2 March in New York."""
        offer = self.offered()
        self.company.resource_calendar_id.tz = "America/New_York"
        self.compensations._cron_expire()
        self.assertEqual(offer.state, "offered")
        self.company.resource_calendar_id.tz = "Asia/Shanghai"
        self.compensations._cron_expire()
        self.assertEqual(offer.state, "expired")

    @freeze_time("2026-03-01 17:00:00")
    def test_right_ends_with_the_day_of_its_company(self):
        """Five in the afternoon of 1 March is 2 March in Shanghai."""
        right = self._accepted("discount", 50.0).discount_id
        right.sudo().date_end = "2026-03-01"
        self.company.resource_calendar_id.tz = "UTC"
        self.compensations._cron_expire()
        self.assertEqual(right.state, "open")
        self.company.resource_calendar_id.tz = "Asia/Shanghai"
        self.compensations._cron_expire()
        self.assertEqual(right.state, "expired")

    @mute_logger(ANSWER)
    def test_one_faulty_offer_does_not_stop_the_others(self):
        first, faulty, last = self.offered(), self.offered(), self.offered()
        model = self.env.registry["crm.complaint.compensation"]
        drop = model._drop

        def break_one(offers, state, reason):
            drop(offers, state, reason)
            if faulty in offers:
                raise ValueError("broken")

        with patch.object(model, "_drop", break_one):
            self.compensations._cron_expire(fields.Date.to_date("2026-03-05"), batch=1)
        self.assertEqual(
            [offer.state for offer in (first, faulty, last)],
            ["expired", "offered", "expired"],
        )

    @mute_logger(COMPANY)
    def test_one_faulty_company_does_not_stop_the_others(self):
        other = self.env["res.company"].create({"name": "Other Ltd"})
        for company in self.company | other:
            self.env["crm.complaint.budget"].create(
                {"company_id": company.id, "amount": 9.0, "date_start": "2026-02-01"}
            )
        model = self.env.registry["crm.complaint.budget"]
        renew = model._renew_once

        def break_one(budget, today):
            if budget.company_id == self.company:
                raise ValueError("broken")
            renew(budget, today)

        with patch.object(model, "_renew_once", break_one):
            self.compensations._cron_expire(fields.Date.to_date("2026-03-05"))
        budgets = self.env["crm.complaint.budget"].search(
            [("company_id", "in", (self.company | other).ids)]
        )
        starts = [(b.company_id, str(b.date_start)) for b in budgets.sorted("id")]
        self.assertEqual(
            starts,
            [
                (self.company, "2026-02-01"),
                (other, "2026-02-01"),
                (other, "2026-03-01"),
            ],
        )
