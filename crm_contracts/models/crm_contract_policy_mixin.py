# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .crm_credit_rules import limit_in_force


class CrmContractPolicyMixin(models.AbstractModel):
    """Review before approval, who else is asked, and the credit behind the decision."""

    _name = "crm.contract.policy.mixin"
    _description = "Review of Contracts"

    extra_approver_ids = fields.Many2many(
        comodel_name="res.users",
        relation="crm_contract_extra_approver_rel",
        string="Also Ask",
        groups="base.group_user",
        domain="[('share', '=', False)]",
        help="People who approve in addition to those the rules name, in this order.",
    )
    approval_preview = fields.Text(
        string="Who Is Asked",
        compute="_compute_approval_preview",
        groups="base.group_user",
    )

    @api.depends(
        "amount_total_company", "contract_type", "extra_approver_ids", "customer_id"
    )
    def _compute_approval_preview(self):
        """Who would be asked if the contract were submitted now.

        Words for the form of one contract: rules are conditions on the customer, which
        are not asked for contract by contract in a list.
        """
        self.approval_preview = False
        if len(self) == 1 and self.state == "draft":
            self.approval_preview = self._describe_approvers()

    @api.constrains("extra_approver_ids")
    def _check_extra_approver_ids(self):
        for contract in self:
            for user in contract.extra_approver_ids:
                if user.share or contract.company_id not in user.sudo().company_ids:
                    raise ValidationError(
                        self.env._(
                            "%(user)s does not work for %(company)s and cannot approve "
                            "%(contract)s.",
                            user=user.name,
                            company=contract.company_id.name,
                            contract=contract.display_name,
                        )
                    )

    def _describe_approvers(self):
        lines = []
        for kind, label in (
            ("contract_review", self.env._("Review")),
            ("contract", self.env._("Approval")),
        ):
            rules = self._approval_rules(kind, self.amount_total_company)
            words = [step._describe() for step in rules.step_ids]
            if kind == "contract":
                words = words or [self.env._("a director")]
                words += self.extra_approver_ids.mapped("name")
            if words:
                lines.append(f"{label}: {', '.join(dict.fromkeys(words))}")
        return "\n".join(lines)

    def _approval_extra_users(self):
        return self.extra_approver_ids

    def _over_credit(self, amount):
        """By how much the customer would owe more than the credit limit, 0 if not.

        amount: of the new contract, in the company's currency. The limits in force
        count, decided ones and those of the customer's group, as they hold documents.
        """
        self.ensure_one()
        company, partner = self.company_id, self.partner_id
        policy = company._credit_policy()
        found = self.env["crm.customer"]._credit_standings(company, partner)
        excess = 0.0
        for standing in found.get(partner.id, ()):
            limit, _source = limit_in_force(standing, policy)
            if limit is not None:
                excess = max(excess, standing.exposure + amount - limit)
        return excess

    def _needs_review(self):
        return bool(self._approval_rules("contract_review", self.amount_total_company))

    def _ask_review(self):
        self._move_to("review")
        self._request_approval("contract_review", amount=self.amount_total_company)

    def _on_review_decided(self, approval):
        """Re-checked: on to the approvers, in the name of who submitted it."""
        if self.state != "review":
            return
        answered = approval.step_ids.filtered("decided_by_id")[-1:]
        comment = answered.comment or ""
        if approval.state != "approved":
            self._move_to("draft")
            self._log_event(approval.state, description=comment)
            return
        self._log_event("reviewed", description=comment)
        self.with_user(approval.requester_id).sudo()._ask_approval()
