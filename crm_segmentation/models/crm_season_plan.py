# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from . import crm_lunar_rules, crm_season_rules
from .crm_turnover_subject_mixin import SUBJECT_BASIS, SUBJECT_FIELDS


class CrmSeasonPlan(models.Model):
    """Season of a customer, segment, product or company, and its yearly target.

    The eight steps (S-470 to S-477, A-01) over the whole years before the planned one;
    the target of the year is spread over the months by their index.
    """

    _name = "crm.season.plan"
    _description = "Season Plan"
    _inherit = [
        "crm.guarded.mixin",
        "crm.turnover.subject.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "year desc, id desc"
    _rec_names_search = ["customer_id", "segment_id", "product_id"]

    _basis_fields = SUBJECT_BASIS | {
        "festival_days",
        "follows_festival",
        "skips_gaps",
        "target",
        "year",
    }

    subject = fields.Selection(tracking=True)
    year = fields.Integer(
        required=True,
        default=lambda self: fields.Date.context_today(self).year,
        aggregator=None,
        tracking=True,
    )
    target = fields.Monetary(
        string="Target of the Year",
        compute="_compute_target",
        store=True,
        precompute=True,
        readonly=False,
        tracking=True,
        help="Untaxed turnover wanted in the year.",
    )
    skips_gaps = fields.Boolean(
        string="Empty Months are Gaps",
        tracking=True,
        help="A month without any document says nothing and is left out of its "
        "average. Otherwise it counts as a month that sold nothing.",
    )
    follows_festival = fields.Boolean(
        string="Follows the Spring Festival",
        tracking=True,
        help="The days around the lunar new year of past years are counted where they "
        "lie in the planned year.",
    )
    festival_days = fields.Integer(
        string="Days around the Festival",
        default=20,
        aggregator=None,
        help="So many days before and after the lunar new year move with it.",
    )

    # result
    date = fields.Date(string="Computed on", readonly=True, copy=False)
    years = fields.Integer(
        string="Years of History", readonly=True, copy=False, aggregator=None
    )
    actual = fields.Monetary(string="Turnover so far", readonly=True, copy=False)
    completion = fields.Float(
        readonly=True,
        copy=False,
        aggregator="avg",
        help="Turnover of the year so far, of the target of the year.",
    )
    completion_months = fields.Float(
        string="Completion of Past Months",
        readonly=True,
        copy=False,
        aggregator="avg",
        help="Turnover of the months that are over, of their targets.",
    )
    line_ids = fields.One2many("crm.season.plan.line", "plan_id", string="Months")

    _year_possible = models.Constraint(
        "CHECK (year BETWEEN 2000 AND 2099)",
        "A season is planned for a year from 2000 to 2099.",
    )
    _target_not_negative = models.Constraint(
        "CHECK (target >= 0)", "The target of a year is not negative."
    )
    _festival_days_possible = models.Constraint(
        "CHECK (festival_days BETWEEN 1 AND 45)",
        "1 to 45 days before and after the festival move with it.",
    )

    @api.depends("subject", "company_id")
    def _compute_target(self):
        """The company's own target is set beside its index already."""
        for plan in self:
            if plan.subject == "company" and plan.company_id and not plan.target:
                plan.target = plan.company_id._annual_target_shown()
            else:
                plan.target = plan.target

    @api.depends("subject_name", "year")
    def _compute_display_name(self):
        for plan in self:
            plan.display_name = f"{plan.subject_name or ''} {plan.year}"

    @api.constrains("subject", "year", "company_id", *SUBJECT_FIELDS.values())
    def _check_twin(self):
        for plan in self:
            name = SUBJECT_FIELDS.get(plan.subject, "company_id")
            twin = self.sudo().search(
                [
                    ("id", "!=", plan.id),
                    ("company_id", "=", plan.company_id.id),
                    ("year", "=", plan.year),
                    ("subject", "=", plan.subject),
                    (name, "=", plan[name].id),
                ],
                limit=1,
            )
            if twin:
                raise ValidationError(
                    self.env._(
                        "The season %(plan)s is planned already. Change that plan.",
                        plan=twin.display_name,
                    )
                )

    def action_view_months(self):
        """The months as a chart: target beside turnover."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_segmentation.crm_season_plan_month_action"
        )
        action["domain"] = [("plan_id", "=", self.id)]
        action["context"] = {}
        return action

    def _store_figures(self, today):
        self.ensure_one()
        rows = self._subject_months(self._moves(), today)
        end = min(today.replace(day=1), date(self.year, 1, 1))
        cells, years = crm_season_rules.cells_of(rows, end)
        months = crm_season_rules.profile(cells, years, self.skips_gaps)
        actual = {}
        for month, _number, amount in rows:
            if month.year == self.year:
                actual[month.month] = actual.get(month.month, 0) + amount
        values = self._prepare_lines(months, actual)
        self.line_ids.unlink()
        self.env["crm.season.plan.line"].sudo().create(values)
        self.write(self._prepare_result(values, years if months else 0, today))

    def _moves(self):
        """Where the days around the festival of past years count."""
        if not self.follows_festival:
            return []
        # a plan is for a year and looks at three before it, or at fewer
        past = range(self.year - crm_season_rules.MOST_YEARS - 1, self.year)
        return crm_lunar_rules.all_moves(past, self.year, self.festival_days)

    def _prepare_lines(self, months, actual):
        """Values of the twelve months; without a season the year is spread evenly."""
        even = crm_season_rules.SeasonMonth(0.0, 1.0, 1 / crm_season_rules.MONTHS)
        nothing = crm_season_rules.ProfileMonth(0.0, 0, even)
        found = [months.get(number, nothing) for number in range(1, 13)]
        targets = crm_season_rules.spread(
            self.target,
            [month.season.share for month in found],
            self.currency_id.decimal_places,
        )
        return [
            {
                "plan_id": self.id,
                "date": date(self.year, number, 1),
                "years": month.years,
                "amount_total": month.total,
                "amount_average": month.season.average,
                "season_index": month.season.index,
                "season_share": month.season.share,
                "amount_target": target,
                "amount_actual": actual.get(number, 0.0),
            }
            for number, (month, target) in enumerate(
                zip(found, targets, strict=True), start=1
            )
        ]

    def _prepare_result(self, lines, years, today):
        actual = sum(line["amount_actual"] for line in lines)
        over = [line for line in lines if line["date"] < today.replace(day=1)]
        wanted = sum(line["amount_target"] for line in over)
        done = sum(line["amount_actual"] for line in over)
        return {
            "date": today,
            "years": years,
            "actual": actual,
            "completion": actual / self.target if self.target else 0.0,
            "completion_months": done / wanted if wanted else 0.0,
        }

    @api.model
    def _cron_refresh(self, batch=50):
        """Plans of this year and later that were not computed today."""
        cron = self.env["ir.cron"]
        today = fields.Date.context_today(self)
        domain = [
            ("year", ">=", today.year),
            "|",
            ("date", "=", False),
            ("date", "<", today),
        ]
        due = self.sudo().search(domain, order="id")
        cron._commit_progress(remaining=len(due))
        for start in range(0, len(due), batch):
            plans = due[start : start + batch].try_lock_for_update()
            plans._refresh(today)
            if not cron._commit_progress(min(batch, len(due) - start)):
                break
