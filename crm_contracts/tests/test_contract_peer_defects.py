# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from ast import literal_eval
from datetime import date

from odoo.exceptions import RedirectWarning, UserError
from odoo.fields import Domain
from odoo.tests import freeze_time, tagged

from .collection_common import CollectionCommon
from .credit_common import CreditCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15")
class TestCreditPeerDefects(CreditCommon):
    """Where credit add-ons we know fail, and no other test of ours says it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._policy(hold_order="ask", hold_invoice="ask")

    def test_typed_limit_of_zero_blocks_nothing(self):
        """Others hold every invoice where nobody typed a limit."""
        self.partner.with_company(self.company).sudo().credit_limit = 0.0
        order = self._order(900.0)
        order.action_confirm()
        self.assertEqual((order.state, self._bill(50.0).state), ("sale", "posted"))

    def test_all_held_orders_of_a_list_are_named(self):
        """Others show the first one, and confirm none of the rest."""
        self._limit(100.0)
        orders = self._order(500.0) | self._order(600.0)
        with self.assertRaises(UserError) as held:
            orders.action_confirm()
        for order in orders:
            self.assertIn(order.name, str(held.exception))

    def test_context_opens_nothing(self):
        self._limit(100.0)
        order = self._order(500.0)
        for key in ("bypass_risk", "skip_credit", "force_confirm", "tracking_disable"):
            with self.assertRaises(RedirectWarning, msg=key):
                order.with_context(**{key: True}).action_confirm()


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15")
class TestCollectionPeerDefects(CollectionCommon):
    def test_smallest_amount_is_converted_the_right_way(self):
        """15 dollars at least; 20 euros are 10 dollars, 40 are 20. Others divide."""
        euro = self.setup_other_currency("EUR", rates=[("2026-01-01", 2.0)])
        self.policy.amount_min = 15.0
        invoice = self._owed(20.0, date(2026, 6, 1), currency=euro)
        self.assertEqual(self._decide_on(self.TODAY)[0], "small")
        self._owed(20.0, date(2026, 6, 1), currency=euro)
        self.assertEqual(self._decide_on(self.TODAY)[0], "send")
        self.assertEqual(invoice.currency_id, euro)

    def test_earlier_day_may_be_run_after_a_later_one(self):
        """Others refuse every run once a later one exists."""
        self._owed(100.0, date(2026, 6, 1))
        self._run_on(date(2026, 6, 17))
        run = self.env["crm.dunning.run"].sudo()
        self.assertTrue(run._prepare(self.company, date(2026, 6, 16)))

    def test_what_we_owe_is_no_claim(self):
        """A supplier's instalment is neither reminded nor on his statement."""
        self._make_effective(
            contract_type="purchase",
            signed_on=date(2026, 5, 1),
            line_ids=[self._line(100.0)],
            instalment_ids=[self._instalment("We pay", 100.0, "signing")],
        )
        items = self.env["crm.collection.item"].sudo()
        self.assertFalse(items.search([("customer_id", "=", self.customer.id)]))
        self.assertFalse(self._decide_on(self.TODAY))
        rates = self.env["crm.collection.rate"].sudo()
        self.assertFalse(rates.search([("customer_id", "=", self.customer.id)]))

    def test_what_we_owe_is_a_payment_to_make(self):
        """Our supplier's instalment is in the payments to make, not to collect."""
        bought = self._make_effective(contract_type="purchase")
        sold = self._make_effective()
        found = {}
        for name in ("action", "action_pay"):
            action = self.env.ref(f"crm_contracts.crm_contract_instalment_{name}")
            domain = Domain(literal_eval(action.domain))
            domain &= Domain("contract_id", "in", (bought | sold).ids)
            found[name] = bought.instalment_ids.search(domain).contract_id
        self.assertEqual(found, {"action": sold, "action_pay": bought})

    def test_indicators_without_sales_divide_by_nothing(self):
        """A claim of a journal entry: nothing was invoiced a day."""
        receivable = self.company_data["default_account_receivable"]
        revenue = self.company_data["default_account_revenue"]
        self.env["account.move"].create(
            {
                "date": "2026-05-20",
                "line_ids": [
                    (0, 0, {"account_id": account.id, "partner_id": partner.id, **side})
                    for account, partner, side in (
                        (receivable, self.partner, {"debit": 70.0}),
                        (revenue, self.partner, {"credit": 70.0}),
                    )
                ],
            }
        ).action_post()
        rows = self.env["crm.collection.indicator"].sudo()
        rows = rows.search([("user_id", "=", self.sally.id)])
        self.assertIn(70.0, rows.mapped("amount_closing"))
        self.assertEqual({row.dso for row in rows}, {0.0})
        self.assertEqual({row.kept_rate for row in rows}, {0.0})
