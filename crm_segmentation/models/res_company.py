# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import ValidationError

from .crm_concentration_rules import ConcentrationRules
from .crm_rfm_rules import parse_bounds
from .crm_score_queries import ScoreRules
from .crm_scoring_rules_mixin import SCORING_SETTINGS

ANALYST = "crm_segmentation.crm_segmentation_group_analyst"
SCORE_CRON = "crm_segmentation.crm_customer_refresh_scores_cron"
SCORE_SETTINGS = frozenset(
    {
        "segmentation_window_days",
        "segmentation_percent_a",
        "segmentation_percent_b",
        "segmentation_rfm_method",
        "segmentation_rfm_bins",
        "segmentation_recency_bounds",
        "segmentation_frequency_bounds",
        "segmentation_amount_bounds",
        *SCORING_SETTINGS,
    }
)


class ResCompany(models.Model):
    _name = "res.company"
    _inherit = [
        "res.company",
        "crm.scoring.rules.mixin",
        "crm.value.settings.mixin",
        "crm.cockpit.settings.mixin",
        "crm.staff.settings.mixin",
    ]

    segmentation_window_days = fields.Integer(
        string="Scoring Window (Days)", default=365
    )
    segmentation_percent_a = fields.Integer(string="Class A (%)", default=75)
    segmentation_percent_b = fields.Integer(string="Class B (%)", default=20)
    segmentation_rfm_method = fields.Selection(
        selection=[("quantile", "Quantiles"), ("bounds", "Fixed bounds")],
        string="RFM Scores by",
        default="quantile",
        required=True,
    )
    segmentation_rfm_bins = fields.Integer(string="Number of RFM Scores", default=5)
    segmentation_recency_bounds = fields.Char(
        string="Recency Bounds (Days)", default="30, 60, 120, 240"
    )
    segmentation_frequency_bounds = fields.Char(
        string="Frequency Bounds (Orders)", default="2, 4, 8, 12"
    )
    segmentation_amount_bounds = fields.Char(
        string="Amount Bounds", default="1000, 5000, 20000, 100000"
    )
    segmentation_annual_target = fields.Monetary(
        string="Annual Sales Target", groups=ANALYST
    )
    value_visit_cost = fields.Monetary(
        string="Cost per Visit", help="Counted for each visit that was done."
    )
    segmentation_top_count = fields.Integer(string="Top Customers", default=10)
    segmentation_few_percent = fields.Integer(string="Few Customers (%)", default=20)
    segmentation_most_percent = fields.Integer(string="Most of It (%)", default=80)
    segmentation_limit_percent = fields.Integer(
        string="Limit of Dependence (%)", default=50
    )
    segmentation_date_scores = fields.Date(string="Scores as of", readonly=True)
    segmentation_has_history = fields.Boolean(
        string="Has Sales of an Older System", readonly=True
    )

    _segmentation_numbers = models.Constraint(
        "CHECK (segmentation_window_days > 0 AND segmentation_percent_a > 0"
        " AND segmentation_percent_b > 0"
        " AND segmentation_percent_a + segmentation_percent_b <= 100"
        " AND segmentation_rfm_bins BETWEEN 2 AND 5)",
        "The scoring window needs at least one day, classes A and B are positive and "
        "at most 100 % together, and there are 2 to 5 RFM scores.",
    )

    _value_numbers = models.Constraint(
        "CHECK (value_window_months > 0 AND value_horizon_months BETWEEN 1 AND 60"
        " AND value_holdout_days BETWEEN 30 AND 730 AND value_min_customers >= 10"
        " AND value_discount_percent >= 0 AND value_overdue_ratio > 0"
        " AND value_risk_percent BETWEEN 0 AND 100"
        " AND value_high_percent BETWEEN 0 AND 100)",
        "Customer value: history and forecast need at least one month (the forecast at "
        "most 60), the test 30 to 730 days, a model 10 customers; rates are not "
        "negative and percentages lie between 0 and 100.",
    )

    _segmentation_concentration = models.Constraint(
        "CHECK (segmentation_top_count > 0"
        " AND segmentation_few_percent BETWEEN 1 AND 100"
        " AND segmentation_most_percent BETWEEN 1 AND 100"
        " AND segmentation_limit_percent BETWEEN 1 AND 100)",
        "At least one top customer, and percentages from 1 to 100.",
    )

    @api.constrains(
        "segmentation_rfm_method",
        "segmentation_rfm_bins",
        "segmentation_recency_bounds",
        "segmentation_frequency_bounds",
        "segmentation_amount_bounds",
    )
    def _check_rfm_bounds(self):
        for company in self.filtered(lambda c: c.segmentation_rfm_method == "bounds"):
            try:
                company._rfm_bounds()
            except ValueError as error:
                raise ValidationError(
                    self.env._(
                        "Fixed RFM bounds of %(company)s: write %(count)s ascending "
                        "numbers for each of recency, frequency and amount.",
                        company=company.name,
                        count=company.segmentation_rfm_bins - 1,
                    )
                ) from error

    @api.model_create_multi
    def create(self, vals_list):
        """A new company keeps its weekly statistics from the first day (S-549)."""
        companies = super().create(vals_list)
        self.env["crm.report.schedule"].sudo()._keep_statistics(companies)
        return companies

    def write(self, vals):
        result = super().write(vals)
        if SCORE_SETTINGS & vals.keys():
            self._mark_scores_stale(self)
        return result

    def _annual_target_shown(self):
        """The yearly target for analysts of the company, nothing for others."""
        self.ensure_one()
        user = self.env.user
        is_told = self.env.uid == SUPERUSER_ID or (
            self._origin in user.company_ids and user.has_group(ANALYST)
        )
        return self.sudo().segmentation_annual_target if is_told else 0.0

    @api.model
    def _mark_scores_stale(self, companies=None):
        """Has the scores of the companies, by default of all, computed again soon."""
        if companies is None:
            companies = self.sudo().search([("segmentation_date_scores", "!=", False)])
        companies.sudo().write({"segmentation_date_scores": False})
        cron = self.env.ref(
            "crm_segmentation.crm_customer_refresh_scores_cron",
            raise_if_not_found=False,
        )
        if cron:
            cron.sudo()._trigger()

    def _rfm_bounds(self):
        self.ensure_one()
        texts = (
            self.segmentation_recency_bounds,
            self.segmentation_frequency_bounds,
            self.segmentation_amount_bounds,
        )
        return tuple(parse_bounds(t, self.segmentation_rfm_bins - 1) for t in texts)

    def _score_rules(self):
        self.ensure_one()
        fixed = self.segmentation_rfm_method == "bounds"
        return ScoreRules(
            percent_a=self.segmentation_percent_a,
            percent_b=self.segmentation_percent_b,
            bins=self.segmentation_rfm_bins,
            bounds=self._rfm_bounds() if fixed else None,
            measure="rfm_amount"
            if self.segmentation_abc_measure == "amount"
            else "abc_measure",
            group=self._abc_group(),
            percent_x=self.segmentation_percent_x,
            percent_y=self.segmentation_percent_y,
        )

    def _concentration_rules(self):
        self.ensure_one()
        return ConcentrationRules(
            top_count=self.segmentation_top_count,
            few_percent=self.segmentation_few_percent,
            most_percent=self.segmentation_most_percent,
            limit_percent=self.segmentation_limit_percent,
        )
