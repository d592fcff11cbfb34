# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import datetime, time

from pytz import timezone, utc

from odoo import api, fields, models
from odoo.fields import Domain

from .crm_day_kind import DayKind


class CrmDayKindsMixin(models.AbstractModel):
    """The kinds of things that may need somebody, one small method each."""

    _name = "crm.day.kinds.mixin"
    _description = "Kinds of Things to Do"

    @api.model
    def _day_kinds(self, users):
        """List of DayKind in the order of the screen; extend it with super()."""
        return [
            self._day_visits(users),
            self._day_activities(users),
            self._day_registrations(users),
            self._day_approvals(users),
            self._day_alerts(users),
            self._day_followups(users),
            self._day_care(users),
            self._day_plan_steps(users),
            self._day_reviews(users),
            self._day_checks(users),
        ]

    def _day_today(self):
        """Jobs open tasks on the company's day, so that is the day which counts."""
        return self.env["crm.customer"]._today(self.env.company)

    def _end_of_today(self):
        zone = timezone(self.env.user.tz or "UTC")
        day = fields.Date.context_today(self)
        local = zone.localize(datetime.combine(day, time.max))
        return local.astimezone(utc).replace(tzinfo=None, microsecond=0)

    def _day_visits(self, users):
        return self._kind(
            "visit",
            self.env._("Visits"),
            "fa-map-marker",
            "crm.customer.visit",
            Domain("user_id", "in", users.ids)
            & Domain("state", "in", ["planned", "agreed"])
            & Domain("date_start", "<=", self._end_of_today()),
            date="date_stop",
            user="user_id",
            detail="place",
        )

    def _day_activities(self, users):
        return self._kind(
            "activity",
            self.env._("Follow-ups"),
            "fa-clock-o",
            "mail.activity",
            Domain("user_id", "in", users.ids)
            & Domain("date_deadline", "<=", self._day_today())
            & Domain("res_model", "!=", "crm.approval"),
            date="date_deadline",
            user="user_id",
            detail="res_name",
            can_be_done=True,
        )

    def _day_registrations(self, users):
        return self._kind(
            "registration",
            self.env._("Registrations to confirm"),
            "fa-id-card-o",
            "crm.approval",
            Domain("approver_ids", "in", users.ids)
            & Domain("state", "=", "pending")
            & Domain("kind", "=", "registration"),
            detail="requester_id",
        )

    def _day_approvals(self, users):
        return self._kind(
            "approval",
            self.env._("Approvals"),
            "fa-check-square-o",
            "crm.approval",
            Domain("approver_ids", "in", users.ids)
            & Domain("state", "=", "pending")
            & Domain("kind", "!=", "registration"),
            detail="requester_id",
        )

    def _day_alerts(self, users):
        return self._kind(
            "alert",
            self.env._("Signals of customers"),
            "fa-bell-o",
            "crm.customer.alert",
            Domain("user_id", "in", users.ids) & Domain("state", "=", "open"),
            user="user_id",
            detail="customer_id",
            can_be_done=True,
        )

    def _day_followups(self, users):
        return self._kind(
            "followup",
            self.env._("A month without follow-up"),
            "fa-hourglass-end",
            "crm.customer",
            Domain("user_id", "in", users.ids)
            & self.env["crm.customer"]._followup_overdue_domain(),
            user="user_id",
            detail="stage_id",
        )

    def _day_care(self, users):
        return self._kind(
            "care",
            self.env._("Care due"),
            "fa-gift",
            "crm.care.task",
            Domain("user_id", "in", users.ids)
            & Domain("state", "=", "todo")
            & Domain("date_due", "<=", self._day_today()),
            date="date_occasion",
            user="user_id",
            detail="customer_id",
            can_be_done=True,
        )

    def _day_plan_steps(self, users):
        return self._kind(
            "plan",
            self.env._("Steps of customer plans"),
            "fa-flag-checkered",
            "crm.customer.plan.step",
            Domain("user_id", "in", users.ids)
            & Domain("is_done", "=", False)
            & Domain("plan_id.state", "=", "approved")
            & Domain("date", "<=", self._day_today()),
            date="date",
            user="user_id",
            detail="customer_id",
            can_be_done=True,
        )

    def _day_reviews(self, users):
        return self._kind(
            "review",
            self.env._("Visits to review"),
            "fa-pencil-square-o",
            "crm.customer.visit",
            self._reviews_domain(),
            user="user_id",
            detail="outcome",
        )

    def _reviews_domain(self):
        if not self.env.user.has_group("crm_lifecycle.crm_lifecycle_group_team"):
            return Domain.FALSE
        return self.env["crm.customer.visit"]._to_review_domain()

    def _day_checks(self, users):
        return self._kind(
            "check",
            self.env._("Spot checks"),
            "fa-search",
            "crm.visit.check",
            Domain("checker_id", "in", users.ids) & Domain("result", "=", "pending"),
            detail="visitor_id",
        )

    def _kind(self, key, label, *where, **more):
        """A DayKind from its icon, model and domain."""
        icon, model, domain = where
        return DayKind(key, label, icon, model, domain, **more)

    def _day_done_activity(self, activity):
        activity.action_done()

    def _day_undo_activity(self, activity):
        """A done activity is archived: its own person takes it out again."""
        activity.filtered(lambda a: a.user_id == self.env.user).action_unarchive()

    def _day_done_alert(self, alert):
        alert.action_handle()

    def _day_undo_alert(self, alert):
        alert.action_undo()

    def _day_done_care(self, task):
        task.action_done()

    def _day_undo_care(self, task):
        task.action_reopen()

    def _day_done_plan(self, step):
        step.is_done = True

    def _day_undo_plan(self, step):
        step.is_done = False
