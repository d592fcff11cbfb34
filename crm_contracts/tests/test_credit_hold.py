# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError, RedirectWarning, UserError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from .credit_common import CreditCommon

HELD = RedirectWarning


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15")
class TestCreditHold(CreditCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._policy(hold_order="ask")
        cls._limit(1000.0)

    def test_up_to_the_limit_and_not_a_cent_more(self):
        self._order(1000.0).action_confirm()
        order = self._order(0.1)
        with self.assertRaisesRegex(RedirectWarning, "0.10 too much"):
            order.action_confirm()

    def test_message_says_the_way_out(self):
        """400 owed for 5 days, order of 1,000 with a limit of 1,000: 60 % fit."""
        invoice = self._bill(400.0, date="2026-06-10")
        order = self._order(1000.0)
        with self.assertRaises(RedirectWarning) as held:
            order.action_confirm()
        text, action, button, context = held.exception.args
        for part in (
            "400.00 too much",
            "oldest item of Tour Hospital is overdue for 5 days",
            f"collect {invoice.name} ($ 400.00)",
            "deliver 60 % now: reduce it to $ 600.00",
            "ask for a release",
        ):
            self.assertIn(part, text.replace("\N{NO-BREAK SPACE}", " "))
        self.assertEqual(button, "Ask for a release")
        self.assertEqual(
            context,
            {"default_res_model": "sale.order", "default_res_id": order.id},
        )
        dialog = self.env["ir.actions.act_window"].browse(action)
        self.assertEqual(dialog.res_model, "crm.credit.release.ask")

    def test_each_way_out_leads_out(self):
        """60 % go on at once, the whole when the named invoice is paid."""
        invoice = self._bill(400.0, date="2026-06-10")
        part = self._order(600.0)
        part.action_confirm()
        self.assertEqual(part.state, "sale")
        part._action_cancel()
        self._register_payment(invoice)
        order = self._order(1000.0)
        order.action_confirm()
        self.assertEqual(order.state, "sale")

    def test_no_share_goes_on_while_something_is_overdue(self):
        """45 days late with 7 allowed: a smaller order would be held as well."""
        old = self._bill(100.0, date="2026-05-01")
        young = self._bill(300.0, date="2026-06-12")
        order = self._order(950.0)
        with self.assertRaises(RedirectWarning) as held:
            order.action_confirm()
        text = held.exception.args[0].replace("\N{NO-BREAK SPACE}", " ")
        self.assertIn("the oldest for 45 days; 7 are allowed", text)
        self.assertNotIn("deliver", text)
        words = f"collect {old.name} ($ 100.00), {young.name} ($ 300.00);"
        self.assertIn(words, text)

    def test_every_door_is_guarded(self):
        """Write, create, context and the button; a peer was passed by a context key."""
        order = self._order(1000.1, user=self.sally)
        with self.assertRaises(HELD):
            order.action_confirm()
        with self.assertRaises(HELD):
            order.with_context(bypass_risk=True, tracking_disable=True).action_confirm()
        with self.assertRaises(HELD):
            order.write({"state": "sale"})
        with self.assertRaises(HELD):
            self._order(1000.1, state="sale")
        with self.assertRaises(HELD):
            order.sudo()._validate_order()
        rows = [[str(order.id), "sale"]]
        result = order.with_user(self.sally).load([".id", "state"], rows)
        self.assertIn("too much", result["messages"][0]["message"])
        self.assertEqual(order.state, "draft")

    def test_confirmed_order_that_grows_is_checked(self):
        self.product_a.list_price = 90.0
        order = self._order(900.0)
        order.action_confirm()
        with self.assertRaises(HELD):
            order.order_line.product_uom_qty = 12
        with self.assertRaises(HELD):
            order.order_line = [
                Command.create({"product_id": self.product_a.id, "price_unit": 200.0})
            ]
        with self.assertRaises(HELD):
            order.order_line.price_unit = 101.0
        order.order_line.product_uom_qty = 11
        order.order_line.product_uom_qty = 1

    def test_order_moved_to_another_debtor_is_checked(self):
        poor = self._create_customer("Poor Trading")
        self._limit(10.0, poor)
        order = self._order(900.0)
        order.action_confirm()
        with self.assertRaises(HELD):
            order.partner_invoice_id = poor.partner_id

    def test_two_orders_at_once_share_the_limit(self):
        orders = self._order(600.0) | self._order(600.0)
        with self.assertRaises(UserError) as held:
            orders.action_confirm()
        for order in orders:
            self.assertIn(order.name, str(held.exception))

    def test_check_writes_the_row_that_two_transactions_fight_for(self):
        self._order(10.0).action_confirm()
        lock = self.env["crm.credit.lock"].search(
            [("customer_id", "=", self.customer.id)]
        )
        self.assertEqual(len(lock), 1)

    def test_cancel_and_confirm_again_is_checked_again(self):
        """A peer let a reopened order pass."""
        order = self._order(900.0)
        order.action_confirm()
        order._action_cancel()
        self._bill(200.0)
        order.action_draft()
        with self.assertRaises(HELD):
            order.action_confirm()

    def test_paid_in_advance_is_never_held(self):
        self._rate(self.grades["D"])
        payment = self.env["account.payment"].create(
            {
                "payment_type": "inbound",
                "partner_type": "customer",
                "partner_id": self.partner.id,
                "amount": 5000.0,
            }
        )
        payment.action_post()
        self._order(5000.0).action_confirm()
        with self.assertRaises(HELD):
            self._order(1.0).action_confirm()

    def test_online_payment_counts_before_it_is_booked(self):
        """The shop confirms an order while its payment is still on its way."""
        self._limit(0.0, date_from="2026-06-15")
        order = self._order(300.0)
        provider = self.env["payment.provider"].create({"name": "Test provider"})
        order.transaction_ids = [
            Command.create(
                {
                    "provider_id": provider.id,
                    "payment_method_id": self.env.ref(
                        "payment.payment_method_unknown"
                    ).id,
                    "amount": 300.0,
                    "currency_id": order.currency_id.id,
                    "partner_id": self.partner.id,
                    "reference": "tx-credit",
                    "state": "done",
                }
            )
        ]
        order.action_confirm()
        self.assertEqual(order.state, "sale")

    def test_portal_customer_reads_no_figures(self):
        order = self._order(1000.1)
        portal = self._create_user("carl_c", "base.group_portal")
        with self.assertRaises(UserError) as held:
            order.with_user(portal).sudo().action_confirm()
        self.assertNotIn("1,000", str(held.exception))
        self.assertIn("contact us", str(held.exception))

    def test_warning_lets_pass_and_leaves_a_note(self):
        self._policy(hold_order="warn")
        order = self._order(1000.1)
        order.action_confirm()
        self.assertEqual(order.state, "sale")
        self.assertIn("Credit warning", order.message_ids[0].body)

    def test_switched_off_asks_nothing(self):
        self._policy(hold_order="off")
        order = self._order(9999.0)
        order.action_confirm()
        self.assertEqual(order.state, "sale")
        self.assertFalse(self._order(9999.0).credit_hold_message)

    def test_form_tells_before(self):
        order = self._order(1000.1)
        self.assertIn("0.10 too much", order.credit_hold_message)
        self.assertTrue(order.credit_can_ask)
        self.assertFalse(self._order(999.0).credit_hold_message)

    def test_invoice_without_order_is_held(self):
        self._policy(hold_invoice="ask")
        with self.assertRaises(HELD):
            self._bill(1000.1)
        move = self._bill(900.0)
        self.assertEqual(move.state, "posted")
        draft = move.copy({"invoice_date": "2026-06-15"})
        self.assertIn("800.00 too much", draft.credit_hold_message)
        with self.assertRaises(HELD):
            draft.write({"state": "posted"})

    def test_invoice_of_an_order_takes_no_new_credit(self):
        self._policy(hold_invoice="ask")
        order = self._order(1000.0)
        order.action_confirm()
        self._limit(10.0, date_from="2026-06-15")
        order.order_line.qty_delivered = 10
        invoice = order._create_invoices()
        invoice.action_post()
        self.assertEqual(invoice.state, "posted")

    def test_disputed_invoice_is_not_overdue(self):
        invoice = self._bill(400.0, date="2026-05-01")
        self.patch(
            type(self.env["account.move"]),
            "_disputed_amounts",
            lambda moves: {invoice.id: 400.0},
        )
        self._order(600.0).action_confirm()

    def test_missing_certificate_holds(self):
        kind = self.env["crm.customer.certificate.type"].create(
            {"name": "Business licence", "is_credit_required": True}
        )
        facts = self.env["crm.customer"]
        facts._refresh_facts(self.customer, self.TODAY)
        order = self._order(10.0)
        with self.assertRaises(HELD) as held:
            order.action_confirm()
        self.assertIn("certificate", held.exception.args[0])
        self.env["crm.customer.certificate"].sudo().create(
            {"customer_id": self.customer.id, "type_id": kind.id}
        )
        facts._refresh_facts(self.customer, self.TODAY)
        order.action_confirm()

    def test_new_customers_start_as_the_grade_says(self):
        stranger = self._create_customer("Stranger").partner_id
        self._order(10.0, stranger).action_confirm()
        self._policy(grade_id=self.grades["C"].id)
        with self.assertRaisesRegex(RedirectWarning, "pays in advance"):
            self._order(10.0, stranger).action_confirm()

    def test_confirmation_needs_few_queries_more(self):
        """At most three: the check itself, and order and lines stored before it."""
        self._order(1.0).action_confirm()
        self._policy(hold_order="off")
        plain = self._count_queries(self._order(1.0))
        self._policy(hold_order="ask")
        checked = self._count_queries(self._order(1.0))
        self.assertLessEqual(checked - plain, 3)

    def _count_queries(self, order):
        self.env.flush_all()
        before = self.env.cr.sql_log_count
        order.action_confirm()
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def test_blocked_documents_are_not_released(self):
        self._policy(hold_order="block")
        order = self._order(1000.1, user=self.sally)
        with self.assertRaisesRegex(UserError, "held by credit"):
            order.action_confirm()
        self.assertFalse(order.credit_can_ask)
        with self.assertRaises(AccessError):
            order._ask_release("Please", self.TODAY)
