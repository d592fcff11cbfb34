# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError


class CrmApprovalDelegation(models.Model):
    _name = "crm.approval.delegation"
    _description = "Delegation of Approvals"
    _order = "date_from desc, id desc"
    _rec_name = "delegate_id"

    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Instead of",
        required=True,
        index=True,
        ondelete="cascade",
        default=lambda self: self.env.user,
    )
    delegate_id = fields.Many2one(
        comodel_name="res.users",
        string="Answers",
        required=True,
        ondelete="cascade",
        domain="[('share', '=', False)]",
    )
    date_from = fields.Date(required=True, default=fields.Date.context_today)
    date_until = fields.Date(required=True, string="Last Day")

    _dates_ordered = models.Constraint(
        "CHECK (date_until >= date_from)", "The last day is before the first."
    )
    _not_self = models.Constraint(
        "CHECK (user_id != delegate_id)", "Nobody delegates to himself."
    )

    @api.constrains("user_id")
    def _check_user_id(self):
        director = self.env.user.has_group("crm_lifecycle.crm_lifecycle_group_director")
        if not director and any(line.user_id != self.env.user for line in self):
            raise AccessError(
                self.env._("Only a director delegates for somebody else.")
            )

    @api.model
    def _delegates_of(self, users):
        today = fields.Date.context_today(self)
        return self.search(
            [
                ("user_id", "in", users.ids),
                ("date_from", "<=", today),
                ("date_until", ">=", today),
            ]
        ).delegate_id
