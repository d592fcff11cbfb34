# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.tools import SQL

from ..models.crm_share_queries import BASES, concentration

GROUPS = {
    "trade_type": "trade_type_id",
    "region": "state_id",
    "country": "country_id",
}


class CrmConcentration(models.Model):
    """How much depends on how few customers, trade types and regions (S-483 to S-485).

    By turnover, or by profit: what is left of the orders of the history after goods,
    returns, compensation, credit and visits; losses lower it.

    Also S-509 and S-511: a group is dependent when its largest customer, or a company
    when one of its groups, holds more than the company's limit.
    """

    _name = "crm.concentration"
    _description = "Concentration"
    _auto = False
    _order = "company_id, basis, dimension, amount desc, id"
    _rec_name = "dimension"
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
        help="Turnover of the scoring window; or profit, the contribution of the "
        "customers' history after all costs. Losses lower it, so that the profitable "
        "ones may hold more than 100 %.",
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
    group_name = fields.Char(string="Group", compute="_compute_group_name")
    customer_count = fields.Integer(string="Buyers", readonly=True)
    amount = fields.Monetary(readonly=True)
    share = fields.Float(string="Share of Company", readonly=True, aggregator=None)
    largest_id = fields.Many2one(
        comodel_name="crm.customer", string="Largest Customer", readonly=True
    )
    largest_share = fields.Float(
        string="Share of the Largest",
        readonly=True,
        aggregator="max",
        help="Losing this customer would lose so much of the group.",
    )
    top_share = fields.Float(
        string="Share of the Top Customers",
        readonly=True,
        aggregator="max",
        help="Part of the largest customers; how many is a setting (10).",
    )
    few_share = fields.Float(
        string="Share of the Largest Fifth",
        readonly=True,
        aggregator="max",
        help="Pareto: part that the largest 20 % of the buyers hold. The part is a "
        "setting of the company.",
    )
    most_count = fields.Integer(
        string="Buyers for 80 %",
        readonly=True,
        aggregator="max",
        help="How few customers make 80 %. The percentage is a setting.",
    )
    hhi = fields.Float(
        string="HHI",
        readonly=True,
        aggregator="max",
        digits=(16, 4),
        help="Herfindahl-Hirschman index: the sum of the squared shares. One customer "
        "gives 1, a hundred equal ones 0.01.",
    )
    loss_count = fields.Integer(string="Loss-Making", readonly=True)
    loss_amount = fields.Monetary(string="Losses", readonly=True)
    loss_share = fields.Float(
        string="Share of Losses",
        readonly=True,
        aggregator=None,
        help="What loss-making customers take from the profit of the group.",
    )
    is_dependent = fields.Boolean(
        string="Depends on Few",
        readonly=True,
        help="The largest customer, or this group in the company, holds more than the "
        "limit of the company (50 %).",
    )

    @api.depends("dimension", "trade_type_id", "state_id", "country_id")
    def _compute_group_name(self):
        for row in self:
            name = row._group_record().display_name
            if row.dimension == "company":
                name = row.company_id.name
            row.group_name = name or self.env._("Unknown")

    def action_view_customers(self):
        """The buyers of the group, the largest first, the largest fifth marked."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_segmentation.crm_customer_pareto_action"
        )
        group = GROUPS.get(self.dimension, "company_id")
        action["domain"] = [
            ("company_id", "=", self.company_id.id),
            ("basis", "=", self.basis),
            ("dimension", "=", self.dimension),
            (group, "=", self[group].id),
        ]
        action["context"] = {}
        return action

    def _group_record(self):
        return self[GROUPS.get(self.dimension, "company_id")]

    @property
    def _table_query(self):
        customers = self.env["crm.customer"].sudo()
        parts = [
            concentration(
                customers._fact_scope(company), BASES, company._concentration_rules()
            )
            for company in self.env.companies.sudo()
        ]
        return SQL(" UNION ALL ").join(SQL("(%s)", part) for part in parts)
