# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models

from . import crm_stock_rules
from .crm_customer_queries import touch_accounts


class CrmCustomerStock(models.Model):
    """A count of what a customer still has of our goods, and how fast it goes."""

    _name = "crm.customer.stock"
    _description = "Stock at a Customer"
    _order = "date desc, id desc"
    _rec_name = "product_id"
    _check_company_auto = True

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
    product_id = fields.Many2one(
        comodel_name="product.product",
        required=True,
        ondelete="restrict",
        index=True,
        domain="[('sale_ok', '=', True)]",
    )
    uom_id = fields.Many2one(related="product_id.uom_id", string="Unit")
    date = fields.Date(
        string="Counted on", required=True, default=fields.Date.context_today
    )
    quantity = fields.Float(string="Stock on Hand", digits="Product Unit")
    monthly_use = fields.Float(string="Use per Month", digits="Product Unit")
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Reported by",
        required=True,
        default=lambda self: self.env.user,
        domain="[('share', '=', False)]",
    )
    source = fields.Selection(
        selection=[
            ("counted", "Counted by Us"),
            ("told", "Told by the Customer"),
            ("estimated", "Estimated"),
        ],
        default="told",
        required=True,
    )
    date_empty = fields.Date(
        string="Lasts until",
        compute="_compute_date_empty",
        store=True,
        help="Day of the count plus 30 days per month's use on hand.",
    )
    reorder_quantity = fields.Float(
        string="Offer",
        compute="_compute_reorder_quantity",
        digits="Product Unit",
        help="What is needed so that they have stock for the days the company says.",
    )

    _numbers_positive = models.Constraint(
        "CHECK (quantity >= 0 AND monthly_use >= 0)",
        "Stock and use cannot be negative.",
    )
    _day_unique = models.Constraint(
        "UNIQUE (customer_id, product_id, date)",
        "This product was counted at the customer on this day already.",
    )

    @api.depends("date", "quantity", "monthly_use")
    def _compute_date_empty(self):
        for count in self:
            count.date_empty = count.date and crm_stock_rules.day_stock_ends(
                count.date, count.quantity, count.monthly_use
            )

    @api.depends("quantity", "monthly_use", "company_id.lifecycle_stock_days")
    def _compute_reorder_quantity(self):
        for count in self:
            count.reorder_quantity = crm_stock_rules.reorder_quantity(
                count.quantity,
                count.monthly_use,
                count.sudo().company_id.lifecycle_stock_days,
            )

    @api.model_create_multi
    def create(self, vals_list):
        counts = super().create(vals_list)
        counts._touch_customers()
        return counts

    def write(self, vals):
        result = super().write(vals)
        self._touch_customers()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_touch_customers(self):
        self._touch_customers()

    def _touch_customers(self):
        customers = self.sudo().customer_id
        if customers:
            self.env.execute_query(touch_accounts(customers.ids))
            customers._wake_refresh()
