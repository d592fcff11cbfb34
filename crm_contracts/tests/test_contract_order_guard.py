# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from .common import ContractsCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15")
class TestContractOrderGuard(ContractsCommon):
    """100 pieces at 50.00, 2 % on the price and 10 % on the quantity."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contract = cls._make_effective(
            price_tolerance=2.0,
            quantity_tolerance=10.0,
            line_ids=[cls._line(50.0, quantity=100.0)],
            instalment_ids=[cls._instalment("All", 5000.0, "signing")],
        )
        cls.line = cls.contract.line_ids

    def _order(self, quantity=10.0, **values):
        return self.contract.with_user(self.sally)._create_order(
            {self.line: quantity}, **values
        )

    def test_part_and_rest(self):
        first = self._order(30.0)
        self.assertEqual(first.order_line.product_uom_qty, 30.0)
        self.assertEqual((self.line.qty_ordered, self.line.qty_to_order), (30.0, 70.0))
        rest = self.contract.with_user(self.sally)._create_order()
        self.assertEqual(rest.order_line.product_uom_qty, 70.0)

    def test_price_within_tolerance(self):
        """50.00 give or take 2 %: 49.00 to 51.00."""
        line = self._order().order_line
        line.price_unit = 51.0
        line.price_unit = 49.0
        with self.assertRaisesRegex(ValidationError, "outside"):
            line.price_unit = 48.99
        with self.assertRaisesRegex(ValidationError, "outside"):
            line.price_unit = 51.01

    def test_discount_is_part_of_the_price(self):
        line = self._order().order_line
        line.discount = 2.0
        with self.assertRaisesRegex(ValidationError, "outside"):
            line.discount = 2.5

    def test_quantity_within_tolerance(self):
        """100 and 10 % make 110 over all orders; a cancelled one does not count."""
        first = self._order(100.0)
        second = self._order(10.0)
        with self.assertRaisesRegex(ValidationError, "at most 110"):
            second.order_line.product_uom_qty = 10.5
        first.sudo().action_cancel()
        second.order_line.product_uom_qty = 110.0

    def test_other_units_count_in_the_contracts_unit(self):
        """Ten dozens are 120 pieces, and one dozen costs 600."""
        line = self._order(60.0).order_line
        dozen = self.env.ref("uom.product_uom_dozen")
        line.write({"product_uom_id": dozen.id, "product_uom_qty": 5.0})
        self.assertEqual(line.price_unit, 600.0)
        self.assertEqual(self.line.qty_ordered, 60.0)
        with self.assertRaises(ValidationError):
            line.product_uom_qty = 10.0

    def test_estimate_has_no_upper_limit(self):
        self.line.sudo().quantity_is_estimate = True
        self.assertEqual(self._order(500.0).order_line.product_uom_qty, 500.0)

    def test_line_typed_by_hand_takes_the_contracts_price(self):
        order = self._order()
        order.write({"order_line": [Command.create({"product_id": self.product_a.id})]})
        added = order.order_line[-1]
        self.assertEqual(added.crm_contract_line_id, self.line)
        self.assertEqual(added.price_unit, 50.0)

    def test_product_is_not_sold_beside_the_contract(self):
        line = self._order().order_line
        with self.assertRaisesRegex(ValidationError, "names the line"):
            line.write({"crm_contract_line_id": False, "price_unit": 1.0})

    def test_superuser_and_context_do_not_pass_either(self):
        line = self._order().order_line.sudo().with_context(bypass=True)
        with self.assertRaises(ValidationError):
            line.price_unit = 1.0

    def test_only_effective_contracts(self):
        order = self._order()
        self.contract.with_user(self.mona)._suspend("Dispute")
        with self.assertRaisesRegex(UserError, "suspended"):
            order.sudo().action_confirm()
        with self.assertRaisesRegex(UserError, "suspended"):
            self._order()
        draft = self._create_contract()
        with self.assertRaises(UserError):
            self._free_order().crm_contract_id = draft

    def test_order_of_somebody_else_is_refused(self):
        stranger = self._create_customer("Stranger")
        order = self._free_order(stranger.partner_id)
        with self.assertRaisesRegex(ValidationError, "Tour Hospital"):
            order.crm_contract_id = self.contract

    def test_order_in_another_currency_is_refused(self):
        order = self._order()
        pricelist = (
            self.env["product.pricelist"]
            .sudo()
            .create(
                {"name": "Foreign", "currency_id": self.setup_other_currency("EUR").id}
            )
        )
        with self.assertRaisesRegex(ValidationError, "currency"):
            order.sudo().write(
                {
                    "pricelist_id": pricelist.id,
                    "currency_id": pricelist.currency_id.id,
                }
            )

    def test_confirmed_order_stays_with_its_contract(self):
        order = self._order().sudo()
        order.action_confirm()
        with self.assertRaisesRegex(UserError, "counts there"):
            order.write({"crm_contract_id": False})

    def test_nobody_uses_a_contract_he_may_not_read(self):
        order = self._free_order()
        order.user_id = self.sam
        with self.assertRaises(AccessError):
            order.with_user(self.sam).crm_contract_id = self.contract
        with self.assertRaises(AccessError):
            self.contract.with_user(self.sam)._create_order()

    def test_wizard_whole_once_then_what_is_left(self):
        wizards = self.env["crm.contract.order"].with_user(self.sally)
        whole = wizards.create({"contract_id": self.contract.id, "scope": "part"})
        self.assertEqual(whole.line_ids.quantity, 0.0)
        whole.line_ids.quantity = 40.0
        self.assertEqual(whole.amount_untaxed, 2000.0)
        order = self.env["sale.order"].browse(whole.action_confirm()["res_id"])
        self.assertEqual(order.order_line.product_uom_qty, 40.0)
        again = wizards.create({"contract_id": self.contract.id, "scope": "whole"})
        with self.assertRaisesRegex(UserError, "in part already"):
            again.action_confirm()
        left = wizards.create({"contract_id": self.contract.id})
        self.assertEqual(left.line_ids.quantity, 60.0)

    def test_ordinary_orders_ask_nothing_more(self):
        """A line without a contract is checked without a query."""
        line = self._free_order().order_line
        line.flush_recordset()
        line._compute_crm_contract_line_id()
        with self.assertQueryCount(0):
            line._check_against_contract()

    def _free_order(self, partner=None):
        return (
            self.env["sale.order"]
            .sudo()
            .create(
                {
                    "partner_id": (partner or self.customer.partner_id).id,
                    "order_line": [
                        Command.create(
                            {"product_id": self.product_b.id, "product_uom_qty": 1}
                        )
                    ],
                }
            )
        )

    def test_prices_beside_the_line(self):
        """Contract price 50.00 a piece, 600 a dozen; 49.00 was paid last time."""
        first = self._order(10.0).sudo()
        first.order_line.price_unit = 49.0
        first.action_confirm()
        line = self._order(12.0).order_line
        dozen = self.env.ref("uom.product_uom_dozen")
        line.write({"product_uom_id": dozen.id, "product_uom_qty": 1.0})
        self.assertEqual(line.price_agreed, 600.0)
        self.assertEqual(line.price_last_sold, 49.0)
