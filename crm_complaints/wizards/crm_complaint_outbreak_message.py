# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models


class CrmComplaintOutbreakMessage(models.TransientModel):
    _name = "crm.complaint.outbreak.message"
    _description = "Message to the Customers of an Outbreak"

    outbreak_id = fields.Many2one(
        "crm.complaint.outbreak", required=True, ondelete="cascade"
    )
    line_ids = fields.Many2many(
        comodel_name="crm.complaint.outbreak.customer",
        relation="crm_complaint_outbreak_message_rel",
        column1="message_id",
        column2="line_id",
        string="Customers",
        compute="_compute_line_ids",
        store=True,
        readonly=False,
    )
    subject = fields.Char(required=True)
    body = fields.Html(required=True)

    @api.depends("outbreak_id")
    def _compute_line_ids(self):
        """Those who were not told yet and have a mail address."""
        for wizard in self:
            wizard.line_ids = wizard.outbreak_id.customer_ids.filtered(
                lambda line: line.state == "open" and line.email
            )

    def action_send(self):
        self.ensure_one()
        self.outbreak_id._write_customers(self.line_ids, self.subject, self.body)
