# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from .common import ContractsCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15")
class TestContractAttacks(ContractsCommon):
    """What people try over RPC: sam has contracts of his own, this is sally's."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contract = cls._make_effective(
            line_ids=[cls._line(50.0, quantity=100.0)],
            instalment_ids=[cls._instalment("All", 5000.0, "signing")],
            price_tolerance=2.0,
        )
        cls.line = cls.contract.line_ids
        cls.clerk = cls._create_user(
            "clerk_a", "account.group_account_invoice,sales_team.group_sale_salesman"
        )

    def _order(self, quantity=10.0):
        return self.contract.with_user(self.sally)._create_order({self.line: quantity})

    def test_dialogs_show_no_foreign_contract(self):
        """Related fields of a dialog are read as superuser: prices of others."""
        for model, values in (
            ("crm.contract.order", {"contract_id": self.contract.id}),
            ("crm.contract.renew", {"contract_id": self.contract.id}),
            (
                "crm.contract.order.line",
                {"contract_line_id": self.line.id, "order_id": self._own_dialog().id},
            ),
        ):
            dialogs = self.env[model].with_user(self.sam)
            with self.assertRaises(AccessError, msg=model):
                dialogs.create(values)
            with self.assertRaises(AccessError, msg=model):
                dialogs.onchange(values, [], {name: {} for name in values})

    def _own_dialog(self):
        contract = self._create_contract(
            user=self.mona, customer_id=self._create_customer("South", self.sam).id
        )
        return (
            self.env["crm.contract.order"]
            .with_user(self.sam)
            .create({"contract_id": contract.id})
        )

    def test_call_about_a_foreign_customer_shows_nothing(self):
        talks = self.env["crm.collection.talk"].with_user(self.sam)
        with self.assertRaises(AccessError):
            talks.create({"customer_id": self.customer.id, "outcome": "other"})
        steps = self.env["crm.contract.step"].with_user(self.sam)
        step = steps.create({"contract_id": self.contract.id, "step": "accept"})
        with self.assertRaises(AccessError):
            step.read(["contract_state"])

    def test_context_ties_no_order_to_a_foreign_contract(self):
        self.sam.group_ids = [
            Command.link(self.env.ref("sales_team.group_sale_salesman").id)
        ]
        orders = (
            self.env["sale.order"]
            .with_user(self.sam)
            .with_context(default_crm_contract_id=self.contract.id)
        )
        with self.assertRaises(AccessError):
            orders.create({"partner_id": self.contract.partner_id.id})

    def test_suspended_contract_is_not_confirmed_by_a_write(self):
        order = self._order()
        self.contract.with_user(self.mona)._suspend("Dispute")
        with self.assertRaises(UserError):
            order.sudo().action_confirm()
        with self.assertRaisesRegex(UserError, "Suspended"):
            order.sudo().write({"state": "sale"})

    def test_negative_quantity_makes_no_room(self):
        """A quotation of -50 would let the next one ask for 150 of 100."""
        order = self._order(100.0)
        with self.assertRaisesRegex(ValidationError, "negative"):
            order.write(
                {
                    "order_line": [
                        Command.create(
                            {
                                "product_id": self.product_a.id,
                                "product_uom_qty": -50.0,
                            }
                        )
                    ]
                }
            )

    def test_discount_line_undercuts_no_agreed_price(self):
        """The price may differ by 2 %; a line of minus a half would take 50 %."""
        order = self._order()
        with self.assertRaisesRegex(ValidationError, "negative"):
            order.write(
                {
                    "order_line": [
                        Command.create(
                            {"product_id": self.product_b.id, "price_unit": -250.0}
                        )
                    ]
                }
            )

    def test_running_contract_is_not_archived(self):
        """Archived, its overdue money would be in no list and no sum."""
        with self.assertRaisesRegex(UserError, "Effective"):
            self.contract.with_user(self.sally).write({"active": False})
        draft = self._create_contract()
        draft.write({"active": False})
        self.assertFalse(draft.active)

    def test_links_of_invoices_are_not_typed(self):
        """Who may edit invoices does not decide which contract they pay for."""
        other = self._make_effective(
            subject="Other",
            line_ids=[self._line(50.0, quantity=100.0)],
            instalment_ids=[self._instalment("All", 5000.0, "signing")],
        )
        invoice = self._invoice(self.contract.instalment_ids).with_user(self.clerk)
        for values in (
            {"crm_contract_id": other.id},
            {"crm_contract_id": False},
            {"crm_contract_side_document": True},
        ):
            with self.assertRaises(AccessError, msg=values):
                invoice.write(values)
        with self.assertRaises(AccessError):
            invoice.invoice_line_ids.write(
                {"crm_contract_instalment_id": other.instalment_ids.id}
            )
        items = invoice.line_ids.filtered(lambda i: i.display_type == "payment_term")
        with self.assertRaises(AccessError):
            items.write({"crm_contract_retention_id": other.instalment_ids.id})
        with self.assertRaises(AccessError):
            invoice.copy({"crm_contract_side_document": True})

    def test_invoice_without_contract_asks_for_no_instalment(self):
        """Named by a line alone, the instalment would count as invoiced."""
        move = self.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": self._create_customer("Else").partner_id.id,
                "invoice_date": self.TODAY,
                "invoice_line_ids": [
                    Command.create(
                        {
                            "name": "x",
                            "price_unit": 5000.0,
                            "tax_ids": [Command.clear()],
                            "crm_contract_instalment_id": (
                                self.contract.instalment_ids.id
                            ),
                        }
                    )
                ],
            }
        )
        with self.assertRaises(UserError):
            move.action_post()

    def test_who_wrote_or_owns_a_contract_does_not_approve_it(self):
        """The leader has a colleague press the button for the leader's contract."""
        own = self._create_customer("Of the leader", self.lena)
        contract = self._create_contract(user=self.mona, customer_id=own.id)
        contract.action_submit()
        approvals = contract.sudo().approval_ids
        self.assertNotIn(self.lena, approvals.sudo()._current_approvers())
        typed = self._create_contract()
        self.env.cr.execute(
            "UPDATE crm_contract SET create_uid = %s WHERE id = %s",
            (self.lena.id, typed.id),
        )
        typed.invalidate_recordset()
        self.assertIn(self.lena, typed._approval_barred())

    def test_settlement_keeps_the_agreed_price(self):
        """A settlement bills; its prices are the contract's, within its tolerance."""
        self.product_a.invoice_policy = "order"
        order = self._order()
        order.sudo().action_confirm()
        settlement = (
            self.env["crm.contract.settlement"]
            .with_user(self.sally)
            .create({"contract_id": self.contract.id})
        )
        settlement.action_fill()
        settlement.line_ids.price_unit = 40.0
        with self.assertRaisesRegex(UserError, "price"):
            settlement.action_confirm()
        settlement.line_ids.price_unit = 49.5
        settlement.action_confirm()
        self.assertEqual(settlement.state, "effective")

    def test_promise_names_no_foreign_invoice(self):
        stranger = self._create_customer("Stranger", self.sam)
        foreign = self._create_invoice_one_line(
            price_unit=10.0, partner_id=stranger.partner_id, post=True
        )
        talk = (
            self.env["crm.collection.talk"]
            .with_user(self.fina)
            .create(
                {
                    "customer_id": self.customer.id,
                    "outcome": "promise",
                    "promise_amount": 5.0,
                    "promise_date": self.TODAY,
                    "move_ids": [Command.set(foreign.ids)],
                }
            )
        )
        with self.assertRaisesRegex(UserError, "no invoice of"):
            talk.action_record()

    def test_seller_without_contract_rights_confirms_and_invoices(self):
        """Rights on orders are enough for an order that somebody put under one."""
        self.product_a.invoice_policy = "order"
        frame = self._make_effective(
            contract_type="frame",
            line_ids=[self._line(50.0, quantity=100.0)],
            instalment_ids=[],
        )
        clerk = self._create_user(
            "clerk_b",
            "sales_team.group_sale_salesman_all_leads,account.group_account_invoice",
        )
        for contract in (self.contract, frame):
            order = contract.with_user(self.sally)._create_order(
                {contract.line_ids: 10.0}
            )
            order = self._fresh(order, clerk)
            order.action_confirm()
            invoice = self._fresh(order, clerk)._create_invoices()
            invoice.invoice_date = self.TODAY
            self._fresh(invoice, clerk).action_post()
            self.assertEqual(invoice.sudo().crm_contract_id, contract)
            self._fresh(invoice, clerk).button_draft()
            self._fresh(order, clerk)._action_cancel()

    def _fresh(self, record, user):
        """As in a request of its own: nothing is known that others read before."""
        self.env.flush_all()
        self.env.invalidate_all()
        return record.with_user(user)
