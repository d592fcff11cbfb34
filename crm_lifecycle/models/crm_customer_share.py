# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError


class CrmCustomerShare(models.Model):
    """Who supplies how much of what a customer needs, as somebody found out."""

    _name = "crm.customer.share"
    _description = "Share of a Customer's Purchases"
    _order = "date desc, share desc, id"
    _rec_name = "categ_id"
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
    categ_id = fields.Many2one(
        comodel_name="product.category",
        string="Goods",
        required=True,
        ondelete="restrict",
        index=True,
    )
    supplier_id = fields.Many2one(
        comodel_name="res.partner",
        string="Competitor",
        ondelete="restrict",
        index="btree_not_null",
        help="Empty: it is us.",
    )
    is_us = fields.Boolean(string="Us", compute="_compute_is_us", store=True)
    share = fields.Float(string="Share (%)", required=True, aggregator="avg")
    date = fields.Date(string="As of", required=True, default=fields.Date.context_today)
    source = fields.Selection(
        selection=[
            ("volume", "Asked for this year's volume"),
            ("plan", "Asked for this year's sales plan"),
            ("purchases", "Asked what they plan to buy from us"),
            ("sales", "Derived from our sales"),
            ("stock", "Derived from stock and turnover"),
            ("statement", "From its financial statement"),
            ("companies", "Asked other companies"),
        ],
        required=True,
        default="volume",
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Found out by",
        required=True,
        default=lambda self: self.env.user,
        domain="[('share', '=', False)]",
    )
    note = fields.Char(help="Which of their goods, at what price, why from them.")

    _share_percent = models.Constraint(
        "CHECK (share > 0 AND share <= 100)", "A share is between 0 and 100 percent."
    )
    _row_unique = models.UniqueIndex(
        "(customer_id, categ_id, date, COALESCE(supplier_id, 0))",
        "This supplier is listed for these goods and this day already.",
    )

    @api.depends("supplier_id")
    def _compute_is_us(self):
        for share in self:
            share.is_us = not share.supplier_id

    @api.constrains("customer_id", "categ_id", "date", "share")
    def _check_total(self):
        groups = self._read_group(
            [
                ("customer_id", "in", self.customer_id.ids),
                ("categ_id", "in", self.categ_id.ids),
                ("date", "in", self.mapped("date")),
            ],
            ["customer_id", "categ_id", "date:day"],
            ["share:sum"],
        )
        for customer, category, day, total in groups:
            if total > 100.005:
                raise ValidationError(
                    self.env._(
                        "%(customer)s: the shares of %(goods)s on %(day)s add up to "
                        "%(total)s %%. Lower one of them.",
                        customer=customer.display_name,
                        goods=category.display_name,
                        day=day,
                        total=round(total, 2),
                    )
                )
