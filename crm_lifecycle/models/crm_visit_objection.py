# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmVisitObjection(models.Model):
    """What the customer objected, and what he was answered."""

    _name = "crm.visit.objection"
    _description = "Objection"
    _inherit = ["crm.visit.line.mixin"]
    _order = "id"

    visit_id = fields.Many2one(
        comodel_name="crm.customer.visit",
        required=True,
        ondelete="cascade",
        index=True,
    )
    customer_id = fields.Many2one(
        related="visit_id.customer_id", store=True, index=True
    )
    company_id = fields.Many2one(related="visit_id.company_id", store=True)
    visit_date = fields.Datetime(related="visit_id.date_start", store=True)
    kind = fields.Selection(
        selection=[
            ("delay", "Delay"),
            ("price", "Price"),
            ("product", "Product"),
            ("source", "Supplier or source"),
            ("refusal", "Polite refusal"),
        ],
        required=True,
        default="price",
    )
    name = fields.Char(string="Objection", required=True)
    answer = fields.Char(string="Answer Given")
    is_settled = fields.Boolean(string="Settled")
