# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmMarketMove(models.Model):
    """What a competitor did, what it does to us, and what we do about it (S-551)."""

    _name = "crm.market.move"
    _description = "Competitor Move"
    _inherit = ["crm.market.record.mixin", "mail.thread", "mail.activity.mixin"]
    _order = "date desc, id desc"

    name = fields.Char(string="What They Did", required=True, tracking=True)
    active = fields.Boolean(default=True)
    date = fields.Date(required=True, default=fields.Date.context_today, tracking=True)
    competitor_id = fields.Many2one(
        comodel_name="res.partner",
        required=True,
        ondelete="restrict",
        index=True,
        domain="[('is_company', '=', True)]",
        tracking=True,
    )
    kind = fields.Selection(
        selection=[
            ("price", "Price"),
            ("terms", "Terms of payment or delivery"),
            ("product", "New or better product"),
            ("promotion", "Promotion or advertising"),
            ("channel", "New channel or region"),
            ("customer", "Approach to our customers"),
            ("capacity", "Capacity"),
            ("people", "People"),
            ("other", "Other"),
        ],
        string="Kind of Move",
        required=True,
        default="price",
        tracking=True,
    )
    product_id = fields.Many2one(
        comodel_name="product.product",
        string="Against Our Product",
        ondelete="restrict",
        index="btree_not_null",
        domain="[('sale_ok', '=', True)]",
    )
    effect = fields.Selection(
        selection=[
            ("good", "Good for us"),
            ("none", "None"),
            ("slight", "Slight loss"),
            ("heavy", "Heavy loss"),
        ],
        string="Effect on Us",
        required=True,
        default="none",
        tracking=True,
    )
    effect_amount = fields.Monetary(
        string="Turnover at Stake", help="In a year, as far as it can be told."
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    response = fields.Text(string="What We Do")

    _amount_not_negative = models.Constraint(
        "CHECK (effect_amount >= 0)", "Turnover at stake is no less than nothing."
    )
