# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from .common import ContractsCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15")
class TestContractApproval(ContractsCommon):
    def test_type_adds_an_approver(self):
        """A frame contract of 900: the leader by amount, and finance by the rule."""
        self._rule("Frame", contract_type="frame")
        frame = self._small(contract_type="frame")
        self.assertEqual(self._asked(frame), ["leader", "group"])
        self.assertEqual(self._asked(self._small()), ["leader"])

    def test_rule_instead_of_the_amount(self):
        """A trusted type goes to finance alone, whatever the amount."""
        self._rule("Service", contract_type="service", contract_alone=True)
        contract = self._create_contract(contract_type="service")
        self.assertEqual(self._asked(contract), ["group"])

    def test_same_approver_is_asked_once(self):
        rule = self._rule("Service", contract_type="service")
        rule.step_ids = [
            Command.clear(),
            Command.create({"approver_kind": "leader"}),
        ]
        contract = self._small(contract_type="service")
        self.assertEqual(self._asked(contract), ["leader"])

    def test_above_the_credit_limit_finance_is_asked(self):
        """900 on a limit of 800 is 100 above it; 900 on 900 is not."""
        partner = self.customer.partner_id.with_company(self.company)
        self.company.account_use_credit_limit = True
        partner.credit_limit = 900.0
        self.assertEqual(self._asked(self._small()), ["leader"])
        partner.credit_limit = 800.0
        contract = self._small()
        self.assertEqual(self._asked(contract), ["leader", "group"])
        note = contract.sudo().approval_ids.note
        self.assertIn("Above the credit limit by $\xa0100.00", note)

    def test_decided_limit_counts_for_the_approval(self):
        """A decision of 500 stands above what was typed in Accounting."""
        limits = self.env["crm.credit.limit"].sudo()
        limits.create(
            {
                "customer_id": self.customer.id,
                "amount": 500.0,
                "date_from": "2026-06-01",
                "reason": "Young company",
                "state": "approved",
            }
        )
        contract = self._small()
        self.assertEqual(self._asked(contract), ["leader", "group"])
        note = contract.sudo().approval_ids.note
        self.assertIn("Above the credit limit by $\xa0400.00", note)

    def test_late_payer_goes_to_the_director(self):
        """59 days late is the leader's, 60 the director's as well."""
        customer = self.customer.sudo()
        customer.receivable_days_overdue = 59
        self.assertEqual(self._asked(self._small()), ["leader"])
        customer.receivable_days_overdue = 60
        self.assertEqual(self._asked(self._small()), ["leader", "group"])

    def test_risk_of_the_customer_adds_an_approver(self):
        """From medium on finance is asked too; the starting grade counts as well."""
        self._rule("Risk", contract_risk="medium")
        low, medium, high = (
            self.env.ref(f"crm_contracts.crm_credit_grade_{name}").sudo()
            for name in ("aaa", "b", "d")
        )
        self.assertEqual((low.risk, high.risk), ("low", "high"))
        medium.risk = "medium"
        (low | medium | high).write(
            {"contract_prepayment": 0, "contract_days": 90, "approval_group_id": False}
        )
        customer = self.customer.sudo()
        self.assertEqual(self._asked(self._small()), ["leader"])
        for grade, asked in (
            (low, ["leader"]),
            (medium, ["leader", "group"]),
            (high, ["leader", "group"]),
        ):
            customer.credit_grade_id = grade
            contract = self._small()
            self.assertEqual(self._asked(contract), asked)
        self.assertIn("Risk of the customer: High", contract.sudo().approval_ids.note)
        customer.credit_grade_id = False
        self.company.crm_credit_grade_id = medium
        self.assertEqual(self._asked(self._small()), ["leader", "group"])

    def test_chosen_people_are_asked_last(self):
        contract = self._small()
        contract.extra_approver_ids = self.mona
        self.assertIn("mona_c", contract.approval_preview)
        contract.action_submit()
        approval = contract.sudo().approval_ids
        approval.with_user(self.lena).action_approve()
        self.assertEqual(contract.state, "approval")
        approval.with_user(self.mona).action_approve()
        self.assertEqual(contract.state, "approved")

    def test_nobody_outside_the_company_is_chosen(self):
        portal = self._create_user("portal_c", "base.group_portal")
        with self.assertRaisesRegex(ValidationError, "cannot approve"):
            self._small().extra_approver_ids = portal

    def test_approvers_are_chosen_in_draft_only(self):
        contract = self._small()
        contract.action_submit()
        with self.assertRaisesRegex(UserError, "no draft"):
            contract.extra_approver_ids = self.mona

    def test_review_comes_before_approval(self):
        """Edit, re-check, submit, audit: finance passes it on for the salesperson."""
        self.env.ref("crm_contracts.crm_approval_rule_contract_review").active = True
        contract = self._small()
        contract.action_submit()
        self.assertEqual(contract.state, "review")
        review = contract.sudo().approval_ids
        with self.assertRaises(AccessError):
            review.with_user(self.lena).action_approve()
        review.with_user(self.fina).action_approve("Checked")
        self.assertEqual(contract.state, "approval")
        approval = contract.sudo().approval_ids - review
        self.assertEqual(approval.requester_id, self.sally)
        approval.with_user(self.lena).action_approve()
        self.assertEqual(contract.state, "approved")
        kinds = contract.event_ids.sorted("id").mapped("kind")
        self.assertEqual(kinds, ["created", "submitted", "reviewed", "approved"])

    def test_refused_review_returns_to_draft(self):
        self.env.ref("crm_contracts.crm_approval_rule_contract_review").active = True
        contract = self._small()
        contract.action_submit()
        review = contract.sudo().approval_ids
        review.with_user(self.fina).action_refuse("No delivery date")
        self.assertEqual(contract.state, "draft")
        contract.action_submit()
        contract.with_user(self.sally).action_withdraw()
        self.assertEqual(contract.state, "draft")

    def _small(self, **values):
        return self._create_contract(
            line_ids=[self._line(900.0)],
            instalment_ids=[self._instalment("All", 900.0, "signing")],
            **values,
        )

    def _asked(self, contract):
        contract.action_submit()
        return contract.sudo().approval_ids.step_ids.mapped("approver_kind")

    def _rule(self, name, **values):
        group = self.env.ref("crm_contracts.crm_contracts_group_finance")
        step = {"approver_kind": "group", "group_id": group.id}
        return self.env["crm.approval.rule"].create(
            {
                "name": name,
                "kind": "contract",
                "step_ids": [Command.create(step)],
                **values,
            }
        )
