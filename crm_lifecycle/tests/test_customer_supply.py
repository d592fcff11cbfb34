# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import BaseCase, freeze_time, tagged
from odoo.tools import mute_logger

from ..models import crm_stock_rules as rules
from .common import LifecycleCommon


@tagged("post_install", "-at_install")
class TestStockRules(BaseCase):
    def test_days_of_stock_are_full_days(self):
        self.assertEqual(rules.days_of_stock(100, 60), 50)
        self.assertEqual(rules.days_of_stock(10, 90), 3)
        self.assertEqual(rules.days_of_stock(0, 90), 0)
        self.assertIsNone(rules.days_of_stock(100, 0))

    def test_offer_fills_up_to_the_days_to_cover(self):
        self.assertEqual(rules.reorder_quantity(20, 60, 45), 70)
        self.assertEqual(rules.reorder_quantity(200, 60, 45), 0)


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15 10:00:00")
class TestCustomerSupply(LifecycleCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer = cls._create_customer()
        cls.category = cls.env["product.category"].create({"name": "Coal"})
        cls.rival = cls.env["res.partner"].create({"name": "Rival"})

    def _count(self, quantity, use, day, user=None):
        return (
            self.env["crm.customer.stock"]
            .with_user(user or self.sally)
            .create(
                {
                    "customer_id": self.customer.id,
                    "product_id": self.product.id,
                    "quantity": quantity,
                    "monthly_use": use,
                    "date": day,
                }
            )
        )

    def _share(self, share, supplier=None, **values):
        return (
            self.env["crm.customer.share"]
            .with_user(self.sally)
            .create(
                {
                    "customer_id": self.customer.id,
                    "categ_id": self.category.id,
                    "supplier_id": supplier.id if supplier else False,
                    "share": share,
                    **values,
                }
            )
        )

    def test_latest_count_says_when_the_stock_ends(self):
        """40 at 60 a month on 1 June last 20 days; 90 on 10 June last 45."""
        first = self._count(40, 60, date(2026, 6, 1))
        self.assertEqual(first.date_empty, date(2026, 6, 21))
        self._refresh(self.customer)
        self.assertEqual(self.customer.date_stock_empty, date(2026, 6, 21))
        self._count(90, 60, date(2026, 6, 10))
        self._refresh(self.customer)
        self.assertEqual(self.customer.date_stock_empty, date(2026, 7, 25))

    def test_low_stock_is_a_signal_until_it_was_filled_up(self):
        self._count(40, 60, date(2026, 6, 1))
        self._refresh(self.customer)
        rule = self.env.ref("crm_lifecycle.crm_alert_rule_stock")
        alert = self.customer.alert_ids.filtered(lambda a: a.rule_id == rule)
        self.assertEqual(alert.evidence["date_stock_empty"], "2026-06-21")
        self._count(90, 60, date(2026, 6, 10))
        self._refresh(self.customer)
        self.assertEqual(alert.state, "over")

    def test_offer_uses_the_days_of_the_company(self):
        self.company.lifecycle_stock_days = 45
        self.assertEqual(self._count(20, 60, date(2026, 6, 1)).reorder_quantity, 70)

    def test_shares_of_one_day_add_up_to_a_hundred_at_most(self):
        self._share(60)
        self._share(40, self.rival)
        other = self.env["res.partner"].create({"name": "Other"})
        with self.assertRaisesRegex(
            ValidationError, "Coal on 2026-06-15 add up to 101"
        ):
            self._share(1, other)
        self._share(100, other, date=date(2026, 6, 14))

    @mute_logger("odoo.sql_db")
    def test_supplier_is_listed_once_a_day(self):
        self._share(10)
        with self.assertRaises(IntegrityError), self.env.cr.savepoint():
            self._share(20)

    def test_other_salespeople_neither_count_nor_see(self):
        count = self._count(40, 60, date(2026, 6, 1))
        share = self._share(10)
        with self.assertRaises(AccessError):
            self._count(1, 1, date(2026, 6, 2), user=self.sam)
        for record in (count, share):
            self.assertNotIn(record, record.with_user(self.sam).search([]))
