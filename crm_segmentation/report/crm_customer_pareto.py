# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models
from odoo.tools import SQL

from ..models.crm_share_queries import BASES, ranking


class CrmCustomerPareto(models.Model):
    """Which customers make the turnover and the profit, the largest first (S-483)."""

    _name = "crm.customer.pareto"
    _description = "Pareto of Customers"
    _auto = False
    _order = "company_id, basis, dimension, trade_type_id, place, id"
    _rec_name = "customer_id"
    _depends = {
        "crm.customer": [
            "active",
            "company_id",
            "partner_id",
            "rfm_amount",
            "trade_type_id",
        ],
        "crm.customer.value": ["amount_ordered", "customer_id"],
        "res.partner": ["country_id", "state_id"],
    }

    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    basis = fields.Selection(
        selection=[("turnover", "Turnover"), ("profit", "Profit")],
        string="Measured by",
        readonly=True,
    )
    dimension = fields.Selection(
        selection=[
            ("company", "Whole Company"),
            ("country", "Country"),
            ("region", "Region"),
            ("trade_type", "Trade Type"),
        ],
        string="Inside",
        readonly=True,
    )
    trade_type_id = fields.Many2one("crm.trade.type", readonly=True)
    state_id = fields.Many2one("res.country.state", string="Region", readonly=True)
    country_id = fields.Many2one("res.country", readonly=True)
    customer_id = fields.Many2one("crm.customer", readonly=True)
    user_id = fields.Many2one(related="customer_id.user_id", string="Owner")
    place = fields.Integer(readonly=True, aggregator="min")
    amount = fields.Monetary(readonly=True)
    share = fields.Float(
        readonly=True, help="Part of the sum of the group, losses counted."
    )
    cumulative = fields.Float(
        string="Cumulative Share",
        readonly=True,
        aggregator="max",
        help="With all larger ones. It passes 100 % before losses bring it back.",
    )
    is_few = fields.Boolean(
        string="Largest Fifth",
        readonly=True,
        help="One of the largest 20 % of the customers. The part is a setting of the "
        "company.",
    )
    is_top = fields.Boolean(
        string="Top Customer",
        readonly=True,
        help="One of the largest customers; how many is a setting (10).",
    )
    is_loss = fields.Boolean(
        string="Loss", readonly=True, help="Costs more than it brings."
    )

    def action_view_customer(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "crm.customer",
            "res_id": self.customer_id.id,
            "views": [(False, "form")],
        }

    @property
    def _table_query(self):
        customers = self.env["crm.customer"].sudo()
        parts = [
            ranking(
                customers._fact_scope(company), BASES, company._concentration_rules()
            )
            for company in self.env.companies.sudo()
        ]
        return SQL(" UNION ALL ").join(SQL("(%s)", part) for part in parts)
