# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import random
from datetime import date

from dateutil.relativedelta import relativedelta

from odoo.fields import Command
from odoo.tests import tagged

from ..models import crm_demand_rules
from .common import SegmentationCommon


@tagged("post_install", "-at_install")
class TestScoringWindow(SegmentationCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        categories = cls.env["product.category"]
        cls.stone = categories.create({"name": "Stone"})
        cls.gravel = categories.create({"name": "Gravel", "parent_id": cls.stone.id})
        cls.stones = cls.env["product.product"].create(
            {
                "name": "Stones",
                "list_price": 10.0,
                "standard_price": 4.0,
                "taxes_id": False,
                "categ_id": cls.gravel.id,
            }
        )
        cls.customer = cls._create_customer("Mixed")

    def _order_stones(self, quantity, price, day, unit="uom.product_uom_unit"):
        """An order of stones beside cement of 100."""
        order = self._create_order(self.customer, 100, day, confirm=False)
        order.order_line = [
            Command.create(
                {
                    "product_id": self.stones.id,
                    "product_uom_qty": quantity,
                    "product_uom_id": self.env.ref(unit).id,
                    "price_unit": price,
                    "tax_ids": False,
                }
            )
        ]
        order.action_confirm()
        order.date_order = f"{day} 12:00:00"
        return order

    def test_only_chosen_product_lines_count(self):
        """Stones below the chosen line: 5 x 10; the order of cement does not count."""
        self._order_stones(5, 10, date(2026, 5, 1))
        self._create_order(self.customer, 700, date(2026, 6, 1))
        self._refresh(self.customer)
        self.assertEqual(self.customer.rfm_amount, 850)
        self.company.segmentation_categ_ids = self.stone
        self._refresh(self.customer)
        self.assertEqual(
            (self.customer.rfm_order_count, self.customer.rfm_amount), (1, 50)
        )
        self.assertEqual(self.customer.rfm_date_last, date(2026, 5, 1))
        self.assertEqual(self.customer.date_last_order, date(2026, 6, 1))

    def test_other_windows_have_no_last_order(self):
        self._create_order(self.customer, 700, date(2025, 1, 1))
        self._refresh(self.customer)
        self.assertFalse(self.customer.rfm_date_last)
        self.assertEqual(self.customer.amount_3y, 700)

    def test_margin_is_turnover_less_cost_of_goods(self):
        """5 stones at 10 cost 4 each: 50 - 20; the cement costs nothing here."""
        self.company.segmentation_abc_measure = "margin"
        self.company.segmentation_categ_ids = self.stone
        self._order_stones(5, 10, date(2026, 5, 1))
        self._refresh(self.customer)
        self.assertEqual(self.customer.abc_measure, 30)

    def test_quantity_is_in_the_unit_of_the_product(self):
        self.company.segmentation_abc_measure = "quantity"
        self.company.segmentation_categ_ids = self.stone
        self._order_stones(2, 10, date(2026, 5, 1), "uom.product_uom_dozen")
        self._refresh(self.customer)
        self.assertEqual(self.customer.abc_measure, 24)

    def test_abc_by_another_measure_and_group(self):
        self.company.segmentation_abc_measure = "quantity"
        self.company.segmentation_abc_group = "stage_id"
        heavy = self._create_scored("Heavy", 10, abc_measure=900)
        light = self._create_scored(
            "Light", 9000, abc_measure=100, trade_type_id=self.retail.id
        )
        self._rank()
        self.assertAlmostEqual(heavy.abc_share, 0.9)
        self.assertEqual((heavy | light).mapped("abc_class"), ["A", "B"])
        self.assertAlmostEqual(light.company_share, 9000 / 9010, places=6)

    def test_abc_inside_the_region(self):
        self.company.segmentation_abc_group = "region"
        states = self.env["res.country.state"].search([], limit=2)
        first = self._create_scored("First", 900)
        second = self._create_scored("Second", 100)
        first.partner_id.state_id, second.partner_id.state_id = states
        self._rank()
        self.assertEqual((first | second).mapped("abc_share"), [1, 1])
        second.partner_id.state_id = states[0]
        self._rank()
        self.assertAlmostEqual(second.abc_share, 0.1)

    def test_demand_of_the_database_equals_the_pure_rules(self):
        """Random orders of 14 months; the running month does not count."""
        dice = random.Random(20260615)
        this_month = date(2026, 6, 1)
        for number in range(8):
            customer = self._create_customer(f"Random {number}")
            months = dice.choice([2, 4, 14])
            sold = [0] * 15
            sold[months] = dice.randint(1, 900)
            for age in range(months):
                if dice.random() > 0.4:
                    sold[age] = dice.randint(1, 900)
            for age, amount in enumerate(sold):
                if amount:
                    day = this_month - relativedelta(months=age)
                    self._create_order(customer, amount, day)
            self._refresh(customer)
            full = sold[1 : min(months, 12) + 1]
            wanted = crm_demand_rules.variation(full)
            with self.subTest(months=months, sold=sold):
                known = customer.xyz_variation if customer.xyz_months else None
                self.assertEqual(known is None, wanted is None)
                self.assertAlmostEqual(known or 0, wanted or 0, places=5)

    def test_nine_fields_join_both_classes(self):
        even = self._create_scored("Even", 900, xyz_months=12, xyz_variation=0.2)
        wild = self._create_scored("Wild", 60, xyz_months=12, xyz_variation=1.4)
        new = self._create_scored("New", 40)
        self._rank()
        customers = even | wild | new
        self.assertEqual(customers.mapped("abc_xyz"), ["AX", "BZ", False])
        self.assertEqual(customers.mapped("xyz_class"), ["X", "Z", False])

    def test_settings_that_count_wake_the_ranking(self):
        for change in (
            {"segmentation_is_net": False},
            {"segmentation_abc_measure": "margin"},
            {"segmentation_percent_x": 40},
        ):
            self.company.segmentation_date_scores = self.TODAY
            self.company.write(change)
            with self.subTest(change=change):
                self.assertFalse(self.company.segmentation_date_scores)

    def test_group_that_is_gone_falls_back_to_the_trade_type(self):
        self.assertEqual(self.company._abc_group(), "trade_type_id")
        self.company.segmentation_abc_group = "company"
        self.assertIsNone(self.company._abc_group())
        choices = dict(self.company._selection_abc_group())
        self.assertIn("stage_id", choices)
        self.assertNotIn("partner_id", choices)
