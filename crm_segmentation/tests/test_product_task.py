# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import random
from datetime import date, datetime, timedelta

from psycopg2.errors import CheckViolation

from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from ..models.crm_task_rules import progress
from .common import SegmentationCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15")
class TestProductTask(SegmentationCommon):
    """What customers buy by product, and how far their tasks are fulfilled."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.binders, cls.lime_line = cls.env["product.category"].create(
            [{"name": "Binders"}, {"name": "Lime"}]
        )
        cls.lime_line.parent_id = cls.binders
        cls.cement = cls.product
        cls.cement.categ_id = cls.binders
        cls.lime, cls.sand = cls.env["product.product"].create(
            [
                {"name": "Lime", "categ_id": cls.lime_line.id, "taxes_id": False},
                {"name": "Sand", "taxes_id": False},
            ]
        )
        cls.customer = cls._create_customer("Alpha Works", cls.sally)

    def _buy(self, product, amount, day=date(2026, 6, 10), quantity=1, **line):
        values = {
            "product_id": product.id,
            "product_uom_qty": quantity,
            "price_unit": amount / quantity,
            "tax_ids": False,
            **line,
        }
        order = self.env["sale.order"].create(
            {
                "partner_id": self.customer.partner_id.id,
                "company_id": self.company.id,
                "order_line": [Command.create(values)],
            }
        )
        order.action_confirm()
        order.date_order = datetime.combine(day, datetime.min.time()) + timedelta(
            hours=12
        )
        return order

    def _task(self, **values):
        return self.env["crm.product.task"].create(
            {
                "customer_id": self.customer.id,
                "product_id": self.cement.id,
                "date_from": "2026-06-01",
                "date_to": "2026-06-30",
                "target": 1000,
                **values,
            }
        )

    def _rows(self):
        self.env.flush_all()
        self.env.invalidate_all()
        domain = [("customer_id", "=", self.customer.id)]
        return self.env["crm.customer.product"].search(domain)

    def test_composition_by_hand(self):
        """Cement 600, lime 300, sand 100: 60, 30, 10 %, the largest first (S-468)."""
        self._buy(self.sand, 100)
        self._buy(self.cement, 400)
        self._buy(self.cement, 200, date(2026, 1, 5), quantity=4)
        self._buy(self.lime, 300)
        self._buy(self.lime, 999, date(2025, 1, 1))
        rows = self._rows()
        self.assertEqual(rows.product_id, self.cement | self.lime | self.sand)
        self.assertEqual(rows.mapped("place"), [1, 2, 3])
        self.assertEqual(rows.mapped("amount"), [600, 300, 100])
        for row, share in zip(rows, (0.6, 0.3, 0.1), strict=True):
            self.assertAlmostEqual(row.share, share)
        self.assertEqual(rows[0].quantity, 5)

    def test_units_are_those_of_the_product(self):
        """A dozen of lime is 12."""
        dozen = self.env.ref("uom.product_uom_dozen")
        self._buy(self.lime, 240, product_uom_id=dozen.id)
        lime = self._rows()
        self.assertEqual((lime.quantity, lime.amount, lime.share), (12, 240, 1))

    def test_task_counts_orders_of_its_days(self):
        """400 and 90 of 1,000 in the first half of June: behind; 10 more: on track."""
        self._buy(self.cement, 400, date(2026, 6, 1))
        self._buy(self.cement, 5000, date(2026, 5, 31))
        self._buy(self.lime, 5000)
        task = self._task()
        self.assertEqual((task.actual, task.completion), (400, 0.4))
        self.assertEqual((task.expected, task.state), (0.5, "behind"))
        self._buy(self.cement, 90)
        self._buy(self.cement, 10)
        self._refresh(self.customer)
        self.assertEqual((task.actual, task.state), (500, "running"))
        self._buy(self.cement, 500, date(2026, 6, 15))
        self._refresh(self.customer)
        self.assertEqual((task.completion, task.state), (1, "met"))
        lines = self.env["sale.report"].search(task.action_view_orders()["domain"])
        self.assertEqual(sum(lines.mapped("price_subtotal")), 1000)

    def test_task_of_a_line_counts_what_lies_below(self):
        self._buy(self.lime, 300)
        self._buy(self.cement, 200)
        self._buy(self.sand, 999)
        task = self._task(product_id=False, categ_id=self.binders.id)
        self.assertEqual(task.actual, 500)

    def test_task_ends_missed_and_starts_upcoming(self):
        past = self._task(date_from="2026-04-01", date_to="2026-04-30")
        future = self._task(date_from="2026-07-01", date_to="2026-07-31")
        self.assertEqual((past.state, future.state), ("missed", "upcoming"))
        self._refresh(today=date(2026, 8, 1))
        self.assertEqual(future.state, "missed")

    def test_quantity_task_counts_in_the_unit_of_the_product(self):
        dozen = self.env.ref("uom.product_uom_dozen")
        self._buy(self.cement, 240, product_uom_id=dozen.id)
        task = self._task(basis="quantity", target=24)
        self.assertEqual((task.actual, task.completion), (12, 0.5))

    def test_progress_of_the_database_equals_the_pure_rule(self):
        dice = random.Random(469)
        tasks = self.env["crm.product.task"]
        for month in range(1, 13):
            self._buy(self.cement, dice.randint(1, 900), date(2026, month % 6 + 1, 9))
            tasks |= self._task(
                date_from=date(2026, month, 1),
                date_to=date(2026, month, dice.randint(2, 28)),
                target=dice.randint(1, 900),
            )
        for task in tasks:
            expected = progress(
                task.target, task.actual, task.date_from, task.date_to, self.TODAY
            )
            self.assertEqual(task.state, expected.state)
            self.assertAlmostEqual(task.completion, expected.completion)
            self.assertAlmostEqual(task.expected, expected.expected)

    def test_two_tasks_for_the_same_days_are_refused(self):
        self._task()
        with self.assertRaisesRegex(ValidationError, "Alpha Works.*already"):
            self._task(date_from="2026-06-30", date_to="2026-07-30")

    def test_product_without_a_line_counts(self):
        self.sand.categ_id = False
        self._buy(self.sand, 70)
        self.assertEqual(self._task(product_id=self.sand.id).actual, 70)
        with mute_logger("odoo.sql_db"), self.assertRaises(CheckViolation):
            self._task(product_id=False)

    def test_quantity_of_a_line_is_refused(self):
        with mute_logger("odoo.sql_db"), self.assertRaises(CheckViolation):
            self._task(product_id=False, categ_id=self.binders.id, basis="quantity")

    def test_leader_sets_tasks_and_salesperson_reads_them(self):
        self.customer.team_id = self.north
        task = self._task()
        theirs = self._create_customer("Other", self.sam)
        foreign = self._task(customer_id=theirs.id)
        tasks = self.env["crm.product.task"]
        mine = tasks.with_user(self.sally).search([("id", "in", (task | foreign).ids)])
        self.assertEqual(mine, task)
        with self.assertRaises(AccessError):
            self._forge(task, self.sally, target=1)
        task.with_user(self.lena).target = 2000
        with self.assertRaises(AccessError):
            self._forge(foreign, self.lena, target=1)
        for values in ({"actual": 5}, {"state": "met"}):
            with self.subTest(values=values), self.assertRaises(AccessError):
                self._forge(task, self.anna, **values)

    def test_products_of_other_peoples_customers_stay_hidden(self):
        self._buy(self.cement, 100)
        self.env.flush_all()
        rows = self.env["crm.customer.product"]
        self.assertEqual(
            rows.with_user(self.sally).search([]).customer_id, self.customer
        )
        self.assertFalse(rows.with_user(self.sam).search([]))
        self.assertEqual(
            rows.with_user(self.anna).search([]).customer_id, self.customer
        )
