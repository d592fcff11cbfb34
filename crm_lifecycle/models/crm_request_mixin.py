# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError


class CrmRequestMixin(models.AbstractModel):
    """Something is asked for some days, and granted or refused by approval.

    A model adds who asks (``user_id``), why (``reason``), ``_request_kind`` (a kind of
    crm.approval) and what a grant does (``_on_granted``).
    """

    _name = "crm.request.mixin"
    _description = "Request for Some Days"
    _inherit = ["crm.approval.mixin", "crm.guarded.mixin", "mail.thread"]

    _request_kind = None

    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    days = fields.Integer(string="For (Days)", required=True, default=7)
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

    @api.ondelete(at_uninstall=False)
    def _unlink_except_asked(self):
        if any(request.state != "draft" for request in self):
            raise UserError(self.env._("Requests that were asked are kept for good."))

    def action_submit(self):
        for request in self:
            request.check_access("write")
            if request.state != "draft":
                raise UserError(
                    self.env._("%s was already submitted.", request.display_name)
                )
            request.sudo().write(request._prepare_submission())
            request._request_approval(self._request_kind, note=request.reason)

    def _prepare_submission(self):
        return {"state": "submitted"}

    def _last_day(self, today):
        """Last day of a grant of today, which counts."""
        return today + timedelta(days=self.days - 1)

    def _on_approval_decided(self, approval):
        self.ensure_one()
        if approval.state != "approved":
            self.sudo().state = "refused"
            return
        today = self.env["crm.customer"]._today(self.company_id)
        self.sudo().write({"state": "granted", "date_until": self._last_day(today)})
        self._on_granted()

    def _on_granted(self):
        """What a grant does at once; nothing by default."""
