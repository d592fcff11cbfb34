# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import date_utils

from . import crm_volume_rules
from .crm_volume_queries import turnover_of_periods

# Sources whose volume follows from other numbers: nobody types it.
DERIVED = ("sales", "stock")


class CrmCustomerVolume(models.Model):
    """What a customer trades in all in a period, where we know that from, our part.

    Our turnover of the period against it is our share of wallet; the newest year that
    is known makes the facts of the customer (S-465 to S-467).
    """

    _name = "crm.customer.volume"
    _description = "Own Volume of a Customer"
    _inherit = ["crm.guarded.mixin", "mail.thread"]
    _order = "date_to desc, date desc, id desc"
    _rec_name = "customer_id"
    _check_company_auto = True

    customer_id = fields.Many2one(
        comodel_name="crm.customer",
        required=True,
        ondelete="cascade",
        index=True,
        tracking=True,
    )
    company_id = fields.Many2one(
        related="customer_id.company_id",
        store=True,
        precompute=True,
        required=True,
        index=True,
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    date_from = fields.Date(
        string="From", required=True, default=lambda self: self._this_year()[0]
    )
    date_to = fields.Date(
        string="To", required=True, default=lambda self: self._this_year()[1]
    )
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
        tracking=True,
    )
    amount = fields.Monetary(
        string="Own Volume",
        compute="_compute_amount",
        store=True,
        readonly=False,
        tracking=True,
        help="What the customer buys or sells in the period, whoever supplies it.",
    )
    our_percent = fields.Float(
        string="Our Estimated Share (%)",
        help="The part of the volume that our sales are believed to be.",
    )
    stock_value = fields.Monetary(help="What lies at the customer's, at its prices.")
    stock_days = fields.Float(
        string="Stock Lasts (Days)", help="How long this stock lasts, as counted."
    )
    date = fields.Date(string="Found out on", required=True, default=fields.Date.today)
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Found out by",
        required=True,
        default=lambda self: self.env.user,
        domain="[('share', '=', False)]",
    )
    note = fields.Text()
    our_amount = fields.Monetary(
        string="Our Turnover",
        compute="_compute_our_amount",
        help="Untaxed orders less credit notes of the period.",
    )
    wallet_share = fields.Float(string="Share of Wallet", compute="_compute_our_amount")

    _period_forward = models.Constraint(
        "CHECK (date_to >= date_from)", "The period ends on or after its first day."
    )
    _source_numbers = models.Constraint(
        "CHECK ((source != 'sales' OR our_percent BETWEEN 0.01 AND 100)"
        " AND (source != 'stock' OR (stock_value > 0 AND stock_days > 0)))",
        "A volume derived from our sales needs our estimated share (up to 100 %), one "
        "derived from stock its value and how many days it lasts.",
    )

    @api.depends(
        "customer_id",
        "source",
        "our_percent",
        "stock_value",
        "stock_days",
        "date_from",
        "date_to",
    )
    def _compute_amount(self):
        """Derived where the source says how, otherwise as somebody entered it."""
        for volume in self:
            dated = volume.date_from and volume.date_to
            if volume.source == "stock" and volume.stock_days > 0 and dated:
                days = (volume.date_to - volume.date_from).days + 1
                volume.amount = crm_volume_rules.from_stock(
                    volume.stock_value, volume.stock_days, days
                )
            elif volume.source == "sales" and volume.our_percent > 0:
                volume.amount = crm_volume_rules.from_share(
                    volume.our_amount, volume.our_percent
                )
            else:
                volume.amount = volume.amount

    @api.depends("customer_id", "date_from", "date_to", "amount")
    def _compute_our_amount(self):
        """One statement per company for all rows of the screen."""
        sums = {}
        for company, volumes in self.sudo().grouped("company_id").items():
            periods = [
                (volume.customer_id.id, volume.date_from, volume.date_to)
                for volume in volumes
                if volume.customer_id and volume.date_from and volume.date_to
            ]
            if periods:
                sums |= self._turnover_of(company, periods)
        for volume in self:
            key = (volume.customer_id.id, volume.date_from, volume.date_to)
            volume.our_amount = sums.get(key, 0)
            known = volume.amount > 0
            volume.wallet_share = volume.our_amount / volume.amount if known else 0

    @api.constrains("customer_id", "amount", "source")
    def _check_amount(self):
        for volume in self:
            if volume.amount <= 0:
                raise ValidationError(
                    self.env._(
                        "%(customer)s: a volume of %(amount)s says nothing. Enter what "
                        "was found out, or the numbers it is derived from.",
                        customer=volume.customer_id.display_name,
                        amount=volume.amount,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            if vals.get("source") in DERIVED:
                vals.pop("amount", None)
        volumes = super().create(vals_list)
        volumes.customer_id._touch_for_volume()
        return volumes

    def write(self, vals):
        customers = self.customer_id
        result = super().write(vals)
        if "amount" in vals:
            self.filtered(lambda volume: volume.source in DERIVED)._compute_amount()
        (customers | self.customer_id)._touch_for_volume()
        return result

    def unlink(self):
        customers = self.customer_id
        result = super().unlink()
        customers._touch_for_volume()
        return result

    def action_view_orders(self):
        """The orders behind our turnover."""
        self.ensure_one()
        return self.customer_id._action_view_sales(self.date_from, self.date_to)

    @api.model
    def _this_year(self):
        return date_utils.get_fiscal_year(fields.Date.context_today(self))

    @api.model
    def _turnover_of(self, company, periods):
        """{(customer id, from, to): untaxed turnover in the company's currency}."""
        self.env["sale.order"].flush_model()
        self.env["account.move"].flush_model()
        customers = self.env["crm.customer"].sudo()
        members = customers.browse({customer for customer, _from, _to in periods})
        query = turnover_of_periods(customers._fact_scope(company, members), periods)
        return {row[:3]: row[3] for row in self.env.execute_query(query)}
