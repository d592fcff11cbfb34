# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError


class CrmExportRequest(models.Model):
    """A request to take customers out of the system for some days (S-113)."""

    _name = "crm.export.request"
    _description = "Export Request"
    _inherit = [
        "crm.approval.mixin",
        "crm.guarded.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "id desc"
    _rec_name = "reason"

    _frozen_fields = frozenset({"company_id", "user_id"})
    _approval_content = frozenset({"days", "reason", "to_third_party"})

    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Asked by",
        required=True,
        index=True,
        default=lambda self: self.env.user,
        ondelete="cascade",
    )
    reason = fields.Char(required=True, help="What the list is for, and who gets it.")
    days = fields.Integer(string="For (Days)", default=3, required=True)
    to_third_party = fields.Boolean(
        string="For a Third Party",
        help="Only customers who agreed to the disclosure may be on such a list.",
    )
    date_until = fields.Date(string="Granted until", readonly=True, copy=False)
    state = fields.Selection(
        selection=[
            ("draft", "Draft"),
            ("submitted", "Waiting for Approval"),
            ("granted", "Granted"),
            ("refused", "Refused"),
        ],
        string="Status",
        default="draft",
        required=True,
        readonly=True,
        tracking=True,
        copy=False,
    )

    _days_sane = models.Constraint(
        "CHECK (days BETWEEN 1 AND 30)", "Exports are granted for 1 to 30 days."
    )

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            vals_list = [{**vals, "user_id": self.env.uid} for vals in vals_list]
        return super().create(vals_list)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_asked(self):
        if any(request.state != "draft" for request in self):
            raise UserError(self.env._("Requests that were asked are kept for good."))

    def action_submit(self):
        for request in self:
            request.check_access("write")
            if request.state != "draft":
                raise UserError(self.env._("This request was already submitted."))
            request.sudo().state = "submitted"
            request._request_approval("export", note=request.reason)

    def _approval_title(self):
        return self.env._(
            "%(user)s asks to export customers for %(days)s days",
            user=self.user_id.name,
            days=self.days,
        )

    def _approval_customer(self):
        return self.env["crm.customer"]

    def _on_approval_decided(self, approval):
        self.ensure_one()
        if approval.state != "approved":
            self.sudo().state = "refused"
            return
        today = self.env["crm.customer"]._today(self.company_id)
        until = today + timedelta(days=self.days - 1)
        self.sudo().write({"state": "granted", "date_until": until})

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
