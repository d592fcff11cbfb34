# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmApprovalRuleStep(models.Model):
    _name = "crm.approval.rule.step"
    _description = "Approver of a Rule"
    _order = "rule_id, sequence, id"
    _rec_name = "approver_kind"

    rule_id = fields.Many2one(
        comodel_name="crm.approval.rule", required=True, ondelete="cascade", index=True
    )
    sequence = fields.Integer(default=10)
    approver_kind = fields.Selection(
        selection=[
            ("leader", "Leader of the owner's team"),
            ("group", "Anybody of a group"),
            ("user", "One person"),
        ],
        default="leader",
        required=True,
    )
    user_id = fields.Many2one("res.users", ondelete="restrict")
    group_id = fields.Many2one("res.groups", ondelete="restrict")

    _approver_named = models.Constraint(
        "CHECK (approver_kind = 'leader'"
        " OR (approver_kind = 'user' AND user_id IS NOT NULL)"
        " OR (approver_kind = 'group' AND group_id IS NOT NULL))",
        "Choose the person or the group that approves.",
    )

    def _prepare_step_values(self):
        self.ensure_one()
        return {
            "sequence": self.sequence,
            "approver_kind": self.approver_kind,
            "user_id": self.user_id.id,
            "group_id": self.group_id.id,
        }
