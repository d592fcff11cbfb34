# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from typing import NamedTuple

from odoo import models
from odoo.fields import Command


class ApprovalFacts(NamedTuple):
    """What decides who approves a contract.

    amount: in the company's currency; over_credit: whether the contract leads the
    customer above the credit limit; days_overdue: of the customer's oldest open item;
    risk: the worse one of the grade that counts today and the market
    """

    amount: float
    contract_type: str
    over_credit: bool = False
    days_overdue: int = 0
    risk: str | bool = False


class CrmContractApprovalMixin(models.AbstractModel):
    """Who approves a contract or an amendment: by amount, type, credit and choice."""

    _name = "crm.contract.approval.mixin"
    _description = "Approval of Contracts"

    def _approval_contract(self):
        """The contract the question is about."""
        return self

    def _approval_barred(self):
        """Neither who wrote it nor whose customer it is, whoever pressed the button."""
        return self.sudo().create_uid | self._approval_contract().sudo().user_id

    def _approval_extra_users(self):
        """People whom the asker wants to ask as well."""
        return self.env["res.users"]

    def _approval_facts(self, amount):
        contract = self._approval_contract().sudo()
        return ApprovalFacts(
            amount=amount,
            contract_type=contract.contract_type,
            over_credit=bool(contract._over_credit(amount)),
            days_overdue=contract.customer_id.receivable_days_overdue,
            risk=contract._credit_risk_now(),
        )

    def _approval_rules(self, kind, amount):
        contract = self._approval_contract()
        return self.env["crm.approval.rule"]._contract_rules(
            kind, contract.company_id, self._approval_facts(amount)
        )

    def _prepare_approval_values(self, kind, amount, note, rule):
        """Approvers of every rule that fits, each asked once, then those chosen."""
        rules = self._approval_rules(kind, amount)
        values = super()._prepare_approval_values(kind, amount, note, rules[:1])
        steps = [command[2] for command in values["step_ids"]]
        known = {self._approver_key(step) for step in steps}
        chosen = [
            {"approver_kind": "user", "user_id": user.id, "group_id": False}
            for user in self._approval_extra_users()
        ]
        added = [step._prepare_step_values() for step in rules[1:].step_ids]
        for step in added + chosen:
            if self._approver_key(step) not in known:
                known.add(self._approver_key(step))
                steps.append(step)
        values["step_ids"] = [
            Command.create({**step, "sequence": 10 * number})
            for number, step in enumerate(steps, start=1)
        ]
        values["note"] = note or self._approval_reasons(rules, amount)
        return values

    def _approver_key(self, step):
        return (step["approver_kind"], step.get("user_id"), step.get("group_id"))

    def _approval_reasons(self, rules, amount):
        """What the approver should know before he answers, line by line."""
        contract, facts = self._approval_contract(), self._approval_facts(amount)
        currency = contract.company_id.currency_id
        lines = [
            self.env._("Amount: %s", currency.format(amount)),
            self.env._("Rules: %s", ", ".join(rules.mapped("name")) or "-"),
        ]
        if facts.over_credit:
            excess = contract.sudo()._over_credit(amount)
            lines.append(
                self.env._("Above the credit limit by %s", currency.format(excess))
            )
        if facts.days_overdue:
            lines.append(
                self.env._("Oldest item overdue by %s days", facts.days_overdue)
            )
        if facts.risk:
            risks = contract.customer_id._fields["credit_risk"]
            labels = dict(risks._description_selection(self.env))
            lines.append(self.env._("Risk of the customer: %s", labels[facts.risk]))
        return "\n".join(lines)
