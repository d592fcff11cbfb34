# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models


class CrmExportRequest(models.Model):
    """A request to take customers out of the system for some days (S-113)."""

    _name = "crm.export.request"
    _description = "Export Request"
    _inherit = ["crm.request.mixin", "mail.activity.mixin"]
    _order = "id desc"
    _rec_name = "reason"

    _request_kind = "export"
    _frozen_fields = frozenset({"company_id", "user_id"})
    _approval_content = frozenset({"days", "reason", "to_third_party"})

    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Asked by",
        required=True,
        index=True,
        default=lambda self: self.env.user,
        ondelete="cascade",
    )
    reason = fields.Char(required=True, help="What the list is for, and who gets it.")
    days = fields.Integer(default=3)
    to_third_party = fields.Boolean(
        string="For a Third Party",
        help="Only customers who agreed to the disclosure may be on such a list.",
    )

    _days_sane = models.Constraint(
        "CHECK (days BETWEEN 1 AND 30)", "Exports are granted for 1 to 30 days."
    )

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            vals_list = [{**vals, "user_id": self.env.uid} for vals in vals_list]
        return super().create(vals_list)

    def _approval_title(self):
        return self.env._(
            "%(user)s asks to export customers for %(days)s days",
            user=self.user_id.name,
            days=self.days,
        )

    def _approval_customer(self):
        return self.env["crm.customer"]

    @api.model
    def _grants(self):
        """Requests by which the user may export in the current company today."""
        day = self.env["crm.customer"]._today(self.env.company)
        return self.sudo().search(
            [
                ("user_id", "=", self.env.uid),
                ("company_id", "=", self.env.company.id),
                ("state", "=", "granted"),
                ("date_until", ">=", day),
            ]
        )
