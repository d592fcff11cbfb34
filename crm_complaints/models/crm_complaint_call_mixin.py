# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models
from odoo.fields import Domain
from odoo.tools import plaintext2html


class CrmComplaintCallMixin(models.AbstractModel):
    """How those whom an escalation calls hear of it: an activity, a mail."""

    _name = "crm.complaint.call.mixin"
    _description = "Calls of an Escalation"

    def _managers(self):
        """Complaint managers who work for the complaint's company."""
        group = self.env.ref("crm_complaints.crm_complaints_group_manager")
        return (
            self.env["res.users"]
            .sudo()
            .search(
                Domain("all_group_ids", "in", group.ids)
                & Domain("company_ids", "in", self.company_id.ids)
                & Domain("share", "=", False)
            )
        )

    def _call_people(self, people, words, reason):
        """An activity for each; an open call of the same person is renewed instead."""
        kind = self.env.ref("crm_complaints.mail_activity_type_escalation")
        summary = f"{self.name}: {words}"
        mine = self.activity_ids.filtered(lambda a: a.activity_type_id == kind)
        renewed = mine.filtered(lambda a: a.user_id in people)
        note = plaintext2html(reason)
        renewed.write({"summary": summary, "note": note})
        # a mail is sent where the rung says so, not for each activity
        quiet = self.with_context(mail_activity_quick_update=True)
        for person in people - renewed.user_id:
            quiet.activity_schedule(
                "crm_complaints.mail_activity_type_escalation",
                summary=summary,
                note=note,
                user_id=person.id,
            )

    def _mail_words(self, step):
        """Number, customer, reason and deadline of the clock in one line."""
        clock = self.env["crm.complaint.clock"].browse(step.get("clock_id") or [])
        deadline = clock.date_deadline or self.sla_deadline
        told = self.env._(
            "%(complaint)s of %(customer)s: %(reason)s.",
            complaint=self.name,
            customer=self.partner_id.commercial_partner_id.name,
            reason=step["reason"],
        )
        if not deadline:
            return told
        return self.env._(
            "%(told)s Due at %(deadline)s.",
            told=told,
            deadline=self._moment_words(deadline),
        )

    def _mail_people(self, people, words, told, template):
        body, subject = told, f"{self.name}: {words}"
        if template:
            body = template._render_field("body_html", self.ids)[self.id]
            subject = template._render_field("subject", self.ids)[self.id]
        self.message_notify(
            partner_ids=people.partner_id.ids,
            body=body,
            subject=subject,
        )
