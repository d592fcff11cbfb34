# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from .collection_common import CollectionCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15")
class TestCollectionInterestRate(CollectionCommon):
    """Late interest of 7.3 % a year is 2 in 10,000 a day; of 3.65 % it is 1."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.collection_interest_rate = 7.3
        cls.finance = cls.customer.with_user(cls.fina)

    def _rate(self, day, rate, user=None):
        return (
            self.env["crm.collection.interest.rate"]
            .with_user(user or self.mona)
            .create({"company_id": self.company.id, "date_from": day, "rate": rate})
        )

    def _rows(self, until):
        return [
            (str(row["date_from"]), str(row["date_to"]), row["rate"], row["amount"])
            for row in self.finance.sudo()._interest_due(until)
        ]

    def test_rate_changes_within_the_late_days(self):
        """1,000 due on 31 May, 600 paid on 20 June, 3.65 % from 11 June on.

        Ten days on 1,000 at 7.3 % are 2.00. Then 3.65 %: ten days on 1,000 are 1.00
        and ten on 400 are 0.40.
        """
        self._rate(date(2026, 6, 11), 3.65)
        invoice = self._owed(1000.0, date(2026, 5, 31))
        self._pay(600.0, date(2026, 6, 20), invoice)
        self.assertEqual(
            self._rows(date(2026, 6, 30)),
            [
                ("2026-06-01", "2026-06-10", 7.3, 2.0),
                ("2026-06-11", "2026-06-30", 3.65, 1.4),
            ],
        )
        charge = self.finance._charge_interest(date(2026, 6, 30))
        self.assertEqual(charge.invoice_line_ids.mapped("price_unit"), [2.0, 1.4])
        self.assertIn("3.65 %", charge.invoice_line_ids[1].name)
        again = self.finance._charge_interest(date(2026, 7, 10))
        self.assertEqual(again.amount_total, 0.4)

    def test_rate_in_force_is_the_last_one(self):
        """3.65 % since January, none in the first ten days of June, then 7.3 %."""
        self._rate(date(2026, 1, 1), 3.65)
        self._rate(date(2026, 6, 1), 0.0)
        self._rate(date(2026, 6, 11), 7.3)
        self._rate(date(2026, 7, 1), 99.0)
        self._owed(1000.0, date(2026, 5, 21))
        self.assertEqual(
            self._rows(date(2026, 6, 30)),
            [
                ("2026-05-22", "2026-05-31", 3.65, 1.0),
                ("2026-06-11", "2026-06-30", 7.3, 4.0),
            ],
        )

    def test_rate_of_another_company_changes_nothing(self):
        other = self.env["res.company"].create({"name": "Other"})
        self.env["crm.collection.interest.rate"].sudo().create(
            {"company_id": other.id, "date_from": "2026-06-11", "rate": 50.0}
        )
        self._owed(1000.0, date(2026, 5, 31))
        self.assertEqual([row[3] for row in self._rows(date(2026, 6, 30))], [6.0])

    def test_managers_change_rates_once_a_day(self):
        for user in (self.fina, self.cole, self.sally):
            with self.assertRaises(AccessError):
                self._rate(date(2026, 6, 11), 3.65, user)
        rate = self._rate(date(2026, 6, 11), 3.65)
        self.assertEqual(rate.with_user(self.fina).rate, 3.65)
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            self._rate(date(2026, 6, 11), 4.0)
