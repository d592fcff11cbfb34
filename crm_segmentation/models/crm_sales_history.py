# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models


class CrmSalesHistory(models.Model):
    """A sale of an older system: counts as turnover, is no document of Odoo.

    Written and deleted by imports only (`crm.sales.import`), by statements on the
    whole import.
    """

    _name = "crm.sales.history"
    _description = "Sale of an Older System"
    _inherit = ["crm.guarded.mixin"]
    _order = "date desc, id desc"

    import_id = fields.Many2one(
        comodel_name="crm.sales.import",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    number = fields.Integer(string="Row", readonly=True, aggregator=None)
    customer_id = fields.Many2one(
        comodel_name="crm.customer",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        comodel_name="res.company", required=True, readonly=True, index=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    date = fields.Date(required=True, readonly=True)
    reference = fields.Char(
        readonly=True,
        help="Number of the document in the older system. Lines of one customer, day "
        "and reference are one order.",
    )
    product_id = fields.Many2one(
        comodel_name="product.product", readonly=True, ondelete="set null"
    )
    quantity = fields.Float(readonly=True)
    amount = fields.Monetary(
        readonly=True, help="Untaxed; below zero is what was given back."
    )

    @api.depends("customer_id", "date", "reference")
    def _compute_display_name(self):
        for sale in self:
            parts = [sale.customer_id.display_name, str(sale.date), sale.reference]
            sale.display_name = ", ".join(part for part in parts if part)
