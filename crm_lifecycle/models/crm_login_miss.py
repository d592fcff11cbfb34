# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import datetime, time, timedelta

from pytz import utc

from odoo import api, fields, models
from odoo.fields import Domain

USERS = "crm_lifecycle.crm_lifecycle_group_user"
DIRECTORS = "crm_lifecycle.crm_lifecycle_group_director"


class CrmLoginMiss(models.Model):
    """A working day, a week of travel, or two weeks without a log-in (S-125 to S-127).

    The list informs: nothing is blocked or taken away. Off until a company switches it
    on.
    """

    _name = "crm.login.miss"
    _description = "Missed Log-in"
    _inherit = ["crm.append.only.mixin"]
    _order = "date desc, id desc"
    _rec_name = "user_id"
    _log_access = False

    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Person",
        required=True,
        index=True,
        ondelete="cascade",
    )
    team_id = fields.Many2one("crm.team", index="btree_not_null")
    company_id = fields.Many2one("res.company", required=True, index=True)
    date = fields.Date(
        required=True, help="The day, the Monday of the week, or the day of the notice."
    )
    kind = fields.Selection(
        selection=[
            ("day", "No log-in on a working day"),
            ("week", "Too few log-ins in a week of travel"),
            ("notice", "No log-in for weeks"),
        ],
        required=True,
        index=True,
    )

    _once = models.UniqueIndex("(user_id, kind, date)")

    @api.model
    def _watched(self, company):
        """People whose main company this is and who work with customers."""
        return self.env["res.users"].search(
            Domain("all_group_ids", "in", self.env.ref(USERS).ids)
            & Domain("company_id", "=", company.id)
            & Domain("share", "=", False)
        )

    @api.model
    def _watch_day(self, company, day):
        """Who had to work on the day, was not on the road, and did not log in."""
        users = self._watched(company).filtered(
            lambda user: user.create_date.date() < day
        )
        seen = self.env["crm.login.day"]._days_of(users, day, day)
        away = self._travel_days(users, day, day)
        missing = users.filtered(
            lambda user: (
                user.id not in seen
                and user.id not in away
                and self._works_on(user, company, day)
            )
        )
        new = self._note(missing, company, "day", day)
        for miss in new:
            miss._tell(
                miss.user_id,
                self.env._("You did not log in on %s.", day),
                self.env._(
                    "Customers and colleagues count on what you note each working day. "
                    "Open My Day to see what waits."
                ),
            )

    @api.model
    def _watch_week(self, company, monday):
        """A week with travel needs some log-ins; the leaders get a list."""
        sunday = monday + timedelta(days=6)
        users = self._watched(company)
        seen = self.env["crm.login.day"]._days_of(users, monday, sunday)
        away = self._travel_days(users, monday, sunday)
        least = company.lifecycle_login_travel
        few = users.filtered(
            lambda user: user.id in away and len(seen.get(user.id, ())) < least
        )
        self._note(few, company, "week", monday)
        misses = self.search(
            Domain("company_id", "=", company.id)
            & Domain("kind", "in", ["day", "week"])
            & Domain("date", ">=", monday)
            & Domain("date", "<=", sunday)
        )
        for team, lines in misses.grouped("team_id").items():
            if team.user_id:
                lines[0]._tell(
                    team.user_id,
                    self.env._("Log-ins missed in the week of %s", monday),
                    lines._in_words(),
                )

    @api.model
    def _watch_absence(self, company, day):
        """Once per absence: nothing for the company's number of weeks."""
        first = day - timedelta(weeks=company.lifecycle_login_weeks)
        users = self._watched(company).filtered(
            lambda user: user.create_date.date() < first
        )
        seen = self.env["crm.login.day"]._days_of(users, first, day)
        noticed = self.search(
            Domain("user_id", "in", users.ids)
            & Domain("kind", "=", "notice")
            & Domain("date", ">=", first)
        )
        absent = users.filtered(lambda user: user.id not in seen) - noticed.user_id
        for miss in self._note(absent, company, "notice", day):
            readers = miss.user_id | miss.team_id.user_id
            directors = self.env["res.users"].search(
                Domain("all_group_ids", "in", self.env.ref(DIRECTORS).ids)
                & Domain("company_id", "=", company.id)
            )
            miss._tell(
                readers | directors,
                self.env._("%s did not log in for weeks", miss.user_id.name),
                self.env._("Not since %s or before.", first),
            )

    @api.model
    def _works_on(self, user, company, day):
        """By the person's or the company's calendar, without leaves of either."""
        calendar = user.resource_calendar_id or company.resource_calendar_id
        start = utc.localize(datetime.combine(day, time.min))
        end = utc.localize(datetime.combine(day, time.max))
        unusual = calendar._get_unusual_days(start, end, company)
        if unusual.get(fields.Date.to_string(day)):
            return False
        return not self.env["resource.calendar.leaves"].search_count(
            [
                ("resource_id.user_id", "=", user.id),
                ("date_from", "<=", end.replace(tzinfo=None)),
                ("date_to", ">=", start.replace(tzinfo=None)),
            ],
            limit=1,
        )

    @api.model
    def _travel_days(self, users, first, last):
        """{user id: days} with an agreed or done visit at a customer's place."""
        visits = self.env["crm.customer.visit"].search(
            Domain("user_id", "in", users.ids)
            & Domain("state", "in", ["agreed", "done", "reviewed"])
            & Domain("date_start", ">=", first)
            & Domain("date_start", "<", last + timedelta(days=1))
        )
        days = {}
        for visit in visits:
            days.setdefault(visit.user_id.id, set()).add(visit.date_start.date())
        return days

    @api.model
    def _note(self, users, company, kind, day):
        """New rows only: a job that runs twice tells nobody twice."""
        known = self.search(
            Domain("user_id", "in", users.ids)
            & Domain("kind", "=", kind)
            & Domain("date", "=", day)
        )
        return self.create(
            [
                {
                    "user_id": user.id,
                    "team_id": user.sale_team_id.id,
                    "company_id": company.id,
                    "kind": kind,
                    "date": day,
                }
                for user in users - known.user_id
            ]
        )

    def _tell(self, users, subject, body):
        """By mail or in Odoo, as each person prefers to be told."""
        self.env["mail.thread"].message_notify(
            partner_ids=users.partner_id.ids, subject=subject, body=body
        )

    def _in_words(self):
        labels = dict(self._fields["kind"]._description_selection(self.env))
        return "\n".join(
            f"{miss.date} {miss.user_id.name}: {labels[miss.kind]}"
            for miss in self.sorted("date")
        )

    @api.model
    def _cron_watch(self, today=None):
        """Each morning: yesterday; on Mondays also the week and the leaders' list."""
        self.env["crm.login.day"]._cron_note_days()
        watching = Domain("lifecycle_login_watch", "=", True)
        for company in self.env["res.company"].search(watching):
            day = today or self.env["crm.customer"]._today(company)
            with company._on_its_own("Log-in watch"):
                self._watch_day(company, day - timedelta(days=1))
                self._watch_absence(company, day)
                if day.weekday() == 0:
                    self._watch_week(company, day - timedelta(days=7))
