# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models
from odoo.tools import SQL

from ..models.crm_key_queries import key_account_rows


class CrmKeyAccountReport(models.Model):
    """What the key-account programme reaches: success, margin, share (S-512)."""

    _name = "crm.key.account.report"
    _description = "Key Accounts"
    _auto = False
    _order = "day desc, id desc"
    _rec_name = "customer_id"
    _depends = {
        "sale.order": ["currency_rate", "date_order", "state", "user_id"],
        "sale.order.line": ["price_subtotal", "product_id", "product_uom_qty"],
        "account.move": ["invoice_date", "state"],
        "account.move.line": ["balance", "product_id", "quantity"],
        "crm.lead": ["company_id", "date_closed", "partner_id", "type", "won_status"],
        "crm.customer": ["abc_class", "date_key_recognised", "kind_id", "user_id"],
        "crm.customer.kind": ["is_key_account"],
        "crm.customer.volume": ["amount", "date_from", "date_to"],
        "crm.segment": ["active", "is_key_account", "sequence"],
        "crm.segment.membership": ["date_to", "segment_id"],
        "crm.sales.history": ["amount", "date", "product_id"],
    }

    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    customer_id = fields.Many2one("crm.customer", readonly=True)
    user_id = fields.Many2one("res.users", string="Salesperson", readonly=True)
    team_id = fields.Many2one("crm.team", string="Sales Team", readonly=True)
    trade_type_id = fields.Many2one("crm.trade.type", readonly=True)
    abc_class = fields.Char(string="ABC Class", readonly=True)
    rfm_segment_id = fields.Many2one(
        comodel_name="crm.rfm.segment", string="RFM Segment", readonly=True
    )
    state_id = fields.Many2one("res.country.state", string="Region", readonly=True)
    country_id = fields.Many2one("res.country", readonly=True)
    account = fields.Selection(
        selection=[("key", "Key account"), ("other", "Other customer")],
        string="Key Account or Other",
        readonly=True,
        help="Key accounts are members of a segment marked as key accounts, customers "
        "of a key kind, and those recognised by a checklist.",
    )
    segment_id = fields.Many2one(
        comodel_name="crm.segment",
        string="Key Segment",
        readonly=True,
        help="The first segment of key accounts to which the customer belongs now.",
    )
    origin = fields.Selection(
        selection=[
            ("sale", "Sale"),
            ("opportunity", "Closed opportunity"),
            ("volume", "Own volume of a day"),
        ],
        readonly=True,
    )
    document = fields.Char(readonly=True)
    lead_id = fields.Many2one("crm.lead", string="Opportunity", readonly=True)
    day = fields.Date(readonly=True)
    amount = fields.Monetary(string="Turnover", readonly=True)
    margin = fields.Monetary(readonly=True)
    closed = fields.Integer(string="Closed Opportunities", readonly=True)
    won = fields.Integer(readonly=True)
    success = fields.Float(
        string="Win Rate",
        readonly=True,
        aggregator="avg",
        help="Won opportunities of those that were won or lost.",
    )
    known_amount = fields.Monetary(
        string="Turnover with Known Volume",
        readonly=True,
        help="Turnover on days of which the customer's own volume is known.",
    )
    volume = fields.Monetary(string="Own Volume", readonly=True)

    def action_view_source(self):
        """The opportunity or the order behind the row, else the customer."""
        self.ensure_one()
        model, record_id = "crm.customer", self.customer_id.id
        if self.lead_id:
            model, record_id = "crm.lead", self.lead_id.id
        elif (self.document or "").startswith("o"):
            model, record_id = "sale.order", int(self.document[1:])
        return {
            "type": "ir.actions.act_window",
            "res_model": model,
            "res_id": record_id,
            "views": [(False, "form")],
        }

    @property
    def _table_query(self):
        customers = self.env["crm.customer"].sudo()
        has_order_cost = "purchase_price" in self.env["sale.order.line"]._fields
        parts = [
            key_account_rows(customers._fact_scope(company), has_order_cost)
            for company in self.env.companies.sudo()
        ]
        return SQL(" UNION ALL ").join(SQL("(%s)", part) for part in parts)
