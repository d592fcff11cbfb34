# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from .common import LifecycleCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15 10:00:00")
class TestLossRate(LifecycleCommon):
    """Ten customers of last year in a company of their own; two are lost in June."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other = cls.env["res.company"].create({"name": "Loss Company"})
        cls.other.resource_calendar_id.tz = "UTC"
        cls.dora.write(
            {
                "company_ids": [Command.link(cls.other.id)],
                "company_id": cls.other.id,
            }
        )
        partners = cls.env["res.partner"].create(
            [{"name": f"Old {n}", "is_company": True} for n in range(10)]
        )
        accounts = cls.env["crm.customer"].with_company(cls.other)
        cls.customers = accounts._ensure_accounts(partners, cls.other, cls.dora)
        cls.customers.sudo().date_first_order = "2025-01-10"
        lost = cls.env["crm.lifecycle.stage"].search([("is_lost", "=", True)], limit=1)
        cls.customers[:3].sudo().stage_id = lost

    def _lose(self, customer, day, **values):
        return (
            self.env["crm.customer.loss"]
            .sudo()
            .create(
                {
                    "customer_id": customer.id,
                    "date": day,
                    "amount_prev_12m": 1000,
                    **values,
                }
            )
        )

    def _rate(self, day=None):
        self.env["crm.loss.rate"]._refresh_company(self.other, day or self.TODAY)
        rates = self.env["crm.loss.rate"].search([("company_id", "=", self.other.id)])
        return rates[0]

    def test_rates_of_month_and_year_by_hand(self):
        """June: 9 there on the 1st (one lost in May), 2 of them lost. Year: 3 of 10."""
        self._lose(self.customers[0], date(2026, 5, 20))
        self._lose(self.customers[1], date(2026, 6, 2))
        self._lose(self.customers[2], date(2026, 6, 14))
        rate = self._rate()
        self.assertEqual((rate.customer_count, rate.lost_count), (9, 2))
        self.assertEqual(rate.rate, 22.2)
        self.assertEqual((rate.customer_count_12m, rate.lost_count_12m), (10, 3))
        self.assertEqual((rate.rate_12m, rate.amount_lost), (30, 2000))
        rates = self.env["crm.loss.rate"].search([("company_id", "=", self.other.id)])
        self.assertEqual(len(rates), 13)
        self.assertEqual((rates[1].date, rates[1].rate), (date(2026, 5, 1), 10))

    def test_won_back_is_there_again_and_a_corrected_stage_was_no_loss(self):
        """Won back in May counts in June; a loss ended by a correction never does."""
        self._lose(
            self.customers[5],
            date(2026, 4, 1),
            state="won",
            date_closed="2026-05-10",
        )
        self._lose(
            self.customers[6],
            date(2026, 6, 3),
            state="given_up",
            date_closed="2026-06-04",
        )
        rate = self._rate()
        self.assertEqual((rate.customer_count, rate.lost_count), (10, 0))

    def test_directors_are_told_once_a_month_when_it_is_too_much(self):
        self.other.lifecycle_loss_tolerated = 15
        self._lose(self.customers[0], date(2026, 6, 2))
        rate = self._rate()
        self.assertEqual((rate.rate, rate.is_exceeded), (10, False))
        self.assertFalse(rate.activity_ids)
        self._lose(self.customers[1], date(2026, 6, 12))
        rate = self._rate()
        self.assertTrue(rate.is_exceeded)
        self.assertEqual(rate.activity_ids.user_id, self.dora)
        self.assertEqual(rate.date_told, self.TODAY)
        rate.activity_ids.action_done()
        self.assertFalse(self._rate(date(2026, 6, 16)).activity_ids)
        self.assertFalse(self._rate(date(2026, 7, 1)).is_exceeded)

    @mute_logger("odoo.models")
    def test_nobody_writes_a_rate_and_salespeople_read_none(self):
        rate = self._rate()
        with self.assertRaises(AccessError):
            rate.with_user(self.dora).rate = 1
        with self.assertRaises(AccessError):
            rate.with_user(self.sally).read(["rate"])
