# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.tools import SQL, format_date

from ..models.crm_cohort_rules import MONTHS
from ..models.crm_retention_queries import part_of_turnover, retention


class CrmCustomerRetention(models.Model):
    """Who stayed, came and came back, and what they bought and cost (S-554, S-555)."""

    _name = "crm.customer.retention"
    _description = "Retention, New and Old Customers"
    _auto = False
    _order = "kind, date desc, company_id, id"
    _rec_name = "date"
    _depends = {
        "sale.order": ["amount_untaxed", "currency_rate", "date_order", "state"],
        "sale.order.line": ["product_id", "product_uom_qty"],
        "account.move": ["amount_untaxed_signed", "invoice_date", "state"],
        "crm.customer.visit": ["date_start", "state"],
        "res.company": [
            "value_margin_percent",
            "value_margin_source",
            "value_visit_cost",
        ],
    }

    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    kind = fields.Selection(
        selection=[("month", "Month"), ("quarter", "Quarter"), ("year", "Year")],
        string="By",
        readonly=True,
    )
    date = fields.Date(string="Begins on", readonly=True)
    period = fields.Char(compute="_compute_period")
    is_running = fields.Boolean(string="Not over yet", readonly=True)

    # customers
    before_count = fields.Integer(
        string="Bought before",
        readonly=True,
        aggregator=None,
        help="Customers who ordered in the period before.",
    )
    kept_count = fields.Integer(
        string="Stayed", readonly=True, help="Of these, who ordered again."
    )
    left_count = fields.Integer(
        string="Stayed away", readonly=True, help="Of these, who did not."
    )
    retention_rate = fields.Float(
        string="Retention",
        readonly=True,
        aggregator="avg",
        help="Customers of the period before who still buy, of all of them.",
    )
    new_count = fields.Integer(
        string="New", readonly=True, help="First order in the period."
    )
    back_count = fields.Integer(
        string="Won Back",
        readonly=True,
        help="Ordered earlier, but not in the period before.",
    )
    buyer_count = fields.Integer(string="Buyers", readonly=True, aggregator=None)

    # money
    amount = fields.Monetary(string="Turnover", readonly=True)
    amount_kept = fields.Monetary(string="Turnover of Who Stayed", readonly=True)
    amount_new = fields.Monetary(string="Turnover of New", readonly=True)
    amount_back = fields.Monetary(string="Turnover of Won Back", readonly=True)
    amount_other = fields.Monetary(
        string="Without Order",
        readonly=True,
        help="Credit notes and invoices of customers who did not order in the period.",
    )
    new_share = fields.Float(
        string="Share of New",
        readonly=True,
        aggregator="avg",
        help="Turnover of new customers, of that of all buyers.",
    )
    margin_kept = fields.Monetary(
        string="Profit of Who Stayed",
        readonly=True,
        help="Turnover less the cost of the ordered goods, or the fixed margin that "
        "the settings name.",
    )
    margin_new = fields.Monetary(string="Profit of New", readonly=True)
    cost_new = fields.Monetary(
        string="Visits to Win",
        readonly=True,
        help="Visits at who had not ordered before the period, at the cost of one "
        "visit that the settings name.",
    )
    cost_old = fields.Monetary(string="Visits to Keep", readonly=True)
    cost_per_new = fields.Monetary(
        string="Visits per New Customer", readonly=True, aggregator="avg"
    )
    cost_per_old = fields.Monetary(
        string="Visits per Old Buyer", readonly=True, aggregator="avg"
    )

    @api.depends("date", "kind")
    @api.depends_context("lang")
    def _compute_period(self):
        shown = {"month": "LLLL y", "quarter": "QQQ y", "year": "y"}
        for row in self:
            row.period = row.date and format_date(
                self.env, row.date, date_format=shown[row.kind]
            )

    @api.depends("period", "company_id")
    def _compute_display_name(self):
        for row in self:
            row.display_name = f"{row.company_id.name} {row.period or ''}"

    def action_view_buyers(self):
        """Who bought in the period, with their turnover of it."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_segmentation.crm_customer_month_action"
        )
        action["name"] = action["display_name"] = self.period
        action["domain"] = self._months_domain(self.date)
        action["context"] = {"search_default_group_customer": 1}
        return action

    def action_view_left(self):
        """Who ordered in the period before and not in this one: whom to call."""
        self.ensure_one()
        before = fields.Date.subtract(self.date, months=MONTHS[self.kind])
        left = self._buyers(before) - self._buyers(self.date)
        return self._list_of(left, self.env._("Stayed away %s", self.period))

    def action_view_back(self):
        """Who ordered in the period and earlier, but not in the period before."""
        self.ensure_one()
        before = fields.Date.subtract(self.date, months=MONTHS[self.kind])
        old = self._buyers(self.date, [("date_first", "<", self.date)])
        back = old - self._buyers(before)
        return self._list_of(back, self.env._("Won back %s", self.period))

    @api.model
    def _list_of(self, customers, name):
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_lifecycle.crm_customer_action"
        )
        return {
            **action,
            "name": name,
            "display_name": name,
            "view_mode": "list,kanban,form",
            "views": [(False, "list"), (False, "kanban"), (False, "form")],
            "domain": [("id", "in", customers.ids)],
            "context": {},
        }

    def _months_domain(self, start):
        """Months of the period that begins on a day, of this company."""
        return [
            ("company_id", "=", self.company_id.id),
            ("month", ">=", start),
            ("month", "<", fields.Date.add(start, months=MONTHS[self.kind])),
        ]

    def _buyers(self, start, condition=()):
        domain = [*self._months_domain(start), ("buyer_id", "!=", False), *condition]
        groups = self.env["crm.customer.cohort"]._read_group(domain, ["buyer_id"])
        return self.env["crm.customer"].union(*(buyer for [buyer] in groups))

    @property
    def _table_query(self):
        customers = self.env["crm.customer"].sudo()
        parts = []
        for company in self.env.companies.sudo():
            scope = customers._fact_scope(company)
            goods = self._cost_rows(company, scope)
            parts.append(retention(scope, goods, company.value_visit_cost))
        return SQL(" UNION ALL ").join(SQL("(%s)", part) for part in parts)

    @api.model
    def _cost_rows(self, company, scope):
        """What was sold cost this, as the settings of values say."""
        if company.value_margin_source == "fixed":
            return part_of_turnover(scope, 1 - company.value_margin_percent / 100)
        return self.env["crm.customer"].sudo()._goods_rows(scope)
