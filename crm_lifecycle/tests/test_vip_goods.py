# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date, timedelta

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from odoo.addons.account.tests.common import AccountTestInvoicingCommon

from .common import LifecycleCommon

RULE = "['|', ('vip_order_amount', '>=', 10000), ('vip_month_amount', '>=', 20000)]"


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15 10:00:00")
class TestVipGoods(LifecycleCommon):
    """10,000 at once or 20,000 in a month, of the better goods only (S-264)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        categories = cls.env["product.category"]
        cls.fine = categories.create({"name": "Fine"})
        rare = categories.create({"name": "Rare", "parent_id": cls.fine.id})
        plain = categories.create({"name": "Plain"})
        cls.best, cls.rare, cls.plain = cls.env["product.product"].create(
            [
                {"name": name, "categ_id": category.id, "taxes_id": False}
                for name, category in (
                    ("Best", cls.fine),
                    ("Rarest", rare),
                    ("Plain", plain),
                )
            ]
        )
        cls.vip = cls.env.ref("crm_lifecycle.crm_vip_tier_vip")
        cls.vip.rule_domain = RULE
        cls.customer = cls._create_customer()
        cls.company.lifecycle_vip_categ_ids = cls.fine

    def _order(self, day, *lines, taxes=None):
        """An order of one line per (product, price)."""
        return self._create_order(
            self.customer,
            0,
            day,
            order_line=[
                Command.create(
                    {
                        "product_id": product.id,
                        "price_unit": price,
                        "tax_ids": [Command.set(taxes.ids if taxes else [])],
                    }
                )
                for product, price in lines
            ],
        )

    def _facts(self):
        self._refresh(self.customer)
        return self.customer.vip_order_amount, self.customer.vip_month_amount

    def test_only_goods_of_the_chosen_categories_count(self):
        """6,000 fine and 9,000 plain in one order: 6,000 count, and no tier."""
        self._order(self.TODAY, (self.best, 6000), (self.plain, 9000))
        self.assertEqual(self._facts(), (6000, 6000))
        self.assertFalse(self.customer.vip_eligible_tier_id)
        # a category below the chosen one counts: 6,000 + 4,000 in one order
        self._order(self.TODAY, (self.best, 6000), (self.rare, 4000))
        self.assertEqual(self._facts(), (10000, 16000))
        self.assertEqual(self.customer.vip_eligible_tier_id, self.vip)

    def test_month_sums_what_counts_of_one_calendar_month(self):
        for day in (date(2026, 5, 31), date(2026, 6, 1), date(2026, 6, 2)):
            self._order(day, (self.best, 9000), (self.plain, 500))
        self.assertEqual(self._facts(), (9000, 18000))
        self._order(date(2026, 6, 3), (self.rare, 2000))
        self.assertEqual(self._facts(), (9000, 20000))
        self.assertEqual(self.customer.vip_eligible_tier_id, self.vip)

    def test_orders_count_for_the_days_of_the_company(self):
        self.company.lifecycle_vip_days = 90
        self._order(self.TODAY - timedelta(days=90), (self.best, 12000))
        self.assertEqual(self._facts(), (0, 0))
        self._order(self.TODAY - timedelta(days=89), (self.best, 11000))
        self.assertEqual(self._facts(), (11000, 11000))

    def test_without_a_choice_whole_orders_count(self):
        self.company.lifecycle_vip_categ_ids = False
        self._order(self.TODAY, (self.best, 6000), (self.plain, 4000))
        self.assertEqual(self._facts(), (10000, 10000))

    def test_tax_counts_only_where_the_company_says_so(self):
        """10,000 and 13 % tax: 10,000 without, 11,300 with it."""
        tax = self.env["account.tax"].create({"name": "13", "amount": 13.0})
        self._order(self.TODAY, (self.best, 10000), taxes=tax)
        self.assertEqual(self._facts(), (10000, 10000))
        self.company.lifecycle_vip_taxed = True
        self.assertEqual(self._facts(), (11300, 11300))
        self.company.lifecycle_vip_categ_ids = False
        self.assertEqual(self._facts(), (11300, 11300))

    def test_cancelled_and_gratis_orders_do_not_count(self):
        self._order(self.TODAY, (self.best, 12000))._action_cancel()
        self._order(self.TODAY, (self.best, 13000)).is_gratis = True
        self.assertEqual(self._facts(), (0, 0))

    def test_changed_choice_counts_everybody_anew_at_once(self):
        self.env["crm.customer.touch"].search([]).unlink()
        self.company.lifecycle_vip_days = 30
        queued = self.env["crm.customer.touch"].search([]).customer_id
        self.assertIn(self.customer, queued)

    def test_director_without_settings_does_not_change_what_counts(self):
        with self.assertRaises(AccessError):
            self.company.with_user(self.dora).lifecycle_vip_days = 1


@tagged("post_install", "-at_install")
class TestVipGoodsReturned(AccountTestInvoicingCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(su=True)
        cls.company = cls.env.company
        fine = cls.env["product.category"].create({"name": "Fine"})
        cls.product_a.categ_id = fine
        cls.company.lifecycle_vip_categ_ids = fine
        accounts = cls.env["crm.customer"]
        cls.customer = accounts._ensure_accounts(cls.partner_a, cls.company)

    def _lines(self, *amounts):
        return [
            Command.create(
                {"product_id": product.id, "price_unit": amount, "tax_ids": False}
            )
            for product, amount in zip(
                (self.product_a, self.product_b), amounts, strict=False
            )
        ]

    def test_credit_note_lowers_the_month_as_far_as_its_goods_count(self):
        """Order of 9,000; credited: 2,000 of these goods, 500 of others."""
        today = date(2026, 6, 15)
        order = self.env["sale.order"].create(
            {"partner_id": self.partner_a.id, "order_line": self._lines(9000)}
        )
        order.action_confirm()
        order.date_order = "2026-06-15 08:00:00"
        self.env["account.move"].create(
            {
                "move_type": "out_refund",
                "partner_id": self.partner_a.id,
                "invoice_date": today,
                "invoice_line_ids": self._lines(2000, 500),
            }
        ).action_post()
        self.env["crm.customer"]._refresh_facts(self.customer, today)
        self.env.invalidate_all()
        self.assertEqual(
            (self.customer.vip_order_amount, self.customer.vip_month_amount),
            (9000, 7000),
        )
