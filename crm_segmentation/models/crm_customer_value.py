# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_date

from . import crm_value_rules
from .crm_segment_fact_queries import contribution_compared


class CrmCustomerValue(models.Model):
    """What a customer bought and cost, and what is expected of it; written by night."""

    _name = "crm.customer.value"
    _description = "Value of a Customer"
    _inherit = ["crm.value.refresh.mixin"]
    _order = "contribution_at_risk desc NULLS LAST, id"
    _log_access = False
    _rec_name = "customer_id"

    customer_id = fields.Many2one(
        comodel_name="crm.customer", required=True, readonly=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        comodel_name="res.company", required=True, readonly=True, index=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    user_id = fields.Many2one(related="customer_id.user_id", string="Owner")
    team_id = fields.Many2one(related="customer_id.team_id")
    stage_id = fields.Many2one(related="customer_id.stage_id")
    abc_class = fields.Selection(related="customer_id.abc_class")
    trade_type_id = fields.Many2one(
        "crm.trade.type", readonly=True, ondelete="set null"
    )
    date = fields.Date(string="As of", readonly=True, required=True)

    # history
    date_first = fields.Date(string="First Order on", readonly=True)
    date_last = fields.Date(string="Last Order on", readonly=True)
    order_days = fields.Integer(
        readonly=True, help="Several orders of one day count as one decision to buy."
    )
    age_days = fields.Integer(
        string="Relation (Days)",
        readonly=True,
        aggregator="avg",
        help="Days since the first order of the history that is looked at.",
    )
    recency_days = fields.Integer(
        string="First to Last Order (Days)", readonly=True, aggregator="avg"
    )
    order_days_12m = fields.Integer(string="Order Days in 12 Months", readonly=True)
    product_count = fields.Integer(
        string="Products Used", readonly=True, aggregator="avg"
    )
    quantity = fields.Float(
        readonly=True, digits=(16, 2), help="In the units of the products."
    )
    amount_ordered = fields.Monetary(string="Ordered", readonly=True)
    amount_goods = fields.Monetary(string="Goods", readonly=True)
    amount_returned = fields.Monetary(string="Returned", readonly=True)
    amount_compensation = fields.Monetary(
        string="Compensation",
        readonly=True,
        help="Goods given again free of charge. What was credited is in the returns.",
    )
    amount_credit = fields.Monetary(
        string="Cost of Credit",
        readonly=True,
        help="Money owed times the days from invoice to payment, at the yearly rate "
        "of the settings.",
    )
    amount_visits = fields.Monetary(string="Visits", readonly=True)
    visit_count = fields.Integer(string="Visits Done", readonly=True)
    visit_count_12m = fields.Integer(string="Visits in 12 Months", readonly=True)
    amount_contribution = fields.Monetary(
        string="Contribution so far",
        compute="_compute_amount_contribution",
        search="_search_amount_contribution",
        help="Ordered less goods, returns, compensation, credit and visits.",
    )

    # rhythm
    date_next = fields.Date(
        string="Next Order Expected on",
        readonly=True,
        help="Last order plus the customer's own rhythm, the median number of days "
        "between order days; under three order days the company's usual rhythm.",
    )
    silence = fields.Float(
        readonly=True,
        digits=(16, 2),
        aggregator="avg",
        help="Days since the last order, in times of the own rhythm.",
    )

    # baseline
    contribution_rate = fields.Float(
        readonly=True,
        aggregator="avg",
        help="What is left of the turnover after goods, returns, compensation and "
        "credit; under three order days the company's rate.",
    )
    baseline_orders = fields.Float(
        string="Orders, Baseline",
        readonly=True,
        digits=(16, 1),
        help="As many order days as in the last 12 months, scaled to the forecast.",
    )
    baseline_contribution = fields.Monetary(
        string="Value, Baseline", readonly=True, help="The baseline's orders in money."
    )

    # forecast
    run_id = fields.Many2one(
        comodel_name="crm.value.run",
        readonly=True,
        ondelete="set null",
        index="btree_not_null",
        groups="crm_segmentation.crm_segmentation_group_analyst",
    )
    grade = fields.Selection(
        selection=[(name, name) for name in crm_value_rules.GRADES],
        readonly=True,
        help="Of the forecast, tested on the company's own last months. A: clearly "
        "better than last year's count, B: not worse; what is worse is not shown.",
    )
    date_forecast = fields.Date(string="Forecast of", readonly=True)
    forecast_state = fields.Selection(
        selection=[
            ("shown", "Shown"),
            ("weak", "Worse than the baseline"),
            ("thin", "Too little data"),
            ("failed", "Fit failed"),
        ],
        string="Forecast",
        readonly=True,
    )
    forecast_note = fields.Char(compute="_compute_forecast_note")
    p_active = fields.Float(
        string="Probability Active",
        readonly=True,
        aggregator="avg",
        help="That the customer still buys, by the history of all customers.",
    )
    expected_orders = fields.Float(
        readonly=True,
        digits=(16, 1),
        help="Order days of the coming months, after the chance to have left.",
    )
    expected_amount = fields.Monetary(string="Expected Turnover", readonly=True)
    expected_contribution = fields.Monetary(
        string="Expected Value",
        readonly=True,
        help="Contribution of the coming months: expected orders times expected amount "
        "times the rate of contribution, less visits, discounted to today.",
    )
    contribution_active = fields.Monetary(
        string="Value if Active",
        readonly=True,
        help="The same as if it were certain that the customer still buys.",
    )
    contribution_at_risk = fields.Monetary(
        string="Value at Risk",
        readonly=True,
        help="Value if active less the expected one: what is lost with the customer.",
    )
    date_median = fields.Date(
        string="Half Have Ordered by",
        readonly=True,
        help="Of active customers with such a history, half order by this day.",
    )
    risk = fields.Selection(
        selection=[
            ("kept", "In rhythm"),
            ("overdue", "Overdue"),
            ("risk", "At risk"),
            ("high", "High value at risk"),
        ],
        readonly=True,
    )

    # work
    activity_date_deadline = fields.Date(
        related="customer_id.activity_date_deadline", string="Next Task on"
    )
    activity_summary = fields.Char(
        related="customer_id.activity_summary", string="Next Task"
    )

    _customer_unique = models.UniqueIndex(
        "(customer_id)", "The value of this customer is there already."
    )
    _risk_idx = models.Index("(company_id, risk, contribution_at_risk)")

    @api.depends("amount_ordered")
    def _compute_amount_contribution(self):
        for value in self:
            value.amount_contribution = (
                value.amount_ordered
                - value.amount_goods
                - value.amount_returned
                - value.amount_compensation
                - value.amount_credit
                - value.amount_visits
            )

    @api.model
    def _search_amount_contribution(self, operator, value):
        """Of sums in columns, so the database compares; for segments and filters."""
        if operator not in ("<", "<=", ">", ">="):
            return NotImplemented
        return Domain.custom(
            to_sql=lambda _model, alias, _query: contribution_compared(
                alias, operator, value
            )
        )

    @api.depends("forecast_state", "date_forecast")
    @api.depends_context("lang")
    def _compute_forecast_note(self):
        for value in self:
            value.forecast_note = value._note_text()

    def action_view_customer(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "crm.customer",
            "res_id": self.customer_id.id,
            "views": [(False, "form")],
        }

    def action_view_documents(self):
        """The documents behind one figure; `documents` of the context says which."""
        self.ensure_one()
        customer = self.customer_id
        since = self.date_first
        kind = self.env.context.get("documents", "orders")
        if kind == "visits":
            return customer.action_view_visits()
        if kind == "orders":
            action = customer.action_view_orders()
            since_domain = [("date_order", ">=", since)]
        else:
            action = customer.action_view_invoices()
            since_domain = [("invoice_date", ">=", since), ("state", "=", "posted")]
            if kind == "returns":
                since_domain.append(("move_type", "=", "out_refund"))
        action["domain"] = [*action["domain"], *since_domain]
        return action

    def action_plan_call(self):
        """A call today for the owner of each customer; none where one is planned."""
        customers = self.customer_id
        customers.check_access("write")
        call = self.env.ref("mail.mail_activity_data_call")
        planned = customers.activity_ids.filtered(lambda a: a.activity_type_id == call)
        for value in self:
            customer = value.customer_id
            if customer.id in planned.mapped("res_id"):
                continue
            customer.activity_schedule(
                activity_type_id=call.id,
                user_id=(customer.user_id or self.env.user).id,
                summary=value._call_summary(),
            )

    def _call_summary(self):
        self.ensure_one()
        return self.env._(
            "Last order on %(last)s, the next one was expected on %(next)s",
            last=format_date(self.env, self.date_last),
            next=format_date(self.env, self.date_next),
        )

    def _note_text(self):
        """Why there is no forecast, or that it is an older one."""
        self.ensure_one()
        if not self.forecast_state or self.forecast_state == "shown":
            return False
        words = dict(self._fields["forecast_state"]._description_selection(self.env))
        reason = words[self.forecast_state]
        if self.date_forecast:
            return self.env._(
                "%(reason)s. The forecast of %(day)s is kept.",
                reason=reason,
                day=format_date(self.env, self.date_forecast),
            )
        return self.env._("No forecast: %(reason)s.", reason=reason.lower())
