# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from ..models.crm_contract_rules import percent_amounts
from .common import ContractsCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15")
class TestContractMoneyAttacks(ContractsCommon):
    """100 pieces at 50: 5,000 in one instalment, without taxes."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.product_a.invoice_policy = "order"
        cls.contract = cls._make_effective(
            line_ids=[cls._line(50.0, quantity=100.0)],
            instalment_ids=[cls._instalment("All", 5000.0, "signing")],
        )
        cls.plan = cls.contract.instalment_ids

    def _settlement(self, quantity=100.0):
        order = self.contract.with_user(self.sally)._create_order(
            {self.contract.line_ids: quantity}
        )
        order.sudo().action_confirm()
        settlement = (
            self.env["crm.contract.settlement"]
            .with_user(self.sally)
            .create({"contract_id": self.contract.id})
        )
        settlement.action_fill()
        settlement.action_confirm()
        return settlement

    def test_settlement_and_instalment_bill_the_contract_once(self):
        """Both drafts are made before either is posted; the second is refused."""
        settled = self._settlement().with_user(self.fina)._create_invoice()
        planned = self._invoice(self.plan, post=False)
        settled.invoice_date = self.TODAY
        settled.action_post()
        with self.assertRaisesRegex(UserError, "10,000.00"):
            planned.action_post()

    def test_order_and_instalment_bill_the_contract_once(self):
        self._invoice(self.plan)
        order = self.contract.with_user(self.sally)._create_order().sudo()
        order.action_confirm()
        invoice = order._create_invoices()
        invoice.invoice_date = self.TODAY
        with self.assertRaisesRegex(UserError, "at most"):
            invoice.action_post()

    def test_credit_note_takes_back_no_more_than_was_invoiced(self):
        """Otherwise the instalment could be invoiced again beyond its amount."""
        invoice = self._invoice(self.plan)
        refund = invoice._reverse_moves([{"invoice_date": self.TODAY}])
        refund.invoice_line_ids.price_unit = 6000.0
        with self.assertRaisesRegex(UserError, "1,000.00"):
            refund.action_post()

    def test_credit_note_stays_with_its_contract(self):
        other = self._make_effective(
            subject="Other",
            line_ids=[self._line(50.0, quantity=100.0)],
            instalment_ids=[self._instalment("All", 5000.0, "signing")],
        )
        invoice = self._invoice(self.plan)
        self._invoice(other.instalment_ids)
        refund = invoice._reverse_moves(
            [{"invoice_date": self.TODAY, "crm_contract_id": other.id}]
        )
        refund.sudo().invoice_line_ids.crm_contract_instalment_id = other.instalment_ids
        with self.assertRaisesRegex(UserError, "belongs to"):
            refund.action_post()

    def _side(self, kind, taxes=None):
        """A rebate of 100 untaxed on a contract with these taxes."""
        self.contract.line_ids.sudo().tax_ids = taxes or self.env["account.tax"]
        penalty = (
            self.env["crm.contract.penalty"]
            .with_user(self.sally)
            .create(
                {
                    "contract_id": self.contract.id,
                    "kind": kind,
                    "amount_base": 1000.0,
                    "days_late": 10,
                    "percent_per_day": 1.0,
                }
            )
        )
        return penalty.with_user(self.fina)._book()

    def test_side_documents_are_no_part_of_what_was_invoiced(self):
        """A penalty of 100 leaves the contract's 5,000 as they are."""
        self._invoice(self.plan)
        self._side("payment")
        self.assertEqual(self.contract.sudo().amount_invoiced, 5000.0)

    def test_penalty_holds_nothing_back(self):
        """Retention money is a share of the price; a penalty is due as a whole."""
        self.contract = self._make_effective(
            subject="Held",
            line_ids=[self._line(50.0, quantity=100.0)],
            instalment_ids=[
                self._instalment("Goods", 4500.0, "signing"),
                self._instalment("Held", 500.0, "acceptance", is_retention=True),
            ],
        )
        move = self._side("payment")
        items = move.line_ids.filtered(lambda i: i.display_type == "payment_term")
        self.assertEqual(items.mapped("balance"), [100.0])
        self.assertFalse(items.crm_contract_retention_id)

    def test_price_with_tax_included_lowers_by_the_untaxed_amount(self):
        """100 without tax is 115 with 15 % in the price; not 86.96 and 13.04."""
        tax = self.env["account.tax"].create(
            {"name": "15 in", "amount": 15.0, "price_include_override": "tax_included"}
        )
        move = self._side("delivery", tax)
        self.assertEqual((move.amount_untaxed, move.amount_total), (100.0, 115.0))

    def test_accounts_are_those_of_the_contracts_company(self):
        """Finance has another company on the screen."""
        other = self.setup_other_company()["company"]
        self.fina.company_ids = [Command.link(other.id)]
        account = self.contract.line_ids.product_id.with_company(
            self.company
        )._get_product_accounts()["income"]
        both = (other | self.company).ids
        plan = self.plan.with_user(self.fina).with_context(allowed_company_ids=both)
        invoice = plan._create_invoice(plan.contract_id)
        self.assertEqual(invoice.company_id, self.company)
        self.assertEqual(invoice.invoice_line_ids.account_id, account)

    def test_percentages_never_make_a_negative_instalment(self):
        """Ten times 10 % of 5 yen: rounded up nine times, the last has to give."""
        amounts = percent_amounts(5, [10] * 10, 0)
        self.assertEqual((sum(amounts), min(amounts)), (5, 0))
        thirds = percent_amounts(100.0, [33.3333, 33.3333, 33.3334], 2)
        self.assertEqual(thirds, [33.33, 33.33, 33.34])

    def test_late_payment_is_charged_once(self):
        """By the contract's penalty or by interest, not by both."""
        self.company.write(
            {"collection_interest_rate": 7.3, "collection_interest_grace": 0}
        )
        invoice = self._invoice(self.plan, day=date(2026, 6, 15))
        charge = self.customer.with_user(self.fina)
        day = date(2026, 9, 1)
        self.assertTrue(charge.sudo()._interest_due(day))
        penalty = (
            self.env["crm.contract.penalty"]
            .with_user(self.sally)
            .create(
                {
                    "contract_id": self.contract.id,
                    "instalment_id": self.plan.id,
                    "amount_base": 5000.0,
                    "days_late": 10,
                    "percent_per_day": 0.05,
                }
            )
        )
        claimed = penalty.with_user(self.fina)._book()
        moves = [row["move_id"] for row in charge.sudo()._interest_due(day)]
        self.assertNotIn(invoice.id, moves)
        self.assertNotIn(claimed.id, moves)

    def test_penalty_is_on_what_was_late(self):
        """5,000 due on the 18th: 4,000 in time, 1,000 ten days late at 0.1 % a day."""
        contract = self._make_effective(
            subject="Late",
            penalty_payment=0.1,
            line_ids=[self._line(50.0, quantity=100.0)],
            instalment_ids=[self._instalment("All", 5000.0, "signing")],
        )
        self._advance(contract, 4000.0, day=date(2026, 6, 18))
        late = contract.with_user(self.sally)._propose_penalties(date(2026, 6, 28))
        self.assertEqual(
            (late.amount_base, late.days_late, late.amount), (1000.0, 10, 10.0)
        )

    def test_penalty_after_interest_is_refused(self):
        self.company.write(
            {"collection_interest_rate": 7.3, "collection_interest_grace": 0}
        )
        self._invoice(self.plan, day=date(2026, 6, 15))
        self.customer.with_user(self.fina)._charge_interest(date(2026, 9, 1))
        penalty = (
            self.env["crm.contract.penalty"]
            .with_user(self.sally)
            .create(
                {
                    "contract_id": self.contract.id,
                    "instalment_id": self.plan.id,
                    "amount_base": 5000.0,
                    "days_late": 10,
                    "percent_per_day": 0.05,
                }
            )
        )
        with self.assertRaisesRegex(UserError, "interest"):
            penalty.with_user(self.fina).action_claim()
