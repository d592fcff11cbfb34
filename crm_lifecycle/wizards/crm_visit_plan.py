# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from collections import Counter
from datetime import datetime, timedelta

from pytz import timezone, utc

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command, Domain
from odoo.tools import date_utils

from ..models.crm_visit_plan_rules import spread


class CrmVisitPlan(models.TransientModel):
    """Writes the visits that the policies ask for in a period, after a preview."""

    _name = "crm.visit.plan"
    _description = "Generate a Visit Plan"

    @api.model
    def _default_next_month(self):
        return date_utils.add(
            date_utils.start_of(fields.Date.context_today(self), "month"), months=1
        )

    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        default=lambda self: self.env.company,
    )
    date_from = fields.Date(
        required=True, default=lambda self: self._default_next_month()
    )
    date_to = fields.Date(
        required=True,
        default=lambda self: date_utils.end_of(self._default_next_month(), "month"),
    )
    user_ids = fields.Many2many(
        comodel_name="res.users",
        string="Visitors",
        help="Empty: for everybody whose customers you see.",
    )
    per_day = fields.Integer(
        string="Visits a Day, at Most",
        default=4,
        required=True,
        help="A day with so many visits is avoided while others are free.",
    )
    line_ids = fields.One2many("crm.visit.plan.line", "plan_id")
    line_count = fields.Integer(compute="_compute_load")
    load = fields.Text(compute="_compute_load")

    @api.depends("line_ids")
    def _compute_load(self):
        for plan in self:
            lines = plan.line_ids
            plan.line_count = len(lines)
            busiest = Counter((line.user_id, line.day) for line in lines)
            plan.load = "\n".join(
                self.env._(
                    "%(user)s: %(count)s visits on %(days)s days, at most %(most)s a "
                    "day",
                    user=user.name,
                    count=len(mine),
                    days=len(set(mine.mapped("day"))),
                    most=max(busiest[user, line.day] for line in mine),
                )
                for user, mine in lines.grouped("user_id").items()
            )

    def action_preview(self):
        self.ensure_one()
        self._preview()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Visit Plan: Preview"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
        }

    def action_write(self):
        self.ensure_one()
        visits = self._write_plan()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_lifecycle.crm_customer_visit_action"
        )
        action["domain"] = [("id", "in", visits.ids)]
        action["context"] = {}
        return action

    def _preview(self):
        """Proposes per customer and month what the policy asks for beyond the plan."""
        if self.date_to < self.date_from:
            raise UserError(self.env._("The plan ends before it begins."))
        customers = self._customers()
        if not customers:
            raise UserError(
                self.env._(
                    "No customer you see has a visit policy. Switch one on under "
                    "Configuration, and wait for the facts to be refreshed."
                )
            )
        days, loads, lines = self._working_days(), self._loads(), []
        planned = self._planned(customers)
        for month, month_days in days.items():
            for customer in customers:
                policy = customer.visit_policy_id
                visitor = policy._visitor_of(customer)
                if not visitor or (self.user_ids and visitor not in self.user_ids):
                    continue
                missing = policy.visits_min - planned.get((customer.id, month), 0)
                load = loads.setdefault(visitor.id, {})
                for day in spread(month_days, load, max(0, missing), self.per_day):
                    lines.append(self._prepare_line(customer, policy, visitor, day))
        self.line_ids = [Command.clear(), *map(Command.create, lines)]

    def _prepare_line(self, customer, policy, visitor, day):
        return {
            "customer_id": customer.id,
            "policy_id": policy.id,
            "user_id": visitor.id,
            "day": day,
        }

    def _customers(self):
        """The most important first: they get the best days."""
        return self.env["crm.customer"].search(
            [
                ("company_id", "=", self.company_id.id),
                ("visit_policy_id.rule_enabled", "=", True),
            ],
            order="visit_policy_id, amount_12m desc, id",
        )

    def _working_days(self):
        """{first of month: working days} of the company, holidays left out."""
        calendar = self.company_id.resource_calendar_id
        zone = timezone(calendar.tz or "UTC")
        start = zone.localize(fields.Datetime.to_datetime(self.date_from))
        stop = zone.localize(
            fields.Datetime.to_datetime(self.date_to + timedelta(days=1))
        )
        days = {
            begin.astimezone(zone).date()
            for begin, _end, _line in calendar._work_intervals_batch(start, stop)[False]
        }
        months = {}
        for day in sorted(days):
            months.setdefault(day.replace(day=1), []).append(day)
        return months

    def _period_domain(self):
        first = date_utils.start_of(self.date_from, "month")
        last = date_utils.end_of(self.date_to, "month") + timedelta(days=1)
        return (
            Domain("company_id", "=", self.company_id.id)
            & Domain("date_start", ">=", fields.Datetime.to_datetime(first))
            & Domain("date_start", "<", fields.Datetime.to_datetime(last))
            & Domain("state", "not in", ["cancelled", "missed"])
        )

    def _planned(self, customers):
        """{(customer id, first of month): visits there are}"""
        groups = (
            self.env["crm.customer.visit"]
            .sudo()
            ._read_group(
                self._period_domain() & Domain("customer_id", "in", customers.ids),
                ["customer_id", "date_start:month"],
                ["__count"],
            )
        )
        return {(customer.id, month.date()): count for customer, month, count in groups}

    def _loads(self):
        """{user id: {day: visits there are}}"""
        groups = (
            self.env["crm.customer.visit"]
            .sudo()
            ._read_group(
                self._period_domain(), ["user_id", "date_start:day"], ["__count"]
            )
        )
        loads = {}
        for user, day, count in groups:
            loads.setdefault(user.id, {})[day.date()] = count
        return loads

    def _write_plan(self):
        """The lines become planned visits, one after another through each day.

        What was planned meanwhile, by a colleague or a second click, is left out; of
        two who write at the same moment the database lets one.
        """
        planned, values = self._planned(self.line_ids.customer_id), []
        position = Counter()
        for line in self.line_ids.sorted(lambda rec: (rec.user_id.id, rec.day, rec.id)):
            slot = (line.customer_id.id, line.day.replace(day=1))
            if planned.get(slot, 0) >= line.policy_id.visits_min:
                continue
            planned[slot] = planned.get(slot, 0) + 1
            number = position[line.user_id.id, line.day]
            position[line.user_id.id, line.day] += 1
            values.append(self._prepare_visit(line, number))
            values[-1]["plan_slot"] = f"{slot[1]:%Y-%m}/{planned[slot]}"
        return self._create_visits(values)

    def _create_visits(self, values):
        """As the user, who plans for others only if he may; the origin is ours."""
        origin = [
            {name: vals.pop(name) for name in ("plan_slot", "policy_id")}
            for vals in values
        ]
        visits = self.env["crm.customer.visit"].create(values)
        for visit, vals in zip(visits, origin, strict=True):
            visit.sudo().write(vals)
        return visits

    def _prepare_visit(self, line, number):
        kind = line.policy_id.type_id
        zone = timezone(line.user_id.tz or self.company_id.resource_calendar_id.tz)
        hour = min(9 + 2 * number, 17)
        local = zone.localize(datetime.combine(line.day, datetime.min.time()))
        start = local.replace(hour=hour).astimezone(utc).replace(tzinfo=None)
        return {
            "customer_id": line.customer_id.id,
            "type_id": kind.id,
            "user_id": line.user_id.id,
            "date_start": start,
            "policy_id": line.policy_id.id,
        }
