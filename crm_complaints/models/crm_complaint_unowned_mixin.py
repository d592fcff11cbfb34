# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models
from odoo.tools import plaintext2html

from .crm_complaint_readers import told_to
from .crm_complaint_rights import entitled, words_without_right

HAND_OUT = "crm_complaints.mail_activity_type_hand_out"


class CrmComplaintUnownedMixin(models.AbstractModel):
    """A case that has nobody, or lost who worked on it, is handed out: the leader of
    the team hears of it at once, and the to-do is done by itself when it has an owner.
    """

    _name = "crm.complaint.unowned.mixin"
    _description = "Cases to Be Handed Out"

    def write(self, vals):
        result = super().write(vals)
        if {"stage_id", "team_id", "user_id"} & vals.keys():
            self.sudo()._follow_owner(vals)
        return result

    def _welcome(self):
        result = super()._welcome()
        self.sudo().filtered(lambda c: c.is_open and not c.user_id)._ask_for_owner()
        return result

    def _follow_owner(self, vals):
        """Ends the to-do when there is an owner or nothing to do, else sees to one."""
        for complaint in self:
            is_owned = complaint.user_id and "user_id" in vals
            if is_owned or not complaint.is_open:
                complaint._stop_asking_for_owner()
            elif not complaint.user_id:
                complaint._ask_for_owner()

    def _ask_for_owner(self, why=""):
        """One to-do for each who can hand it out; called as superuser."""
        for complaint in self:
            people = complaint._who_hands_out()
            todos = complaint._todos_to_hand_out()
            todos.filtered(lambda todo, who=people: todo.user_id not in who).unlink()
            for person in people - todos.exists().user_id:
                complaint.activity_schedule(
                    HAND_OUT,
                    date_deadline=complaint._day_to_hand_out(),
                    summary=told_to(self, person).env._("Hand out %s", complaint.name),
                    note=plaintext2html(why or complaint.assignment_reason or ""),
                    user_id=person.id,
                )

    def _move_activities(self, target):
        """Nobody hands out what is merged into another case."""
        self._todos_to_hand_out().unlink()
        return super()._move_activities(target)

    def _who_hands_out(self):
        """The leader of the team if he can open the case, else the managers."""
        leader = entitled(self.team_id.user_id).filtered("active")
        return leader or self._managers()

    def _todos_to_hand_out(self):
        kind = self.env.ref(HAND_OUT)
        return self.activity_ids.filtered(lambda a: a.activity_type_id == kind)

    def _day_to_hand_out(self):
        """The day of the next deadline: the acknowledgement, once that was sent the
        first response."""
        now = fields.Datetime.now()
        return self._day_there(max(now, self.sla_deadline or now))

    def _stop_asking_for_owner(self):
        if not self._todos_to_hand_out():
            return
        words = self.env._("Nothing is left to do.")
        if self.user_id:
            words = self.env._("%s answers it.", self.user_id.name)
        self.activity_feedback([HAND_OUT], feedback=words)

    def _stay_behind(self, to_user):
        """These did not follow their customer to a person without the right."""
        for complaint in self:
            words = self.env._(
                "%(customer)s goes to %(user)s. %(hindrance)s %(complaint)s stays with "
                "%(owner)s: hand it to an agent, or give the right in the settings of "
                "users.",
                customer=complaint.customer_id.display_name,
                user=to_user.name,
                hindrance=words_without_right(to_user),
                complaint=complaint.name,
                owner=complaint.user_id.name,
            )
            complaint._message_log(body=words)
            complaint._ask_for_owner(words)
