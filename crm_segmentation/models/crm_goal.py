# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from . import crm_report_queries as queries
from .crm_goal_rules import is_behind, progress, progress_above, year_until
from .crm_key_queries import share_of_sales
from .crm_period_rules import windows
from .crm_report_rules import SOURCES

# measure: (source of reports, what the whole of it is shown as)
MEASURES = {
    "amount": ("sales", 1),
    "margin": ("sales", 1),
    "order_count": ("sales", 1),
    "customer_count": ("sales", 1),
    "score": ("satisfaction", 100),
    "won_count": ("marketing", 1),
    "kept_rate": ("evaluation", 100),
    "hit_rate": ("evaluation", 100),
    "staff_score": ("evaluation", 100),
    "miss_count": ("evaluation", 1),
    "export_count": ("evaluation", 1),
}
# measure: (whose part of all sales, column that is summed)
SHARES = {
    "key_amount": ("key", "amount"),
    "key_volume": ("key", "quantity"),
    "market_amount": ("market", "amount"),
    "market_volume": ("market", "quantity"),
}
PARTS = (*SHARES, *(name for name, (_model, scale) in MEASURES.items() if scale == 100))


class CrmGoal(models.Model):
    """A target for a figure, with the figure as it was before (S-553)."""

    _name = "crm.goal"
    _description = "Goal"
    _inherit = ["crm.guarded.mixin", "mail.thread"]
    _order = "date_due, id"

    name = fields.Char(required=True, tracking=True)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Responsible",
        default=lambda self: self.env.user,
        tracking=True,
    )
    note = fields.Text(string="What Is Done for It")
    measure = fields.Selection(
        selection=[
            ("amount", "Turnover"),
            ("margin", "Margin"),
            ("order_count", "Orders"),
            ("customer_count", "Buying customers"),
            ("key_amount", "Key accounts: share of turnover, %"),
            ("key_volume", "Key accounts: share of volume, %"),
            ("market_amount", "Advantage markets: share of turnover, %"),
            ("market_volume", "Advantage markets: share of volume, %"),
            ("score", "Satisfaction, 0 to 100"),
            ("won_count", "Won leads of marketing"),
            ("kept_rate", "Timeliness: what was due and kept, %"),
            ("hit_rate", "Efficiency: visits followed by an order, %"),
            ("staff_score", "Staff on the CRM, 0 to 100"),
            ("miss_count", "Security: missed log-ins"),
            ("export_count", "Security: exports of data"),
        ],
        string="Figure",
        required=True,
        default="amount",
        tracking=True,
        help="Of the whole company, over twelve months.",
    )
    state_ids = fields.Many2many(
        comodel_name="res.country.state",
        string="Advantage Markets",
        help="Regions in which the company is stronger than others; the figure is the "
        "share of their customers.",
    )
    date_start = fields.Date(
        string="Begun on",
        required=True,
        default=fields.Date.context_today,
        tracking=True,
        help="Compared with the twelve months that end the day before.",
    )
    date_due = fields.Date(string="To Be Reached by", required=True, tracking=True)
    target = fields.Float(required=True, tracking=True)
    value_before = fields.Float(
        string="Before", readonly=True, copy=False, tracking=True
    )
    value_now = fields.Float(
        string="Now",
        readonly=True,
        copy=False,
        help="Of the last twelve months; once the goal is due, of those until then.",
    )
    date_measured = fields.Date(string="Measured on", readonly=True, copy=False)
    progress = fields.Float(
        compute="_compute_progress",
        help="Part of the way from the figure before to the target.",
    )
    outcome = fields.Selection(
        selection=[
            ("reached", "Reached"),
            ("on_time", "On time"),
            ("behind", "Behind"),
            ("missed", "Missed"),
        ],
        compute="_compute_progress",
    )

    _days_in_order = models.Constraint(
        "CHECK (date_start < date_due)", "A goal is due after the day it begins."
    )

    @api.depends("value_before", "value_now", "target", "date_measured")
    def _compute_progress(self):
        for goal in self:
            part = progress_above if goal.measure in PARTS else progress
            goal.progress = part(goal.value_before, goal.value_now, goal.target)
            goal.outcome = goal._find_outcome()

    @api.constrains("target")
    def _check_target(self):
        for goal in self:
            if goal.target < 0 or (goal.measure in PARTS and goal.target > 100):
                raise ValidationError(
                    self.env._(
                        "%s: the target is no less than nothing, and satisfaction or a "
                        "percentage lies between 0 and 100.",
                        goal.name,
                    )
                )

    @api.constrains("measure", "state_ids")
    def _check_state_ids(self):
        for goal in self:
            if (
                goal.measure in ("market_amount", "market_volume")
                and not goal.state_ids
            ):
                raise ValidationError(
                    self.env._(
                        "%s: choose the regions that are advantage markets.", goal.name
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        goals = super().create(vals_list)
        goals._measure(before=True)
        return goals

    def write(self, vals):
        result = super().write(vals)
        if {"measure", "date_start", "company_id", "state_ids"} & set(vals):
            self._measure(before=True)
        elif "date_due" in vals:
            self._measure()
        return result

    def action_measure(self):
        """Button: the figure of today."""
        self.check_access("write")
        self._measure()

    def _measure(self, before=False, today=None):
        """Stores the figure of now, and with `before` that of before the beginning."""
        for goal in self.sudo():
            day = today or self.env["crm.customer"]._today(goal.company_id)
            values = {
                "value_now": goal._figure_until(min(day, goal.date_due)),
                "date_measured": day,
            }
            if before:
                eve = goal.date_start - timedelta(days=1)
                values["value_before"] = goal._figure_until(eve)
            goal.write(values)

    def _figure_until(self, day):
        """The figure of the twelve months that end on a day, of the whole company."""
        if self.measure in SHARES:
            return self._share_until(day)
        source_name, scale = MEASURES[self.measure]
        source = SOURCES[source_name]
        first = year_until(day)
        model = self.env[source.model].sudo()
        model = model.with_context(allowed_company_ids=self.company_id.ids)
        self.env.flush_all()
        query = model._search(Domain("day", ">=", first) & Domain("day", "<=", day))
        figures = tuple(f for f in source.figures if f.name == self.measure)
        plan = (windows(first, day, ()), {}, figures)
        decimals = self.company_id.currency_id.decimal_places
        [row] = self.env.execute_query(
            queries.grouped(queries.visible(query), plan, decimals)
        )
        return float(row[0] or 0) * scale

    def _share_until(self, day):
        """Part of key accounts or advantage markets, 0 to 100 (S-485)."""
        who, column = SHARES[self.measure]
        self.env.flush_all()
        query = share_of_sales(
            self.env["crm.customer"].sudo()._fact_scope(self.company_id),
            (year_until(day), day),
            column,
            self.state_ids.ids if who == "market" else None,
        )
        [row] = self.env.execute_query(query)
        return float(row[0] or 0)

    def _find_outcome(self):
        day = self.date_measured
        if not (day and self.date_due and self.date_start):
            return False
        if self.progress >= 1:
            return "reached"
        if day >= self.date_due:
            return "missed"
        gone = (day - self.date_start).days
        whole = (self.date_due - self.date_start).days
        return "behind" if is_behind(self.progress, gone, whole) else "on_time"

    @api.model
    def _cron_measure(self, today=None):
        """Nightly: goals that are running, and those that came due since."""
        cron = self.env["ir.cron"]
        goals = self.search(Domain.TRUE).filtered(
            lambda goal: not goal.date_measured or goal.date_measured <= goal.date_due
        )
        cron._commit_progress(remaining=len(goals))
        for goal in goals:
            with goal.company_id._on_its_own("Goal"):
                goal._measure(today=today)
            if not cron._commit_progress(1):
                break
