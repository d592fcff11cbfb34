# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models


class CrmApprovalStep(models.Model):
    _name = "crm.approval.step"
    _description = "Approval Step"
    _inherit = ["crm.guarded.mixin"]
    _order = "approval_id, sequence, id"
    _rec_name = "approver_kind"

    _guarded_fields = frozenset(
        {
            "approval_id",
            "approver_kind",
            "comment",
            "date_decided",
            "decided_by_id",
            "group_id",
            "sequence",
            "state",
            "user_id",
        }
    )

    approval_id = fields.Many2one(
        comodel_name="crm.approval", required=True, ondelete="cascade", index=True
    )
    sequence = fields.Integer(default=10)
    approver_kind = fields.Selection(
        selection="_selection_approver_kind", required=True
    )
    user_id = fields.Many2one("res.users", ondelete="restrict")
    group_id = fields.Many2one("res.groups", ondelete="restrict")
    state = fields.Selection(
        string="Status",
        selection=[
            ("waiting", "Waiting"),
            ("approved", "Approved"),
            ("refused", "Refused"),
        ],
        default="waiting",
        required=True,
    )
    decided_by_id = fields.Many2one("res.users", string="Answered by")
    date_decided = fields.Datetime(string="Answered on")
    comment = fields.Char()

    @api.model
    def _selection_approver_kind(self):
        return (
            self.env["crm.approval.rule.step"]
            ._fields["approver_kind"]
            ._description_selection(self.env)
        )

    def _approvers(self):
        """Users who may answer this step today.

        Delegates of an approver may answer while the delegation lasts. The requester
        never may (four eyes); without anybody left the directors of the company do.
        """
        self.ensure_one()
        step = self.sudo()
        approval = step.approval_id
        users = step._addressed_users()
        users |= self.env["crm.approval.delegation"].sudo()._delegates_of(users)
        users = users.filtered(
            lambda u: u.active and approval.company_id in u.company_ids
        )
        barred = approval._barred_users()
        return (users - barred) or (step._directors() - barred)

    def _addressed_users(self):
        if self.approver_kind == "user":
            return self.user_id
        if self.approver_kind == "group":
            return self.group_id.all_user_ids
        return self.approval_id.customer_id.team_id.user_id or self._requester_leader()

    def _requester_leader(self):
        return self.approval_id.requester_id.sale_team_id.user_id

    def _directors(self):
        group = self.env.ref("crm_lifecycle.crm_lifecycle_group_director")
        company = self.approval_id.company_id
        return group.all_user_ids.filtered(
            lambda u: u.active and company in u.company_ids
        )
