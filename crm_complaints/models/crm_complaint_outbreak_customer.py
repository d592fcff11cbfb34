# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmComplaintOutbreakCustomer(models.Model):
    _name = "crm.complaint.outbreak.customer"
    _description = "Customer of an Outbreak"
    _inherit = ["crm.guarded.mixin"]
    _order = "outbreak_id, state, quantity desc, id"
    _rec_name = "partner_id"

    outbreak_id = fields.Many2one(
        comodel_name="crm.complaint.outbreak",
        required=True,
        readonly=True,
        ondelete="cascade",
        index=True,
    )
    company_id = fields.Many2one(related="outbreak_id.company_id", store=True)
    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Customer",
        required=True,
        readonly=True,
        ondelete="cascade",
        index=True,
    )
    email = fields.Char(related="partner_id.email")
    phone = fields.Char(related="partner_id.phone")
    quantity = fields.Float(readonly=True, digits="Product Unit")
    date_last = fields.Date(string="Last Bought", readonly=True)
    state = fields.Selection(
        selection=[("open", "To Tell"), ("told", "Told"), ("answered", "Answered")],
        default="open",
        required=True,
        readonly=True,
    )
    date_told = fields.Date(string="Told on", readonly=True)
    user_id = fields.Many2one("res.users", string="Told by", readonly=True)
    note = fields.Char(help="How it was told, and what the customer said.")

    _partner_unique = models.UniqueIndex(
        "(outbreak_id, partner_id)", "A customer is listed once in an outbreak."
    )

    def action_told(self):
        """Told by phone or in person."""
        self._record_told(self.env._("In person"))

    def action_answered(self):
        self.check_access("write")
        self.filtered(lambda line: line.state == "told").sudo().state = "answered"

    def _record_told(self, how):
        self.check_access("write")
        for line in self.filtered(lambda line: line.state == "open"):
            line.sudo().write(
                {
                    "state": "told",
                    "date_told": fields.Date.context_today(self),
                    "user_id": self.env.uid,
                    "note": line.note or how,
                }
            )
