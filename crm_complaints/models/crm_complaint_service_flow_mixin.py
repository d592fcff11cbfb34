# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import binascii
from datetime import datetime, time, timedelta

import pytz

from odoo import fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import plaintext2html

from .crm_assignment_rules import rank
from .crm_complaint_readers import told_to
from .crm_complaint_turns import hold


class CrmComplaintServiceFlowMixin(models.AbstractModel):
    """Who goes, start and finish on the phone, and the customer's signature."""

    _name = "crm.complaint.service.flow.mixin"
    _description = "Steps of a Service"

    def action_suggest(self):
        """Proposes the technician by skill, presence and work of that day."""
        self.ensure_one()
        self.complaint_id.check_access("write")
        person, reason = self._suggestion()
        if person:
            self.write({"user_id": person.id})
            self.sudo().assignment_reason = reason
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success" if person else "warning",
                "title": person.name or self.env._("Nobody found"),
                "message": reason,
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def action_start(self):
        self._check_worker()
        for service in self:
            service._check_state("planned")
            service.sudo().write(
                {
                    "state": "started",
                    "date_start": service.date_start or fields.Datetime.now(),
                    "user_id": service.user_id.id or self.env.uid,
                }
            )

    def action_finish(self):
        """Work is done: the customer may sign, here or in the portal."""
        self._check_worker()
        for service in self:
            service._check_state("started")
            if not (service.work_done or "").strip():
                raise UserError(
                    self.env._(
                        "%s: write what was done; the customer signs it.", service.name
                    )
                )
            if service.coverage == "excluded" and not service.exclusion_ids:
                raise UserError(
                    self.env._(
                        "%s: choose why it is outside what was agreed.", service.name
                    )
                )
            service.sudo().write(
                {
                    "state": "done",
                    "date_end": service.date_end or fields.Datetime.now(),
                }
            )
            service.sudo()._ask_signature()

    def action_reopen(self):
        """Back to work before the customer has signed."""
        self._check_worker()
        for service in self:
            service._check_state("done")
            service.sudo().write({"state": "started", "date_end": False})

    def action_cancel(self):
        self.complaint_id.check_access("write")
        for service in self:
            if service.state not in ("planned", "started"):
                raise UserError(self.env._("%s is done already.", service.display_name))
        self.sudo().write({"state": "cancelled"})
        for service in self.sudo():
            service.activity_unlink(["mail.mail_activity_data_todo"])

    def action_sign_here(self):
        """The customer signs on the technician's phone."""
        self.ensure_one()
        self._check_worker()
        self._check_state("done")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_complaints.crm_complaint_sign_action"
        )
        action["context"] = {
            "default_service_id": self.id,
            "default_name": self.partner_id.name,
        }
        return action

    def _sign(self, name, signature, partner, remark=""):
        """The customer's signature completes the service, once.

        Called as superuser after the caller has checked that the visitor may see the
        service, or that the technician holds it.
        """
        self.ensure_one()
        hold(self)
        self.invalidate_recordset(["state"])
        self._check_state("done")
        name = (name or "").strip()[:100]
        if not name or not signature:
            raise UserError(self.env._("%s: name and signature are needed.", self.name))
        try:
            self.write(
                {
                    "state": "signed",
                    "signed_name": name,
                    "signature": signature,
                    "date_signed": fields.Datetime.now(),
                    "customer_remark": (remark or "").strip()[:2000],
                }
            )
        except (TypeError, binascii.Error) as error:
            raise UserError(self.env._("The signature cannot be read.")) from error
        self.activity_unlink(["mail.mail_activity_data_todo"])
        self._file_sheet(partner)
        if self.customer_remark:
            self._tell_remark()

    def _tell_remark(self):
        """The agent, else the leader, hears what the customer found wrong."""
        person = self.complaint_id.user_id or self.team_id.user_id
        if person:
            self.complaint_id.activity_schedule(
                "mail.mail_activity_data_todo",
                summary=told_to(self, person).env._(
                    "%(service)s: the customer signed with a remark", service=self.name
                ),
                note=plaintext2html(self.customer_remark),
                user_id=person.id,
            )

    def _file_sheet(self, partner):
        """The signed sheet goes into the complaint, where the customer finds it."""
        pdf = self.env["ir.actions.report"]._render_qweb_pdf(
            "crm_complaints.crm_complaint_service_report", self.ids
        )[0]
        self.complaint_id.message_post(
            body=self._words_of_signature(),
            attachments=[(f"{self._get_report_base_filename()}.pdf", pdf)],
            author_id=partner.id,
            message_type="notification",
            subtype_xmlid="mail.mt_comment",
        )

    def _words_of_signature(self):
        words = self.env._(
            "Service %(name)s signed by %(person)s.",
            name=self.name,
            person=self.signed_name,
        )
        if self.customer_remark:
            remark = self.env._("Remark: %s", self.customer_remark)
            words = f"{words}\n{remark}"
        return plaintext2html(words)

    def _check_state(self, state):
        self.ensure_one()
        labels = dict(self._fields["state"]._description_selection(self.env))
        if self.state != state:
            raise UserError(
                self.env._(
                    "%(service)s is “%(is_state)s”, not “%(needed)s”.",
                    service=self.name,
                    is_state=labels[self.state],
                    needed=labels[state],
                )
            )

    def _check_worker(self):
        """The technician, or who may work on the complaint."""
        for service in self:
            may_work = service.complaint_id.has_access("write")
            if not (self.env.su or may_work or service.user_id == self.env.user):
                raise AccessError(
                    self.env._(
                        "%(service)s is the work of %(user)s.",
                        service=service.name,
                        user=service.user_id.name or self.env._("nobody yet"),
                    )
                )

    def _suggestion(self):
        """(user, reason): the best technician for this service, or nobody and why."""
        cards = self.env["crm.complaint.agent"].sudo()
        cards = cards.search([("is_technician", "=", True)])
        company = self.company_id
        users = cards.user_id.filtered(lambda u: company in u.company_ids)
        start = self.date_planned or fields.Datetime.now()
        end = self.date_planned_end or start
        day_work = self._services_of(users, start, end)
        candidates = self.env["crm.complaint.agent"]._candidates(
            users - day_work["busy"],
            day_work["load"],
            skills=self.kind_id.sudo().skill_ids,
            lang=self.partner_id.lang,
            start=start,
            end=end,
        )
        # the limit of open cases is one of the desk, not of the road
        best = rank([person._replace(limit=0) for person in candidates], "skill")[:1]
        if not best:
            reason = self.env._(
                "No technician is free then. Mark people as technicians under "
                "Configuration › Agents, or choose another time."
            )
            return self.env["res.users"], reason
        user = self.env["res.users"].browse(best[0].user_id)
        return user, self._why_technician(best[0])

    def _why_technician(self, person):
        skills = self.kind_id.sudo().skill_ids
        words = [self.env._("%s services on that day", person.load)]
        if skills and not person.missing:
            names = ", ".join(skills.mapped("name"))
            words.insert(0, self.env._("knows %s", names))
        elif skills:
            words.insert(0, self.env._("nobody free knows everything needed"))
        return "; ".join(words)

    def _services_of(self, users, start, end):
        """busy: technicians with a service at that time; load: services of the day,
        which is the day of the customer's place and not that of UTC."""
        first, last = self._day_of_work(start)
        services = self.sudo().search(
            Domain("user_id", "in", users.ids)
            & Domain("id", "not in", self.ids)
            & Domain("state", "in", ("planned", "started"))
            & Domain("date_planned", "<", max(end, last))
            & Domain("date_planned_end", ">", min(start, first))
        )
        busy = services.filtered(
            lambda s: s.date_planned < end and s.date_planned_end > start
        )
        today = services.filtered(lambda s: first <= s.date_planned < last)
        load = {user.id: len(own) for user, own in today.grouped("user_id").items()}
        return {"busy": busy.user_id, "load": load}

    def _day_of_work(self, moment):
        """Start and end of the day that a moment belongs to, as naive UTC."""
        zone = pytz.timezone(self.complaint_id._zone())
        day = pytz.utc.localize(moment).astimezone(zone).date()
        return tuple(
            zone.localize(datetime.combine(day + timedelta(days=number), time.min))
            .astimezone(pytz.utc)
            .replace(tzinfo=None)
            for number in (0, 1)
        )

    def _tell_technician(self):
        self.activity_unlink(["mail.mail_activity_data_todo"])
        day = fields.Datetime.context_timestamp(
            self.with_context(tz=self.user_id.tz or "UTC"),
            self.date_planned or fields.Datetime.now(),
        ).date()
        self.activity_schedule(
            "mail.mail_activity_data_todo",
            date_deadline=day,
            summary=told_to(self, self.user_id).env._("Service: %s", self.display_name),
            user_id=self.user_id.id,
        )

    def _ask_signature(self):
        """The customer gets the link to read and sign the sheet."""
        if self.partner_id.email:
            self.with_context(mail_notify_author=False).message_post_with_source(
                "crm_complaints.crm_complaint_service_template_sign",
                message_type="comment",
                subtype_xmlid="mail.mt_comment",
                email_layout_xmlid="mail.mail_notification_light",
                author_id=self.env.user.partner_id.id,
            )
