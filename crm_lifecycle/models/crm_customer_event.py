# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmCustomerEvent(models.Model):
    """An event of the customer's own: anniversary, opening, fair, campaign.

    The care calendar opens a task ahead of it, so that we help or congratulate in time.
    """

    _name = "crm.customer.event"
    _description = "Event of a Customer"
    _inherit = ["crm.guarded.mixin"]
    _order = "date desc, id desc"

    _frozen_fields = frozenset({"customer_id"})

    customer_id = fields.Many2one(
        comodel_name="crm.customer", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(
        related="customer_id.company_id",
        store=True,
        precompute=True,
        required=True,
        index=True,
    )
    user_id = fields.Many2one(
        related="customer_id.user_id", string="Owner", store=True, index=True
    )
    name = fields.Char(string="Event", required=True)
    date = fields.Date(required=True, default=fields.Date.context_today)
    is_yearly = fields.Boolean(string="Every Year")
    lead_days = fields.Integer(
        string="Days ahead",
        default=14,
        help="Time to prepare our help, present or visit.",
    )
    support = fields.Text(string="Our Support", help="What we give, send or help with.")

    _lead_positive = models.Constraint(
        "CHECK (lead_days >= 0)", "A task opens before the event, not after."
    )
