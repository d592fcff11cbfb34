# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date, timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from . import crm_care_queries as queries
from .crm_lunar_calendar import lunar_to_solar


class CrmCareOccasion(models.Model):
    """A day on which customers are remembered, with what is given and said.

    The task appears the lead days before, so that a card is there on the day itself.
    """

    _name = "crm.care.occasion"
    _description = "Care Occasion"
    _inherit = ["crm.rule.mixin"]
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        comodel_name="res.company", help="Empty: for every company.", index=True
    )
    rule_enabled = fields.Boolean(default=False)
    kind = fields.Selection(
        selection=[
            ("fixed", "Day of the year"),
            ("lunar", "Day of the lunar year"),
            ("birthday", "Birthday of a contact person"),
            ("founding", "Founding day of the customer"),
            ("first_order", "Anniversary of the first order"),
            ("event", "Event of the customer"),
        ],
        default="fixed",
        required=True,
    )
    month = fields.Integer(default=1)
    day = fields.Integer(default=1)
    lead_days = fields.Integer(
        string="Days ahead",
        default=7,
        help="Time to choose, pack and send, so that it arrives on the day.",
    )
    gift = fields.Char(translate=True, help="Card, gift basket, mooncakes, a call...")
    currency_id = fields.Many2one(
        comodel_name="res.currency",
        default=lambda self: self.env.company.currency_id,
        required=True,
    )
    cost = fields.Monetary(string="Cost of One")
    mail_template_id = fields.Many2one(
        comodel_name="mail.template",
        string="Greeting",
        domain="[('model', '=', 'crm.care.task')]",
        help="Sent with a click from the task.",
    )
    date_next = fields.Date(string="Next on", compute="_compute_date_next")

    @api.depends("kind", "month", "day")
    def _compute_date_next(self):
        today = fields.Date.context_today(self)
        for occasion in self:
            occasion.date_next = occasion._next_date(today)

    @api.constrains("kind", "month", "day", "lead_days")
    def _check_day(self):
        for occasion in self:
            if occasion.kind not in ("fixed", "lunar"):
                continue
            longest = 30 if occasion.kind == "lunar" else 31
            if not (1 <= occasion.month <= 12 and 1 <= occasion.day <= longest):
                raise ValidationError(
                    self.env._(
                        "%(name)s: month %(month)s, day %(day)s is no day of the year.",
                        name=occasion.name,
                        month=occasion.month,
                        day=occasion.day,
                    )
                )

    def action_view_tasks(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_lifecycle.crm_care_task_action"
        )
        action["domain"] = [("occasion_id", "=", self.id)]
        action["context"] = {}
        return action

    def _next_date(self, today):
        """First day of the occasion on or after today, for kinds with one day."""
        self.ensure_one()
        if self.kind not in ("fixed", "lunar"):
            return False
        days = (self._date_in(today.year + offset) for offset in (-1, 0, 1))
        return min((day for day in days if day and day >= today), default=False)

    def _date_in(self, year):
        if self.kind == "lunar":
            return lunar_to_solar(year, self.month, self.day)
        return day_of_year(year, self.month, self.day)

    @api.model
    def _plan_company(self, company, today, limit):
        """Opens up to `limit` care tasks that are due; returns how many."""
        self.env.flush_all()
        planned = 0
        occasions = self.sudo().search(
            [("rule_enabled", "=", True), ("company_id", "in", [False, company.id])]
        )
        for occasion in occasions:
            planned += occasion._plan_due(company, today, limit - planned)
            if planned >= limit:
                break
        return planned

    def _plan_due(self, company, today, limit):
        self.ensure_one()
        scope = self.env["crm.customer"]._fact_scope(company, today=today)
        due = queries.CareScope(
            occasion_id=self.id,
            company_id=company.id,
            first=today,
            last=today + timedelta(days=self.lead_days),
            customers=self._rule_subselect(scope),
        )
        if self.kind in ("fixed", "lunar"):
            day = self._next_date(today)
            if not day or day > due.last:
                return 0
            query = queries.care_on_day(due, day, limit)
        elif self.kind == "event":
            query = queries.care_on_events(due, limit)
        else:
            query = queries.care_on_anniversary(due, self.kind, limit)
        rows = self.env.execute_query(query)
        self.env["crm.care.task"].sudo().create(
            [
                {
                    "occasion_id": self.id,
                    "customer_id": customer_id,
                    "partner_id": partner_id,
                    "user_id": user_id,
                    "date_occasion": day,
                    "date_due": self._prepare_from(day, today),
                    "gift": self.gift,
                    "cost": self.currency_id._convert(
                        self.cost, company.currency_id, company, today
                    ),
                }
                for customer_id, partner_id, user_id, day in rows
            ]
        )
        return len(rows)

    def _prepare_from(self, day, today):
        """Events have days ahead of their own: their task opens when they say so."""
        if self.kind == "event":
            return today
        return max(today, day - timedelta(days=self.lead_days))

    @api.model
    def _cron_plan_care(self, batch=500):
        cron = self.env["ir.cron"]
        for company in self.env["res.company"].sudo().search(Domain.TRUE):
            today = self.env["crm.customer"]._today(company)
            while planned := self._plan_company(company, today, batch):
                if not cron._commit_progress(planned, remaining=1):
                    return
        cron._commit_progress(remaining=0)


def day_of_year(year, month, day):
    """The calendar day; the last one of the month where the month is too short.

    >>> day_of_year(2026, 2, 29)
    datetime.date(2026, 2, 28)
    """
    first_of_next = date(year + month // 12, month % 12 + 1, 1)
    return min(
        first_of_next - timedelta(days=1),
        date(year, month, 1) + timedelta(days=day - 1),
    )
