# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models


class CrmComplaintOverviewMixin(models.AbstractModel):
    """What an agent on the phone sees of the customer beside the complaint."""

    _name = "crm.complaint.overview.mixin"
    _description = "Customer beside a Complaint"

    company_id = fields.Many2one("res.company")
    currency_id = fields.Many2one(related="company_id.currency_id")
    customer_bought = fields.Text(
        string="Bought Last", compute="_compute_customer_overview"
    )
    customer_open_amount = fields.Monetary(
        string="Open Money",
        compute="_compute_customer_overview",
        help="What the books of the company say that the customer owes.",
    )
    customer_open_complaint_ids = fields.Many2many(
        comodel_name="crm.complaint",
        string="Open Complaints",
        compute="_compute_customer_open_complaint_ids",
    )

    @api.depends("customer_id")
    def _compute_customer_overview(self):
        customers = self.customer_id._origin.sudo()
        bought = customers._last_purchases(3)
        for complaint in self:
            customer = complaint.customer_id._origin.sudo()
            complaint.customer_bought = bought.get(customer.id, False)
            complaint.customer_open_amount = customer.receivable_balance

    @api.depends("customer_id")
    def _compute_customer_open_complaint_ids(self):
        groups = self.env["crm.complaint"]._read_group(
            [
                ("customer_id", "in", self.customer_id._origin.ids),
                ("is_open", "=", True),
            ],
            ["customer_id"],
            ["id:recordset"],
        )
        found = dict(groups)
        nothing = self.env["crm.complaint"]
        for complaint in self:
            others = found.get(complaint.customer_id._origin, nothing)
            complaint.customer_open_complaint_ids = others - complaint._origin
