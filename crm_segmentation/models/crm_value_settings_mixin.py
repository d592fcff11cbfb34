# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from dateutil.relativedelta import relativedelta

from odoo import fields, models

from .crm_value_queries import ValueTerms
from .crm_value_rules import GradeRules, RiskRules

VALUE_CRON = "crm_segmentation.crm_customer_value_refresh_cron"
# What changes the forecast itself, so that its test is run again.
FIT_SETTINGS = frozenset(
    {
        "value_window_months",
        "value_holdout_days",
        "value_min_customers",
        "value_min_days",
        "value_group",
        "value_gain_percent",
        "value_total_a_percent",
        "value_total_b_percent",
    }
)


class CrmValueSettingsMixin(models.AbstractModel):
    """What a company decides about the value of customers and its forecast."""

    _name = "crm.value.settings.mixin"
    _description = "Settings of Customer Value"

    # forecast
    value_window_months = fields.Integer(
        string="History (Months)",
        default=36,
        help="Orders of so many months are looked at; the first one in them opens the "
        "relation.",
    )
    value_horizon_months = fields.Integer(
        string="Forecast (Months)",
        default=12,
        help="Expected orders and value are those of the coming months.",
    )
    value_group = fields.Selection(
        selection=[("company", "All customers"), ("trade", "Each trade type")],
        string="One Model for",
        default="company",
        required=True,
        help="A trade type with too few customers uses the model of all customers.",
    )

    # proof
    value_holdout_days = fields.Integer(
        string="Tested on (Days)",
        default=180,
        help="The forecast is made without these last days and compared with them.",
    )
    value_min_customers = fields.Integer(
        string="Fewest Customers",
        default=100,
        help="Below this number of customers nothing is foretold.",
    )
    value_min_days = fields.Integer(
        string="Shortest History (Days)",
        default=365,
        help="So many days of orders are needed before the tested ones.",
    )
    value_gain_percent = fields.Float(
        string="Better for an A (%)",
        default=5.0,
        help="Grade A needs an error that is smaller than the baseline's by this much.",
    )
    value_total_a_percent = fields.Float(
        string="Sum Off for an A (%)",
        default=15.0,
        help="So far may the orders of all customers together be off for grade A.",
    )
    value_total_b_percent = fields.Float(
        string="Sum Off for a B (%)",
        default=30.0,
        help="Beyond this, or with an error above the baseline's, the grade is C and "
        "the forecast is hidden.",
    )

    # contribution
    value_margin_source = fields.Selection(
        selection=[("cost", "Cost of the ordered goods"), ("fixed", "Fixed margin")],
        string="Margin from",
        default="cost",
        required=True,
    )
    value_margin_percent = fields.Float(string="Fixed Margin (%)", default=20.0)
    value_discount_percent = fields.Float(
        string="Discount Rate (% a Year)",
        default=10.0,
        help="What is earned in a year is worth so much less than what is earned now.",
    )
    value_credit_percent = fields.Float(
        string="Cost of Credit (% a Year)",
        default=6.0,
        help="What money costs that customers owe, from the invoice to the payment.",
    )

    # alarm
    value_risk_percent = fields.Float(
        string="At Risk below (%)",
        default=50.0,
        help="Customers who came back are at risk when the probability that they still "
        "buy is lower.",
    )
    value_high_percent = fields.Float(
        string="High Value (Best %)",
        default=20.0,
        help="By contribution, if they still buy.",
    )
    value_overdue_ratio = fields.Float(
        string="Overdue from",
        default=1.5,
        help="Days since the last order, in times of the customer's own rhythm.",
    )
    value_date = fields.Date(string="Values as of", readonly=True)
    value_date_fit = fields.Date(string="Forecast Tested on", readonly=True)

    def write(self, vals):
        """New settings count within a minute; those of the forecast test it again."""
        result = super().write(vals)
        changed = {
            name
            for name in vals
            if name.startswith("value_")
            and name not in ("value_date", "value_date_fit")
        }
        if changed:
            self._mark_values_stale(fit=bool(changed & FIT_SETTINGS))
        return result

    def _mark_values_stale(self, fit=False):
        values = {"value_date": False}
        if fit:
            values["value_date_fit"] = False
        self.sudo().write(values)
        cron = self.env.ref(VALUE_CRON, raise_if_not_found=False)
        if cron:
            cron.sudo()._trigger()

    def _value_terms(self, scope):
        """How the history of the company's customers is read."""
        self.ensure_one()
        customers = self.env["crm.customer"].sudo()
        fixed = self.value_margin_source == "fixed"
        return ValueTerms(
            start=scope.today - relativedelta(months=self.value_window_months),
            fixed_margin=self.value_margin_percent / 100 if fixed else None,
            goods=customers._goods_rows(scope),
            visit_cost=self.value_visit_cost,
            credit_rate=self.value_credit_percent / 100,
            costs=customers._relation_cost_sources(scope),
        )

    def _value_grade_rules(self):
        self.ensure_one()
        return GradeRules(
            gain=self.value_gain_percent,
            total_a=self.value_total_a_percent,
            total_b=self.value_total_b_percent,
        )

    def _value_risk_rules(self):
        self.ensure_one()
        return RiskRules(
            below=self.value_risk_percent / 100,
            high_percent=self.value_high_percent,
            overdue_from=self.value_overdue_ratio,
        )

    def _value_horizon_days(self):
        self.ensure_one()
        return self.value_horizon_months * 365.0 / 12
