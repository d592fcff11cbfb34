# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import RedirectWarning, UserError
from odoo.tests import freeze_time, tagged

from odoo.addons.crm_contracts.tests.credit_common import CreditCommon

HELD = RedirectWarning


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15")
class TestCreditDelivery(CreditCommon):
    def _delivery(self, price, **values):
        """A confirmed order of ten pieces and its delivery, ready to leave."""
        order = self._order(price, **values)
        order.action_confirm()
        picking = order.picking_ids
        picking.move_ids.quantity = 10
        picking.move_ids.picked = True
        return picking

    def _money_comes(self, amount):
        self.env["account.payment"].create(
            {
                "payment_type": "inbound",
                "partner_type": "customer",
                "partner_id": self.partner.id,
                "amount": amount,
            }
        ).action_post()

    def test_delivery_is_held_when_overdue(self):
        self._policy(hold_delivery="ask")
        picking = self._delivery(100.0)
        self._bill(50.0, date="2026-05-01")
        self.assertIn("the oldest for 45 days", picking.credit_hold_message)
        with self.assertRaises(RedirectWarning) as held:
            picking.button_validate()
        self.assertIn(picking.name, held.exception.args[0])
        with self.assertRaises(HELD):
            picking.with_context(skip_backorder=True).move_ids._action_done()
        with self.assertRaises(HELD):
            picking.move_ids.write({"state": "done"})

    def test_released_delivery_leaves(self):
        self._policy(hold_delivery="ask")
        picking = self._delivery(100.0)
        self._bill(50.0, date="2026-05-01")
        release = picking._ask_release("The shop is empty", self.TODAY)
        self.assertEqual(release.amount, 100.0)
        self._approve_all(release)
        picking.button_validate()
        self.assertEqual(picking.state, "done")
        self.assertEqual(release.state, "used")

    def test_money_first_by_grade(self):
        """Grade C: goods for 100 leave when 100 have come, 60 % when 60 have."""
        self._policy(hold_delivery="block")
        picking = self._delivery(100.0)
        self._rate(self.grades["C"])
        self._limit(1000.0)
        with self.assertRaises(UserError) as held:
            picking.button_validate()
        self.assertIn("before their money has come", str(held.exception))
        self._money_comes(60.0)
        with self.assertRaises(UserError) as held:
            picking.button_validate()
        self.assertIn("deliver 60 % now", str(held.exception))
        picking.move_ids.quantity = 6
        picking.with_context(skip_backorder=True)._action_done()
        self.assertEqual(picking.move_ids.quantity, 6)
        self._money_comes(40.0)
        rest = picking.backorder_ids
        rest.move_ids.quantity = 4
        rest.move_ids.picked = True
        rest.button_validate()
        self.assertEqual(rest.state, "done")

    def test_money_first_by_contract_needs_no_policy(self):
        """Nothing is checked here but a contract that says money first."""
        contract = self._make_effective(
            line_ids=[self._line(138000.0)], is_money_first=True
        )
        order = contract.with_user(self.sally)._create_order().sudo()
        order.action_confirm()
        picking = order.picking_ids
        picking.move_ids.quantity = 1
        picking.move_ids.picked = True
        with self.assertRaises(HELD):
            picking.button_validate()
        for instalment in contract.instalment_ids:
            self._register_payment(self._invoice(instalment))
        picking.button_validate()
        self.assertEqual(picking.state, "done")

    def test_switched_off_delivers(self):
        self._bill(50.0, date="2026-05-01")
        picking = self._delivery(100.0)
        self.assertFalse(picking.credit_hold_message)
        picking.button_validate()
        self.assertEqual(picking.state, "done")
