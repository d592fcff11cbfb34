# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

from .crm_credit_grade import risk_rank

EARLY_TRIGGERS = ("signing", "order", "date")


class CrmContractGradeMixin(models.AbstractModel):
    """Riskier customers get stricter contracts: the grade says how strict."""

    _name = "crm.contract.grade.mixin"
    _description = "Contracts by Credit Grade"
    _inherit = ["crm.contract.flow.mixin", "crm.approval.mixin"]

    company_id = fields.Many2one("res.company")
    customer_id = fields.Many2one("crm.customer")
    credit_grade_id = fields.Many2one(
        related="customer_id.credit_grade_id", string="Customer's Credit Grade"
    )
    credit_risk = fields.Selection(
        related="customer_id.credit_risk", string="Customer's Risk"
    )
    credit_state = fields.Selection(
        related="customer_id.credit_state", string="Customer's Credit"
    )
    is_money_first = fields.Boolean(
        string="Money First",
        tracking=True,
        help="Goods of this contract leave only as far as their money has come.",
    )

    def _credit_grade_now(self):
        """The grade that counts today: the customer's own, or the starting one."""
        return self.customer_id.sudo()._grade_now(self.company_id)

    def _credit_risk_now(self):
        """The worse risk of the grade that counts today and of the market."""
        market = self.customer_id.sudo().credit_market_id
        return max(self._credit_grade_now().risk, market.risk, key=risk_rank)

    def _check_complete(self):
        result = super()._check_complete()
        grade = self._credit_grade_now()
        if grade:
            self._check_prepayment(grade)
            self._check_days(grade)
        return result

    def _check_prepayment(self, grade):
        early = self.instalment_ids.filtered(
            lambda line: line.trigger in EARLY_TRIGGERS
        )
        wanted = self.currency_id.round(
            self.amount_total * grade.contract_prepayment / 100
        )
        planned = sum(early.mapped("amount"))
        if self.currency_id.compare_amounts(planned, wanted) < 0:
            raise UserError(
                self.env._(
                    "%(contract)s: customers of grade %(grade)s pay at least "
                    "%(percent)s %% before delivery, which is %(wanted)s; the plan "
                    "has %(planned)s by signing, order or date.",
                    contract=self.display_name,
                    grade=grade.name,
                    percent=f"{grade.contract_prepayment:g}",
                    wanted=self.currency_id.format(wanted),
                    planned=self.currency_id.format(planned),
                )
            )

    def _check_days(self, grade):
        late = self.instalment_ids.filtered(
            lambda line: line.trigger != "date" and line.days > grade.contract_days
        )[:1]
        if late:
            raise UserError(
                self.env._(
                    "%(contract)s: “%(instalment)s” is due %(days)s days after its "
                    "event; grade %(grade)s allows %(allowed)s.",
                    contract=self.display_name,
                    instalment=late.name,
                    days=late.days,
                    grade=grade.name,
                    allowed=grade.contract_days,
                )
            )

    def _prepare_approval_values(self, kind, amount, note, rule):
        """A group that the grade names says yes as well, last."""
        values = super()._prepare_approval_values(kind, amount, note, rule)
        group = self._credit_grade_now().approval_group_id
        if kind == "contract" and group:
            step = {"sequence": 90, "approver_kind": "group", "group_id": group.id}
            values["step_ids"] = [*values["step_ids"], Command.create(step)]
        return values
