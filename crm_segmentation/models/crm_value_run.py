# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import format_date

from . import crm_value_rules
from .crm_buying_rules import Buying
from .crm_spending_rules import Spending

ANALYST = "crm_segmentation.crm_segmentation_group_analyst"


class CrmValueRun(models.Model):
    """One fit of the forecast with its test; kept, so that grades can be compared."""

    _name = "crm.value.run"
    _description = "Forecast Run"
    _inherit = ["crm.append.only.mixin", "crm.value.fit.mixin"]
    _order = "date desc, id desc"
    _rec_name = "date"

    # what was looked at
    company_id = fields.Many2one("res.company", required=True, index=True)
    trade_type_id = fields.Many2one(
        comodel_name="crm.trade.type",
        ondelete="cascade",
        index="btree_not_null",
        help="Empty: the model of all customers of the company.",
    )
    date = fields.Date(string="Fitted on", required=True)
    date_start = fields.Date(string="Orders from")
    date_cutoff = fields.Date(
        string="Tested after", help="The test foretold the days after this one."
    )
    customer_count = fields.Integer(
        string="Customers", help="With an order before the test.", aggregator="max"
    )
    repeat_count = fields.Integer(string="Came Back", aggregator="max")
    history_days = fields.Integer(string="Days before the Test", aggregator="max")
    wanted_customers = fields.Integer(aggregator=None)
    wanted_days = fields.Integer(aggregator=None)

    # verdict
    state = fields.Selection(
        selection=[
            ("shown", "Shown"),
            ("weak", "Worse than the baseline"),
            ("thin", "Too little data"),
            ("failed", "Fit failed"),
        ],
        string="Forecast",
        required=True,
    )
    grade = fields.Selection(
        selection=[(name, name) for name in crm_value_rules.GRADES],
        help="A: error clearly below the baseline's and the sum nearly right. B: not "
        "worse than the baseline. C: worse, the forecast is hidden. The limits are "
        "settings.",
    )
    reason = fields.Text(compute="_compute_reason")
    issue = fields.Char(string="Technical Reason")
    seconds = fields.Float(digits=(16, 2), aggregator="max")

    # parameters
    r = fields.Float(string="Rate: Shape", digits=0, aggregator=None)
    alpha = fields.Float(string="Rate: Scale (Days)", digits=0, aggregator=None)
    a = fields.Float(string="Stopping: First", digits=0, aggregator=None)
    b = fields.Float(string="Stopping: Second", digits=0, aggregator=None)
    p = fields.Float(string="Amount: Shape", digits=0, aggregator=None)
    q = fields.Float(string="Amount: Second Shape", digits=0, aggregator=None)
    v = fields.Float(string="Amount: Scale", digits=0, aggregator=None)

    # test
    model_error = fields.Float(
        string="Error",
        digits=(16, 3),
        aggregator="avg",
        help="Root of the mean square of expected less actual order days of each.",
    )
    baseline_error = fields.Float(
        string="Error of the Baseline", digits=(16, 3), aggregator="avg"
    )
    error_gain = fields.Float(
        string="Better than the Baseline",
        aggregator="avg",
        help="By how much the error is smaller than that of the baseline, which "
        "expects of every customer what it did in the year before.",
    )
    model_absolute = fields.Float(
        string="Mean Absolute Error", digits=(16, 3), aggregator="avg"
    )
    baseline_absolute = fields.Float(
        string="Mean Absolute Error of the Baseline", digits=(16, 3), aggregator="avg"
    )
    model_total = fields.Float(
        string="Orders Off",
        aggregator="avg",
        help="Expected order days of all customers against those that came.",
    )
    baseline_total = fields.Float(string="Orders Off, Baseline", aggregator="avg")
    model_amount_total = fields.Float(
        string="Turnover Off",
        aggregator="avg",
        help="Expected turnover of all customers against that which came.",
    )
    baseline_amount_total = fields.Float(
        string="Turnover Off, Baseline", aggregator="avg"
    )
    model_rank = fields.Float(
        string="Ranking",
        digits=(16, 3),
        aggregator="avg",
        help="Probability that of a buyer and a non-buyer the buyer was expected to "
        "buy more: 0.5 is chance, 1 perfect. Models rarely rank better than the "
        "baseline; they are better at counts and money.",
    )
    baseline_rank = fields.Float(
        string="Ranking of the Baseline", digits=(16, 3), aggregator="avg"
    )
    backtest_ids = fields.One2many("crm.value.backtest", "run_id", string="Test")

    @api.depends("state", "customer_count", "history_days", "date_cutoff")
    @api.depends_context("lang")
    def _compute_reason(self):
        for run in self:
            run.reason = run._reason_text()

    def _compute_display_name(self):
        for run in self:
            day = format_date(self.env, run.date)
            kind = run.trade_type_id.name or run.company_id.name
            run.display_name = f"{kind}, {day}"

    def action_view_backtest(self):
        """The test as a chart: what came, what was foretold, the baseline."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_segmentation.crm_value_backtest_action"
        )
        action["domain"] = [("run_id", "=", self.id)]
        return action

    @api.model
    def action_fit(self):
        """Button: fits and tests the forecast of the chosen companies now."""
        if not self.env.user.has_group(ANALYST):
            raise AccessError(
                self.env._(
                    "The forecast of all customers is tested by analysts. "
                    "Ask one, or wait for the first night of the month."
                )
            )
        for company in self.env.companies.sudo():
            if not company.try_lock_for_update(allow_referencing=True):
                raise UserError(
                    self.env._(
                        "The forecast of %(company)s is being computed at this moment. "
                        "Look again in a minute.",
                        company=company.name,
                    )
                )
            self.env["crm.customer.value"]._refresh(company, fit=True)
        return {"type": "ir.actions.client", "tag": "soft_reload"}

    @api.model
    def _latest(self, company):
        """The newest run of all customers and of each trade type: {type id: run}."""
        domain = Domain("company_id", "=", company.id)
        common = self.sudo().search(
            domain & Domain("trade_type_id", "=", False), order="id desc", limit=1
        )
        if not common:
            return {}
        # each fit begins with the run of all customers
        others = self.sudo().search(
            domain & Domain("trade_type_id", "!=", False) & Domain("id", ">", common.id)
        )
        found = {run.trade_type_id.id: run for run in others}
        return {0: common, **found}

    def _models(self):
        """(Buying, Spending) of the run."""
        self.ensure_one()
        return (
            Buying(self.r, self.alpha, self.a, self.b),
            Spending(self.p, self.q, self.v),
        )

    def _reason_text(self):
        self.ensure_one()
        if self.state == "thin":
            return self.env._(
                "Before %(day)s, %(customers)s customers had ordered over %(days)s "
                "days; %(wanted)s customers and %(wanted_days)s days are needed for a "
                "forecast that can be tested.",
                day=format_date(self.env, self.date_cutoff),
                customers=self.customer_count,
                days=self.history_days,
                wanted=self.wanted_customers,
                wanted_days=self.wanted_days,
            )
        if self.state == "failed":
            return self.env._(
                "No model explains these orders: customers do not come back, or all of "
                "them are too much alike. Older good values stay as they are."
            )
        if self.state == "weak":
            return self.env._(
                "Tested on the days after %(day)s, the baseline was nearer to what "
                "came, or the sum was too far off. A forecast that is worse than last "
                "year's count is not shown; older good values stay as they are.",
                day=format_date(self.env, self.date_cutoff),
            )
        return self.env._(
            "Tested on the days after %(day)s: the error per customer was %(gain)s "
            "smaller than that of last year's count.",
            day=format_date(self.env, self.date_cutoff),
            gain=f"{self.error_gain:.0%}",
        )
