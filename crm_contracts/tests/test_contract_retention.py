# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import re
from datetime import date
from random import Random

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from .common import ContractsCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15")
class TestContractRetention(ContractsCommon):
    """8,000, of which 400 (5 %) are held back until 365 days after acceptance."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.product_a.invoice_policy = "order"
        cls.contract = cls._make_effective(
            line_ids=[cls._line(80.0, quantity=100.0)],
            instalment_ids=[
                cls._instalment("Payment", 7600.0, "signing"),
                cls._instalment(
                    "Guarantee", 400.0, "acceptance", 365, is_retention=True
                ),
            ],
        )
        cls.payment, cls.guarantee = cls.contract.instalment_ids

    def _order_invoice(self, quantity, day=None, **values):
        """A posted invoice of an order for so many pieces at 80.00."""
        line = self.contract.line_ids
        order = self.contract.with_user(self.sally)._create_order({line: quantity})
        order = order.sudo()
        order.write({"payment_term_id": False, **values})
        order.action_confirm()
        invoice = order._create_invoices()
        invoice.invoice_date = day or self.TODAY
        invoice.action_post()
        return invoice

    def _items(self, invoice):
        """[(due day, amount)] of the receivable items, what is held back last."""
        items = invoice.line_ids.filtered(lambda i: i.display_type == "payment_term")
        return [
            (i.date_maturity, i.amount_currency)
            for i in items.sorted(lambda i: (bool(i.crm_contract_retention_id), i.id))
        ]

    def _pay(self, items, amount):
        """Money of the customer matched with these items."""
        payment = self.env["account.payment"].create(
            {"partner_id": self.contract.partner_id.id, "amount": amount}
        )
        payment.action_post()
        lines = payment.move_id.line_ids.filtered(
            lambda i: i.account_type == "asset_receivable"
        )
        (items | lines).reconcile()

    def _retained(self, invoice):
        return invoice.line_ids.filtered("crm_contract_retention_id")

    def test_retained_share_is_an_item_of_its_own(self):
        """2,000: 1,900 now, 100 at the earliest 365 days from today."""
        invoice = self._order_invoice(25)
        self.assertEqual(
            self._items(invoice),
            [(date(2026, 6, 15), 1900.0), (date(2027, 6, 15), 100.0)],
        )
        self.assertEqual(invoice.invoice_date_due, self.TODAY)
        self.assertEqual(self.guarantee.state, "waiting")
        self.assertEqual(self.guarantee.amount_invoiced, 100.0)

    def test_print_says_what_is_held_back(self):
        """On the invoice the customer reads the amount and when it is due."""
        invoice = self._order_invoice(25)
        html = self.env["ir.actions.report"]._render_qweb_html(
            "account.report_invoice", invoice.ids
        )[0]
        text = re.sub(r"\s+", " ", re.sub("<[^>]*>", "", html.decode()))
        self.assertRegex(text, r"Of it \$.100\.00 held back as retention money")
        self.assertIn("365 days after acceptance", text)

    def test_item_follows_the_event(self):
        """Accepted on July 1, 2026: the guarantee ends on July 1, 2027."""
        invoice = self._order_invoice(25)
        with freeze_time("2026-07-01"):
            self.contract.with_user(self.sally)._accept(date(2026, 7, 1))
        self.assertEqual(self._items(invoice)[1], (date(2027, 7, 1), 100.0))
        later = self._order_invoice(25)
        self.assertEqual(self._items(later)[1], (date(2027, 7, 1), 100.0))

    def test_item_waits_for_an_event_that_does_not_come(self):
        invoice = self._order_invoice(25)
        contracts = self.env["crm.contract"].sudo()
        contracts.env["crm.contract.instalment"]._watch_retained(date(2027, 6, 14))
        self.assertEqual(self._items(invoice)[1][0], date(2027, 6, 15))
        contracts.env["crm.contract.instalment"]._watch_retained(date(2027, 6, 15))
        self.assertEqual(self._items(invoice)[1][0], date(2028, 6, 14))

    def test_released_retention_is_due_now(self):
        invoice = self._order_invoice(25)
        self.guarantee.with_user(self.mona).action_release()
        self.assertEqual(self._items(invoice)[1], (self.TODAY, 100.0))
        self.assertEqual(self._items(self._order_invoice(25)), [(self.TODAY, 2000.0)])

    def test_terms_of_payment_keep_their_parts(self):
        """30 % now, 70 % in 60 days: 5 % of each is held back."""
        terms = self.env["account.payment.term"].create(
            {
                "name": "30/70",
                "line_ids": [
                    Command.create(
                        {"value": "percent", "value_amount": 30, "nb_days": 0}
                    ),
                    Command.create(
                        {"value": "percent", "value_amount": 70, "nb_days": 60}
                    ),
                ],
            }
        )
        invoice = self._order_invoice(25, payment_term_id=terms.id)
        self.assertEqual(
            self._items(invoice),
            [
                (date(2026, 6, 15), 570.0),
                (date(2026, 8, 14), 1330.0),
                (date(2027, 6, 15), 100.0),
            ],
        )
        self.assertEqual(invoice.invoice_date_due, date(2026, 8, 14))

    def test_payments_fill_plan_and_ageing(self):
        """1,900 paid: the payment has them; 100 later go to the guarantee."""
        invoice = self._order_invoice(25)
        regular = invoice.line_ids.filtered(
            lambda i: (
                i.display_type == "payment_term" and not i.crm_contract_retention_id
            )
        )
        self._pay(regular, 1900.0)
        self.assertEqual(
            self._plan(self.contract), [(1900.0, "partial"), (0.0, "waiting")]
        )
        rows = self.env["crm.collection.item"].sudo()
        rows = rows.search([("move_id", "=", invoice.id)])
        self.assertEqual(
            [(r.company_amount, r.bucket_id.name) for r in rows], [(100.0, "Not due")]
        )
        self._pay(self._retained(invoice), 100.0)
        self.assertEqual(self.guarantee.amount_paid, 100.0)
        self.assertEqual(self.payment.amount_paid, 1900.0)
        self.assertLedgerAgrees(self.contract)
        self._retained(invoice).remove_move_reconcile()
        self.assertEqual(self.guarantee.amount_paid, 0.0)
        self.assertLedgerAgrees(self.contract)

    def test_credit_note_takes_back_both_items(self):
        invoice = self._order_invoice(25)
        refund = invoice._reverse_moves(
            [{"invoice_date": self.TODAY, "date": self.TODAY}], cancel=True
        )
        self.assertEqual(
            sorted(a for _day, a in self._items(refund)), [-1900.0, -100.0]
        )
        self.assertEqual(invoice.amount_residual, 0.0)
        self.assertEqual(self.guarantee.amount_invoiced, 0.0)

    def test_nothing_is_asked_twice(self):
        """All 8,000 were invoiced by orders: 400 of it is the guarantee."""
        self._order_invoice(100)
        self.assertEqual(self.guarantee.amount_invoiced, 400.0)
        with self.assertRaisesRegex(UserError, "invoiced already"):
            self._invoice(self.guarantee)

    def test_cents_add_up(self):
        """One piece of 33.33: 1.67 are held back, 31.66 are not."""
        contract = self._make_effective(
            line_ids=[self._line(33.33, quantity=3.0)],
            instalment_ids=[
                self._instalment("Payment", 0.0, "signing", percent=95.0),
                self._instalment(
                    "Guarantee", 0.0, "signing", 365, percent=5.0, is_retention=True
                ),
            ],
        )
        order = contract.with_user(self.sally)._create_order({contract.line_ids: 1.0})
        order.sudo().action_confirm()
        invoice = order.sudo()._create_invoices()
        self.assertEqual([a for _day, a in self._items(invoice)], [31.66, 1.67])

    def test_draft_that_changes_keeps_its_shares(self):
        invoice = self._order_invoice(25)
        invoice.button_draft()
        invoice.invoice_line_ids.price_unit = 40.0
        self.assertEqual([a for _day, a in self._items(invoice)], [950.0, 50.0])
        invoice.crm_contract_id.sudo().instalment_ids[
            1
        ].sudo().date_released = self.TODAY
        invoice.invoice_line_ids.price_unit = 60.0
        self.assertEqual([a for _day, a in self._items(invoice)], [1500.0])
        self.assertFalse(self._retained(invoice))

    def test_invoice_of_an_instalment_is_not_split(self):
        self.assertEqual(len(self._items(self._invoice(self.payment))), 1)

    def test_sums_agree_for_random_books(self):
        """Whatever is ordered, paid, credited, undone and released: ledger = plan."""
        for seed in range(4):
            with self.subTest(seed=seed), self.env.cr.savepoint() as savepoint:
                self._play(Random(seed))
                savepoint.rollback()
            self.env.invalidate_all()

    def _play(self, chance):
        steps = [self._bill, self._settle, self._undo, self._credit]
        self._bill(chance)
        for _number in range(7):
            chance.choice(steps)(chance)
            self.assertLedgerAgrees(self.contract)
            contract = self.contract.sudo()
            self.assertFalse(contract._refresh_collection())
            self.assertFalse(contract._find_differences() & contract)
        self.guarantee.with_user(self.mona).action_release()
        self.assertLedgerAgrees(self.contract)

    def _bill(self, chance):
        left = self.contract.line_ids.qty_to_order
        if left >= 1:
            self._order_invoice(chance.randint(1, min(int(left), 30)))

    def _one(self, chance):
        """An open item of an invoice, what is held back or not."""
        items = self.contract.sudo().invoice_ids.line_ids.filtered(
            lambda i: i.display_type == "payment_term" and i.amount_residual > 0
        )
        return chance.choice(items) if items else items

    def _settle(self, chance):
        if item := self._one(chance):
            self._pay(item, chance.randint(1, 200) * item.amount_residual / 100)

    def _undo(self, chance):
        moves = self.contract.sudo().invoice_ids
        chance.choice(moves).line_ids.remove_move_reconcile()

    def _credit(self, chance):
        if item := self._one(chance):
            item.move_id.line_ids.remove_move_reconcile()
            day = {"invoice_date": self.TODAY, "date": self.TODAY}
            item.move_id._reverse_moves([day], cancel=True)
