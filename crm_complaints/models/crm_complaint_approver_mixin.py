# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models
from odoo.fields import Command

DIRECTORS = "crm_lifecycle.crm_lifecycle_group_director"


class CrmComplaintApproverMixin(models.AbstractModel):
    """Who may say yes to a compensation: whose own limit covers it, and above the
    limit of managers the people of a rule for it, by default a director."""

    _name = "crm.complaint.approver.mixin"
    _description = "Approver of a Compensation"

    def _approval_barred(self):
        """Nobody approves what he proposed, even when a colleague offers it."""
        return super()._approval_barred() | self.user_id

    def _managers_limit(self):
        """What a manager may grant to this customer, in the company's currency."""
        return self._with_tier(self.company_id.complaint_limit_manager)

    def _is_above(self, limit):
        """Whether more is granted with this one than a limit covers."""
        total = self._granted_so_far()
        return self.company_currency_id.compare_amounts(total, limit) > 0

    def _words_above_managers(self):
        """Why a second yes is needed; empty when a manager decides alone."""
        limit = self._managers_limit()
        if not self._is_above(limit):
            return ""
        return self.env._(
            "Above the %s that complaint managers grant to this customer: somebody "
            "above them says yes as well.",
            self.company_currency_id.format(limit),
        )

    def _prepare_approval_values(self, kind, amount, note, rule):
        values = super()._prepare_approval_values(kind, amount, note, rule)
        if kind == "compensation" and self._is_above(self._managers_limit()):
            commands = values["step_ids"]
            last = max(command[2].get("sequence", 10) for command in commands)
            values["step_ids"] = [
                *commands,
                *(Command.create(step) for step in self._steps_above_limit(last)),
            ]
        return values

    def _steps_above_limit(self, last):
        """Values of the steps that follow a sequence number."""
        rule = self.env["crm.approval.rule"]._rule_above_limit(
            self.company_id, self.amount_company
        )
        steps = [step._prepare_step_values() for step in rule.step_ids] or [
            {"approver_kind": "group", "group_id": self.env.ref(DIRECTORS).id}
        ]
        return [
            {**step, "sequence": last + number, "is_above_limit": True}
            for number, step in enumerate(steps, start=1)
        ]

    def _further_approvers(self, approval):
        """Whoever said yes needs a limit of his own that covers it: a delegate, a
        manager whose limit was lowered meanwhile, or who was named by a rule may not
        have one."""
        steps = approval.step_ids
        if approval.kind != "compensation" or steps.filtered("is_above_limit"):
            return []
        people = steps.decided_by_id
        limit = max(map(self._limit_of, people), default=0.0)
        is_director = any(user.has_group(DIRECTORS) for user in people)
        if is_director or not self._is_above(limit):
            return []
        return self._steps_above_limit(max(steps.mapped("sequence")))
