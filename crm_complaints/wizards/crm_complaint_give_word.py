# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import api, fields, models

TEMPLATE = "crm_complaints.crm_complaint_template_promise"


class CrmComplaintGiveWord(models.TransientModel):
    """Asks what is promised until when; the customer gets the chosen letter."""

    _name = "crm.complaint.give.word"
    _description = "Promise Something to a Customer"

    complaint_id = fields.Many2one("crm.complaint", required=True, readonly=True)
    name = fields.Char(string="What", required=True)
    date_due = fields.Datetime(
        string="Until",
        required=True,
        default=lambda self: fields.Datetime.now() + timedelta(days=1),
    )
    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="To Whom",
        compute="_compute_partner_id",
        compute_sudo=False,
        store=True,
        readonly=False,
        required=True,
    )
    commercial_partner_id = fields.Many2one(
        related="complaint_id.customer_id.partner_id",
        related_sudo=False,
        string="Company",
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Who Keeps It",
        required=True,
        default=lambda self: self.env.user,
        domain="[('share', '=', False)]",
    )
    is_sent = fields.Boolean(
        string="Write to the Customer",
        default=True,
        help="Off: it was promised on the phone or at a visit.",
    )
    template_id = fields.Many2one(
        comodel_name="mail.template",
        string="Letter",
        domain="[('model', '=', 'crm.complaint')]",
        default=lambda self: self.env.ref(TEMPLATE, raise_if_not_found=False),
    )

    @api.depends("complaint_id")
    def _compute_partner_id(self):
        for dialog in self:
            dialog.partner_id = dialog.complaint_id.partner_id

    def action_confirm(self):
        self.ensure_one()
        values = {
            "name": self.name,
            "date_due": self.date_due,
            "partner_id": self.partner_id.id,
            "user_id": self.user_id.id,
        }
        letter = self.template_id if self.is_sent else self.template_id.browse()
        self.complaint_id._promise(values, letter)
        return {"type": "ir.actions.act_window_close"}
