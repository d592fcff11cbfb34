# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError


class CrmComplaintCost(models.Model):
    """Time spent, other cost, or income of a complaint, one line each."""

    _name = "crm.complaint.cost"
    _description = "Cost of a Complaint"
    _inherit = ["crm.complaint.part.mixin"]
    _order = "complaint_id, date, id"
    _check_company_auto = True

    complaint_id = fields.Many2one(
        comodel_name="crm.complaint", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(
        related="complaint_id.company_id", store=True, precompute=True, index=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    date = fields.Date(required=True, default=fields.Date.context_today)
    kind = fields.Selection(
        selection=[
            ("handling", "Handling Time"),
            ("travel", "Travel"),
            ("other", "Other Cost"),
            ("revenue", "Service Invoiced"),
        ],
        default="handling",
        required=True,
        index=True,
    )
    name = fields.Char(string="What")
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Who",
        default=lambda self: self.env.user,
        domain="[('share', '=', False)]",
        check_company=True,
    )
    hours = fields.Float(help="Time spent; it costs the hourly rate of the settings.")
    invoice_id = fields.Many2one(
        comodel_name="account.move",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
        domain="[('move_type', '=', 'out_invoice'), ('state', '=', 'posted'), "
        "('company_id', '=', company_id)]",
        help="The invoice of a service that the customer paid for.",
    )
    amount = fields.Monetary(
        compute="_compute_amount",
        store=True,
        readonly=False,
        precompute=True,
        help="Without tax. Handling time: hours times rate; service invoiced: the "
        "untaxed total of the invoice.",
    )

    _amount_positive = models.Constraint(
        "CHECK (amount >= 0 AND hours >= 0)",
        "Amounts and hours of a cost line cannot be negative.",
    )

    @api.depends("kind", "hours", "invoice_id", "company_id")
    def _compute_amount(self):
        for line in self:
            if line.kind == "handling":
                rate = line.company_id.complaint_hour_cost
                line.amount = (line.currency_id or self.env.company.currency_id).round(
                    line.hours * rate
                )
            elif line.kind == "revenue" and line.invoice_id:
                line.amount = abs(line.sudo().invoice_id.amount_untaxed_signed)
            else:
                line.amount = line.amount or 0.0

    @api.constrains("kind", "invoice_id", "complaint_id")
    def _check_invoice_id(self):
        for line in self.filtered("invoice_id"):
            invoice = line.sudo().invoice_id
            if (
                line.kind != "revenue"
                or invoice.move_type != "out_invoice"
                or invoice.state != "posted"
                or invoice.commercial_partner_id
                != line.complaint_id.sudo().customer_id.partner_id
            ):
                raise ValidationError(
                    self.env._(
                        "%(complaint)s: %(invoice)s is no posted invoice of its "
                        "customer for a service.",
                        complaint=line.complaint_id.name,
                        invoice=invoice.display_name,
                    )
                )
