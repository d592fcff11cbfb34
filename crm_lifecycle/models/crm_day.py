# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import datetime

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

LINES = 8


class CrmDay(models.AbstractModel):
    """To-do centre: what needs me, or my team, now.

    A module adds a kind by extending ``_day_kinds`` with one more DayKind. Each kind
    costs two queries, however many records wait.
    """

    _name = "crm.day"
    _description = "My Day"
    _inherit = [
        "crm.day.file.mixin",
        "crm.day.development.mixin",
        "crm.day.qualification.mixin",
        "crm.day.ownership.mixin",
    ]

    @api.model
    def day(self, scope="me"):
        """What waits for the user (``me``) or for the people he leads (``team``)."""
        self.env["crm.customer"].check_access("read")
        users = self._day_users(scope)
        kinds = [self._day_row(kind, users) for kind in self._day_kinds(users)]
        return {
            "name": self.env.user.name,
            "may_lead": bool(self._led_users()),
            "scope": scope,
            "kinds": [kind for kind in kinds if kind["count"]],
            "count": sum(kind["count"] for kind in kinds),
            "late": sum(kind["late"] for kind in kinds),
        }

    @api.model
    def day_done(self, key, record_id):
        """Settles one line; its record checks who may."""
        kind = self._day_kind(key)
        record = self.env[kind.model].browse(record_id)
        record.check_access("read")
        getattr(self, f"_day_done_{key}")(record)
        return True

    @api.model
    def day_undo(self, key, record_id):
        """Takes back what ``day_done`` settled."""
        kind = self._day_kind(key)
        record = self.env[kind.model].browse(record_id)
        getattr(self, f"_day_undo_{key}")(record)
        return True

    @api.model
    def day_open(self, key, scope="me"):
        """Window action with all records of a kind."""
        kind = self._day_kind(key, scope)
        return {
            "type": "ir.actions.act_window",
            "name": kind.label,
            "res_model": kind.model,
            "domain": list(kind.domain),
            "views": [[False, "list"], [False, "form"]],
            "context": {"active_test": False} if key == "activity" else {},
        }

    @api.model
    def _day_kind(self, key, scope="me"):
        kinds = {kind.key: kind for kind in self._day_kinds(self._day_users(scope))}
        if key not in kinds:
            raise AccessError(self.env._("There is no such row in My Day."))
        return kinds[key]

    @api.model
    def _day_users(self, scope):
        return self._led_users() | self.env.user if scope == "team" else self.env.user

    @api.model
    def _led_users(self):
        """The people whose day the user may look at: his teams', or everybody's."""
        user = self.env.user
        users = self.env["res.users"]
        if user.has_group("crm_lifecycle.crm_lifecycle_group_director"):
            group = self.env.ref("crm_lifecycle.crm_lifecycle_group_user")
            return users.search(
                [
                    ("all_group_ids", "in", group.ids),
                    ("company_ids", "in", self.env.companies.ids),
                ]
            )
        if not user.has_group("crm_lifecycle.crm_lifecycle_group_team"):
            return users
        teams = self.env["crm.team"].sudo().search([("user_id", "=", user.id)])
        return teams.member_ids.with_env(self.env)

    @api.model
    def _day_row(self, kind, users):
        model = self.env[kind.model]
        order = f"{kind.date}, id" if kind.date else "id"
        names = [name for name in (kind.date, kind.user, kind.detail) if name]
        records = model.search_fetch(
            kind.domain, ["display_name", *names], limit=LINES, order=order
        )
        count = len(records)
        late = self._day_late(kind, records)
        if count == LINES:
            count, late = self._day_counts(kind)
        return {
            "key": kind.key,
            "label": kind.label,
            "icon": kind.icon,
            "model": kind.model,
            "can_be_done": kind.can_be_done,
            "count": count,
            "late": late,
            "lines": [self._day_line(kind, record, users) for record in records],
        }

    @api.model
    def _day_line(self, kind, record, users):
        due = record[kind.date] if kind.date else False
        many = kind.user and len(users) > 1
        detail = record[kind.detail] if kind.detail else ""
        if isinstance(detail, models.BaseModel):
            detail = detail.sudo().display_name
        return {
            "id": record.id,
            "name": record.display_name,
            "detail": detail or "",
            "due": self._day_words(due),
            "late": self._is_late(due),
            "user": record[kind.user].sudo().name if many else "",
            **self._day_target(kind, record),
        }

    @api.model
    def _day_target(self, kind, record):
        """The record a line opens: an activity opens its document."""
        if kind.model == "mail.activity":
            return {"res_model": record.res_model, "res_id": record.res_id}
        if kind.model == "crm.approval":
            return {"res_model": record.res_model, "res_id": record.res_id}
        return {"res_model": kind.model, "res_id": record.id}

    @api.model
    def _day_late(self, kind, records):
        if not kind.date:
            return 0
        return len(records.filtered(lambda record: self._is_late(record[kind.date])))

    @api.model
    def _day_counts(self, kind):
        """(all, overdue) in the database, when there are more than the screen shows."""
        model = self.env[kind.model]
        count = model.search_count(kind.domain)
        if not kind.date:
            return count, 0
        moment = model._fields[kind.date].type == "datetime"
        limit = fields.Datetime.now() if moment else self._day_today()
        late = model.search_count(kind.domain & Domain(kind.date, "<", limit))
        return count, late

    @api.model
    def _is_late(self, due):
        if not due:
            return False
        if isinstance(due, datetime):
            return due < fields.Datetime.now()
        return due < self._day_today()

    @api.model
    def _day_words(self, due):
        """ "today 14:30", "3 days ago", "in 2 days", in the user's time zone."""
        if not due:
            return ""
        clock = ""
        if isinstance(due, datetime):
            local = fields.Datetime.context_timestamp(self, due)
            clock, due = local.strftime(" %H:%M"), local.date()
        days = (due - self._day_today()).days
        if days == 0:
            return self.env._("today") + clock
        if days == -1:
            return self.env._("yesterday")
        if days == 1:
            return self.env._("tomorrow")
        if days < 0:
            return self.env._("%s days ago", -days)
        return self.env._("in %s days", days)
