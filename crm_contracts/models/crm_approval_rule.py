# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models

from .crm_credit_grade import RISKS, risk_rank


class CrmApprovalRule(models.Model):
    """Rules for contracts may also look at the type and at what the customer owes.

    A rule with such a condition adds its approvers to those that the amount asks for,
    or takes their place when it says so.
    """

    _inherit = "crm.approval.rule"

    contract_type = fields.Selection(
        selection=lambda self: self._selection_contract_type(),
        help="Empty: contracts of every type.",
    )
    contract_over_credit = fields.Boolean(
        string="Above the Credit Limit",
        help="Only when what the customer owes, what was ordered and the contract "
        "together exceed the customer's credit limit.",
    )
    contract_days_overdue = fields.Integer(
        string="From Days Overdue",
        help="Only when the oldest unpaid item is late by so many days.",
    )
    contract_risk = fields.Selection(
        selection=RISKS,
        string="From Risk",
        help="Only for customers of this risk or a worse one, by the grade that counts "
        "today and the market.",
    )
    contract_alone = fields.Boolean(
        string="Instead of the Rule by Amount",
        help="The approvers of this rule take the place of those the amount asks for; "
        "otherwise they are asked in addition.",
    )

    _contract_days_positive = models.Constraint(
        "CHECK (contract_days_overdue >= 0)", "Days overdue cannot be negative."
    )

    @api.model
    def _selection_contract_type(self):
        field = self.env["crm.contract"]._fields["contract_type"]
        return field._description_selection(self.env)

    def _is_conditional(self):
        self.ensure_one()
        return bool(
            self.contract_type
            or self.contract_over_credit
            or self.contract_days_overdue
            or self.contract_risk
        )

    def _fits_contract(self, facts):
        """Whether every condition of the rule holds; facts: ApprovalFacts."""
        self.ensure_one()
        return (
            self.amount_from <= facts.amount
            and self.contract_type in (False, facts.contract_type)
            and (facts.over_credit or not self.contract_over_credit)
            and facts.days_overdue >= self.contract_days_overdue
            and risk_rank(facts.risk) >= risk_rank(self.contract_risk)
        )

    @api.model
    def _contract_rules(self, kind, company, facts):
        """Rules whose approvers are asked one after the other: by amount, then extra.

        Of the rules without a condition the one with the highest fitting amount
        counts, the company's own before the shared one; every rule whose conditions
        hold adds its approvers.
        """
        rules = self.sudo().search(
            [("kind", "=", kind), ("company_id", "in", [company.id, False])]
        )
        rules = rules.filtered(lambda rule: rule._fits_contract(facts)).sorted(
            lambda rule: (bool(rule.company_id), rule.amount_from, rule.id)
        )
        extra = rules.filtered(lambda rule: rule._is_conditional())
        alone = extra.filtered("contract_alone")[-1:]
        base = alone or (rules - extra)[-1:]
        return base | (extra - base).filtered(lambda rule: not rule.contract_alone)
