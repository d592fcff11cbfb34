# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools import date_utils

from . import crm_compensation_queries as queries
from .crm_compensation_rules import GRANTED_STATES

MONTHS = {"month": 1, "quarter": 3, "year": 12}


class CrmComplaintBudget(models.Model):
    """How much compensation a company or a team may grant in a period.

    Offers count from the day they are made, accepted or not: two open offers never
    promise the same money. What goes above it needs a yes, and stays visible.
    """

    _name = "crm.complaint.budget"
    _description = "Compensation Budget"
    _order = "date_start desc, company_id, team_id, id"
    _check_company_auto = True

    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    team_id = fields.Many2one(
        comodel_name="crm.complaint.team",
        check_company=True,
        ondelete="restrict",
        help="Empty: the budget of the whole company, teams included.",
    )
    period = fields.Selection(
        selection=[("month", "Month"), ("quarter", "Quarter"), ("year", "Year")],
        default="month",
        required=True,
    )
    date_start = fields.Date(
        string="From",
        compute="_compute_date_start",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        help="Any day of the period; its first day is kept.",
    )
    date_end = fields.Date(
        string="To", compute="_compute_date_end", store=True, precompute=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    amount = fields.Monetary(string="Budget", required=True)
    amount_used = fields.Monetary(
        string="Granted",
        compute="_compute_amount_used",
        help="Offers of the period that wait, are open, accepted or done; of "
        "alternatives the dearest.",
    )
    amount_left = fields.Monetary(string="Left", compute="_compute_amount_used")
    percent_used = fields.Float(string="Used", compute="_compute_amount_used")
    is_renewed = fields.Boolean(
        string="Renew",
        default=True,
        help="The next period gets the same budget when this one has ended.",
    )
    grant_turn = fields.Integer(readonly=True, copy=False, aggregator=None)

    _amount_positive = models.Constraint(
        "CHECK (amount >= 0)", "A budget is not negative."
    )

    @api.depends("period")
    def _compute_date_start(self):
        for budget in self:
            day = budget.date_start or fields.Date.context_today(budget)
            budget.date_start = date_utils.start_of(day, budget.period or "month")

    @api.depends("date_start", "period")
    def _compute_date_end(self):
        for budget in self:
            months = relativedelta(months=MONTHS[budget.period or "month"], days=-1)
            budget.date_end = budget.date_start and budget.date_start + months

    @api.depends("date_start", "date_end", "company_id", "team_id", "amount")
    def _compute_amount_used(self):
        used = self._used_amounts()
        for budget in self:
            amount = budget.currency_id.round(used.get(budget.id, 0.0))
            budget.amount_used = amount
            budget.amount_left = budget.amount - amount
            budget.percent_used = (
                100.0 * amount / budget.amount if budget.amount else 0.0
            )

    @api.depends("company_id", "team_id", "date_start", "date_end")
    def _compute_display_name(self):
        for budget in self:
            whose = budget.team_id.name or budget.company_id.name or ""
            budget.display_name = f"{whose}, {budget.date_start} – {budget.date_end}"

    @api.constrains("company_id", "team_id", "date_start", "period")
    def _check_overlap(self):
        for budget in self:
            budget._check_first_day()
            twin = self.search(
                [
                    ("id", "!=", budget.id),
                    ("company_id", "=", budget.company_id.id),
                    ("team_id", "=", budget.team_id.id),
                    ("date_start", "<=", budget.date_end),
                    ("date_end", ">=", budget.date_start),
                ],
                limit=1,
            )
            if twin:
                raise ValidationError(
                    self.env._(
                        "%(budget)s overlaps %(twin)s. Change one of the periods.",
                        budget=budget.display_name,
                        twin=twin.display_name,
                    )
                )

    @api.onchange("date_start")
    def _onchange_date_start(self):
        if self.date_start:
            self.date_start = date_utils.start_of(self.date_start, self.period)

    def action_view_compensations(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_complaints.crm_complaint_compensation_action"
        )
        action["domain"] = list(self._offers_domain())
        action["context"] = {}
        return action

    def _check_first_day(self):
        first = date_utils.start_of(self.date_start, self.period)
        if self.date_start != first:
            raise ValidationError(
                self.env._(
                    "%(budget)s: the period starts on %(day)s.",
                    budget=self.display_name,
                    day=fields.Date.to_string(first),
                )
            )

    def _offers_domain(self):
        """Compensations that use this budget up."""
        self.ensure_one()
        domain = (
            Domain("company_id", "=", self.company_id.id)
            & Domain("date_granted", ">=", self.date_start)
            & Domain("date_granted", "<=", self.date_end)
            & Domain("state", "in", GRANTED_STATES)
        )
        if self.team_id:
            domain &= Domain("budget_team_id", "=", self.team_id.id)
        return domain

    def _used_amounts(self):
        """{budget id: granted amount}; two queries for all of them."""
        budgets = self.filtered(lambda budget: budget.date_start and budget.date_end)
        if not budgets:
            return {}
        domain = (
            Domain("company_id", "in", budgets.company_id.ids)
            & Domain("date_granted", ">=", min(budgets.mapped("date_start")))
            & Domain("date_granted", "<=", max(budgets.mapped("date_end")))
        )
        settled, open_ones = self._granted_rows(domain)
        return {
            budget.id: sum(amount for row, amount in settled if budget._counts(*row))
            + open_ones.filtered(
                lambda o, b=budget: b._counts(
                    o.company_id, o.budget_team_id, o.date_granted
                )
            )._total_of("amount_company")
            for budget in budgets
        }

    @api.model
    def _granted_rows(self, domain):
        """Sums by company, team and day, and open alternatives, as superuser."""
        offers = self.env["crm.complaint.compensation"].sudo()
        choice = Domain("is_alternative", "=", True) & Domain(
            "state", "in", ("waiting", "offered")
        )
        groups = offers._read_group(
            domain & Domain("state", "in", GRANTED_STATES) & ~choice,
            ["company_id", "budget_team_id", "date_granted:day"],
            ["amount_company:sum"],
        )
        settled = [(row[:3], row[3]) for row in groups]
        return settled, offers.search(domain & choice)

    def _counts(self, company, team, day):
        return (
            company.id == self.company_id.id
            and (not self.team_id or team.id == self.team_id.id)
            and self.date_start <= day <= self.date_end
        )

    @api.model
    def _budgets_of(self, offer):
        """Budgets that an offer uses, taken until the end of the transaction."""
        budgets = self.search(
            [
                ("company_id", "=", offer.company_id.id),
                ("team_id", "in", [offer.budget_team_id.id, False]),
                ("date_start", "<=", offer.date_granted),
                ("date_end", ">=", offer.date_granted),
            ],
            order="id",
        )
        if budgets:
            self.env.execute_query(queries.take_turn(self._table, budgets.ids))
        return budgets

    def _exceeded_by(self, offer):
        """Those that are exceeded now, the offer counted."""
        used = self._used_amounts()
        return self.filtered(
            lambda b: b.currency_id.compare_amounts(b._with(offer, used), b.amount) > 0
        )

    def _with(self, offer, used):
        """Granted amount of this budget with an offer that is only proposed."""
        others = offer._fellows().filtered(
            lambda o: (
                o.state in GRANTED_STATES
                and self._counts(o.company_id, o.budget_team_id, o.date_granted)
            )
        )
        more = (others | offer)._total_of("amount_company") - others._total_of(
            "amount_company"
        )
        return used[self.id] + more

    def _words_exceeded(self, offer):
        return self.env._(
            "Above the budget of %(budget)s: %(left)s were left.",
            budget=self.display_name,
            left=self.currency_id.format(
                self.amount - self._used_amounts().get(self.id, 0.0)
            ),
        )

    @api.model
    def _renew(self, today, companies=None):
        """The next period of budgets that ended and are to be renewed."""
        domain = Domain("is_renewed", "=", True) & Domain("date_end", "<", today)
        if companies is not None:
            domain &= Domain("company_id", "in", companies.ids)
        for budget in self.search(domain):
            with budget.company_id._on_its_own("Complaints: budgets"):
                budget._renew_once(today)

    def _renew_once(self, today):
        self.ensure_one()
        months = MONTHS[self.period]
        following = self.date_start + relativedelta(months=months)
        start = max(date_utils.start_of(today, self.period), following)
        self.is_renewed = False
        taken = self.search_count(
            [
                ("company_id", "=", self.company_id.id),
                ("team_id", "=", self.team_id.id),
                ("date_end", ">=", start),
            ],
            limit=1,
        )
        if not taken:
            self.copy({"date_start": start, "is_renewed": True})
