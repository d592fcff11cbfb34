# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models
from odoo.tools import SQL

from ..models.crm_share_queries import composition


class CrmTradeComposition(models.Model):
    """Part of each trade type in the turnover, against the policy (S-462)."""

    _name = "crm.trade.composition"
    _description = "Composition by Trade Type"
    _auto = False
    _order = "company_id, amount desc, id"
    _rec_name = "trade_type_id"
    _depends = {
        "crm.customer": [
            "abc_class",
            "active",
            "company_id",
            "rfm_amount",
            "trade_type_id",
        ],
        "crm.trade.type": ["target_share"],
    }

    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    trade_type_id = fields.Many2one("crm.trade.type", readonly=True)
    customer_count = fields.Integer(string="Customers", readonly=True)
    buyer_count = fields.Integer(
        string="Buyers", readonly=True, help="Customers who bought in the window."
    )
    class_a_count = fields.Integer(string="Customers of Class A", readonly=True)
    amount = fields.Monetary(
        string="Turnover",
        readonly=True,
        help="Untaxed orders less credit notes of the scoring window.",
    )
    share = fields.Float(
        readonly=True, help="Turnover of the type divided by that of the company."
    )
    target_share = fields.Float(
        string="Wanted Share", readonly=True, help="Set at the trade type."
    )
    share_gap = fields.Float(
        string="Against Policy",
        readonly=True,
        help="Share less wanted share, in points; zero where the policy wants none.",
    )

    def action_view_customers(self):
        """The customers behind the number."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_segmentation.crm_customer_action_abc"
        )
        action["domain"] = [
            ("company_id", "=", self.company_id.id),
            ("trade_type_id", "=", self.trade_type_id.id),
        ]
        action["context"] = {}
        return action

    @property
    def _table_query(self):
        customers = self.env["crm.customer"].sudo()
        parts = [
            composition(customers._fact_scope(company))
            for company in self.env.companies.sudo()
        ]
        return SQL(" UNION ALL ").join(SQL("(%s)", part) for part in parts)
