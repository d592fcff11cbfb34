# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command, Domain

from .crm_complaint_sla import REPEATED

# Goes on in the case that stays, whatever state it is in.
WORK = (
    "request_ids",
    "promise_ids",
    "service_ids",
    "measure_ids",
    "inquiry_ids",
    "cost_ids",
    "why_ids",
    "conduct_ids",
    "lead_ids",
)
# A case has one of them: they go along unless the case that stays has its own.
SINGLE = ("sheet_ids", "party_ids")
# What an agent wrote: joined, or taken where the case that stays says nothing.
JOINED = ("symptom", "investigation", "corrective_action")
TAKEN = ("solution", "cause_id", "corrective_user_id", "date_corrective")
FAR = fields.Datetime.to_datetime("9999-12-31")
# What is copied of the clock of an answer that is still owed.
OWED = (
    "allowed_hours",
    "date_deadline",
    "date_start",
    "is_breached",
    "is_warned",
    "pause_hours",
    "sla_id",
    "state",
    "warning_percent",
)


class CrmComplaintMergeContentsMixin(models.AbstractModel):
    """What becomes of the contents of a complaint that ends in another one.

    Called as superuser. What stays is named in the complaint that ended; why it stays
    is told in docs/decisions/0043.
    """

    _name = "crm.complaint.merge.contents.mixin"
    _description = "Contents of a Merged Complaint"

    def _move_conversation(self, target):
        is_shared = self._is_shared_with(target)
        internal = self.env.ref("mail.mt_note")
        messages = self.message_ids.filtered(
            lambda m: (
                m.message_type in ("comment", "email", "email_outgoing")
                and (is_shared or m.subtype_id == internal)
            )
        )
        said = self.message_ids - messages
        if self.customer_id == target.customer_id:
            stays = said.browse() if is_shared else said
            files = self._attachments() - stays.attachment_ids
            files.write({"res_id": target.id})
        messages.write({"res_id": target.id})
        partners = self.message_partner_ids
        if not is_shared:
            partners = partners.filtered(lambda p: self._is_colleague(p))
        target.message_subscribe(partner_ids=partners.ids)

    def _attachments(self):
        return self.env["ir.attachment"].search(
            Domain("res_model", "=", self._name) & Domain("res_id", "=", self.id)
        )

    def _move_work(self, target, is_same):
        """Work of the same customer goes on in `target`; what stays is named."""
        if is_same:
            for rows in self._rows_that_go(target):
                rows.write({"complaint_id": target.id})
            target._take_over_findings(self)
            target._take_over_gravity(self)
        if self.outbreak_id and not target.outbreak_id:
            target.outbreak_id = self.outbreak_id
        self._name_what_stays(target)

    def _rows_that_go(self, target):
        names = [*WORK, *(name for name in SINGLE if not target[name])]
        offers = self.compensation_ids.filtered(lambda o: o.state == "proposed")
        orders = self._rows("order_ids").filtered(lambda o: not o.is_gratis)
        return [*(self._rows(name) for name in names), offers, orders]

    def _rows(self, name):
        """Rows of a field, archived ones too."""
        self.invalidate_recordset([name])
        return self.with_context(active_test=False)[name]

    def _move_activities(self, target):
        """Whoever had something to do does it there; reminders of a promise stay with
        the promise."""
        stays = tuple(p._reminder_mark() for p in self.promise_ids)
        self.activity_ids.filtered(
            lambda a: not stays or not (a.summary or "").endswith(stays)
        ).write({"res_id": target.id})

    def _take_over_findings(self, loser):
        values = {n: loser[n] for n in TAKEN if loser[n] and not self[n]}
        for name in JOINED:
            if loser[name] and self[name]:
                values[name] = f"{self[name]}\n\n{loser.name}: {loser[name]}"
            elif loser[name]:
                values[name] = loser[name]
        links = [Command.link(motive.id) for motive in loser.motive_ids]
        self.write({**values, "motive_ids": links})

    def _take_over_gravity(self, loser):
        """It is as severe as the gravest of both, and a crisis stays a crisis."""
        values = {}
        if loser.priority_order > self.priority_order:
            values["severity"] = loser.severity
        if loser.escalation_level > self.escalation_level:
            values["escalation_level"] = loser.escalation_level
            values["date_escalated"] = loser.date_escalated
        is_crisis = loser.is_crisis and not self.is_crisis
        if is_crisis:
            values["is_crisis"] = True
        if values:
            self.write(values)
        if is_crisis:
            reason = self.env._("%s was a crisis when it was merged.", loser.name)
            step = {"kind": "crisis", "level": self.escalation_level}
            self._note_step({**step, "reason": reason})
        if loser.date_call:
            self._take_over_calls(loser)

    def _name_what_stays(self, target):
        names = [n for n in (*WORK, *SINGLE) if self._rows(n)]
        if not names:
            return
        labels = [self._fields[n]._description_string(self.env) for n in names]
        self._message_log(
            body=self.env._(
                "Stays here, because %(target)s is of another customer or has its own: "
                "%(names)s",
                target=target.name,
                names=", ".join(labels),
            )
        )

    def _owed_answer(self):
        """The promise of an answer that is broken first, as (values, events) of its
        clock before it ends; None when no answer is owed."""
        clocks = self._open_clock("response") | self._open_clock(REPEATED)
        clock = clocks.sorted(lambda c: c.date_deadline or FAR)[:1]
        if not clock:
            return None
        return clock.read(OWED, load=None)[0], clock.event_ids.sorted("id")

    def _owe_answer(self, owed, reason, now):
        """Goes on with the promise of a merged complaint; its time used stays used."""
        values, events = owed
        values.pop("id")
        is_paused = values.pop("state") == "paused"
        deadline = values.pop("date_deadline")
        if self.phase == "waiting" and not is_paused:
            stage = self.env["crm.complaint.stage"]._first("work")
            self._enter_stage(stage, reason)
        own = self._open_clock("response") | self._open_clock(REPEATED)
        if own and not self._is_owed_sooner(deadline, own):
            return
        clock = self.env["crm.complaint.clock"].create(
            {**values, "complaint_id": self.id, "target": REPEATED}
        )
        copied = {"complaint_id": self.id, "clock_id": clock.id}
        events.create([{**data, **copied} for data in events.copy_data()])
        clock._log("change", now, reason)
        if is_paused and self.phase != "waiting":
            clock._log("resume", now, reason)

    @api.model
    def _is_owed_sooner(self, deadline, clocks):
        own = [c.date_deadline for c in clocks if c.date_deadline]
        return bool(deadline) and deadline < min(own, default=FAR)

    def _check_not_charged(self):
        charged = self.sudo().party_ids.filtered("move_id")[:1]
        if charged:
            raise UserError(
                self.env._(
                    "%(complaint)s was charged back to %(party)s with %(document)s, "
                    "which names it. Settle it there, and link the complaints.",
                    complaint=self.name,
                    party=charged.display_name,
                    document=charged.move_id.display_name,
                )
            )
