# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmVisitCalendarMixin(models.AbstractModel):
    """An agreed visit stands in the calendar; moving either moves the other.

    Both sides compare before they write, so a move never comes back as an echo.
    """

    _name = "crm.visit.calendar.mixin"
    _description = "Visit in the Calendar"

    event_id = fields.Many2one(
        comodel_name="calendar.event",
        string="Meeting",
        readonly=True,
        copy=False,
        ondelete="set null",
        index="btree_not_null",
    )

    def action_open_event(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "calendar.event",
            "res_id": self.event_id.id,
            "view_mode": "form",
        }

    def _book_event(self):
        """Opens the meeting in the visitor's calendar; the customer is not mailed."""
        self.ensure_one()
        events = self.env["calendar.event"].sudo().with_user(self.user_id).sudo()
        event = events.with_context(
            no_mail_to_attendees=True, mail_create_nolog=True
        ).create(self._prepare_event_values())
        self.sudo().event_id = event

    def _prepare_event_values(self):
        return {
            "name": self.display_name,
            "start": self.date_start,
            "stop": self.date_stop,
            "user_id": self.user_id.id,
            "partner_ids": [fields.Command.set(self.user_id.sudo().partner_id.ids)],
            "location": self.place,
            "description": self.purpose,
        }

    def _move_event(self):
        """The meeting follows the visit, where it differs."""
        for visit in self.sudo().filtered("event_id"):
            event, wanted = visit.event_id, {}
            if event.start != visit.date_start or event.stop != visit.date_stop:
                wanted.update(start=visit.date_start, stop=visit.date_stop)
            if event.user_id != visit.user_id:
                wanted["user_id"] = visit.user_id.id
                wanted["partner_ids"] = [
                    fields.Command.set(visit.user_id.partner_id.ids)
                ]
            if event.name != visit.display_name:
                wanted["name"] = visit.display_name
            if wanted:
                event.with_context(no_mail_to_attendees=True).write(wanted)

    def _follow_event(self):
        """The visit follows the meeting, where it differs and is still open."""
        for visit in self.filtered(lambda v: v.state in ("planned", "agreed")):
            event = visit.event_id
            hours = (event.stop - event.start).total_seconds() / 3600
            wanted = {}
            if visit.date_start != event.start:
                wanted["date_start"] = event.start
            if round(visit.duration, 2) != round(hours, 2) and hours > 0:
                wanted["duration"] = hours
            if wanted:
                visit.write(wanted)

    def _drop_event(self):
        self.sudo().event_id.unlink()

    def _return_to_plan(self):
        """The meeting is gone: the visit is planned again, without an appointment."""
        self.filtered(lambda v: v.state == "agreed").write({"state": "planned"})
