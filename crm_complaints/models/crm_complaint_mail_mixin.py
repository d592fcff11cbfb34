# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.fields import Domain
from odoo.tools import email_normalize, html2plaintext
from odoo.tools.mail import parse_contact_from_email

from .crm_complaint_reach_mixin import ANSWERED
from .crm_mail_rules import number_words


class CrmComplaintMailMixin(models.AbstractModel):
    """The conversation: what comes in, what counts as an answer, what is sent."""

    _name = "crm.complaint.mail.mixin"
    _description = "Mails of a Complaint"

    @api.model
    def message_new(self, msg_dict, custom_values=None):
        """A mail to a team's address opens a complaint of its sender.

        The agent reads the mail itself, which is posted next: no other mail tells him.
        """
        values = custom_values or {}
        company = values.get("company_id") or self.env.company.id
        author = self._mail_author(msg_dict, self.env["res.company"].browse(company))
        body = html2plaintext(msg_dict.get("body") or "").strip()
        subject = msg_dict.get("subject") or self.env._("No Subject")
        values = {
            "name": "/",  # else the subject would become the number
            "subject": subject,
            "description": body or subject,
            "partner_id": author.id,
            "email_from": msg_dict.get("email_from"),
            "channel": "mail",
            **(custom_values or {}),
        }
        quiet = self.with_context(
            default_user_id=False,
            mail_auto_subscribe_no_notify=True,
            crm_acknowledge_later=True,
        )
        complaint = super(CrmComplaintMailMixin, quiet).message_new(
            msg_dict, custom_values=values
        )
        return complaint.with_context(
            mail_auto_subscribe_no_notify=False, crm_acknowledge_later=False
        )

    @api.model
    def _mail_author(self, msg_dict, company):
        """Contact who wrote a mail, opened when the address is new in this company."""
        author = self.env["res.partner"].browse(msg_dict.get("author_id"))
        if not author or author.company_id not in (company, company.browse()):
            author = self._contact_of_address(msg_dict.get("email_from"), company)
            msg_dict["author_id"] = author.id
        return author

    @api.model
    def _contact_of_address(self, email, company, **values):
        """The contact with a mail address that a company may use, else a new one."""
        name, address = parse_contact_from_email(email)
        contacts = self.env["res.partner"].sudo().with_company(company)
        known = contacts.search(
            Domain("email_normalized", "=", email_normalize(address))
            & Domain("company_id", "in", [company.id, False]),
            order="company_id, id",
            limit=1,
        )
        return known or contacts.create(
            {"name": name or address, "email": address, **values}
        )

    @api.model
    def _thread_of_subject(self, msg_dict):
        """Id of the complaint whose number stands in the subject of a mail.

        Only its own customer joins the conversation; a stranger who quotes a number
        opens a case of his own.
        """
        numbers = number_words(msg_dict.get("subject"))
        sender = email_normalize(msg_dict.get("email_from") or "")
        if not numbers or not sender:
            return None
        found = self.sudo().search([("name", "in", numbers)], order="id desc", limit=9)
        for complaint in found:
            people = complaint.partner_id.commercial_partner_id
            addresses = (people | people.child_ids).mapped("email_normalized")
            if sender in (*addresses, email_normalize(complaint.email_from or "")):
                return complaint.id
        return None

    def _message_post_after_hook(self, message, msg_values):
        result = super()._message_post_after_hook(message, msg_values)
        if not message.is_internal:
            # the customer opens the files from the portal page, which writes nothing
            message.sudo().attachment_ids.generate_access_token()
        for complaint in self.sudo():
            if complaint._is_answer(message):
                complaint._meet_targets(ANSWERED, message.date)
            elif complaint._is_customers_word(message):
                complaint._customer_replied(message.date)
        return result

    def _is_answer(self, message):
        """A person of the company told the customer something; notes and robots do
        not, nor does a message that reaches nobody of the customer's side
        (_reaches_customers_side). Where none can reach him, a call counts (_is_call).
        """
        written = (
            message.message_type in ("comment", "email", "email_outgoing")
            and message.subtype_id.id == self._known_id("mail.mt_comment")
            and not message.is_internal
            and self._is_colleague(message.author_id)
        )
        return (
            self._reaches_customers_side(message) if written else self._is_call(message)
        )

    def _is_customers_word(self, message):
        """The customer's side wrote something itself."""
        return (
            message.message_type in ("comment", "email")
            and not message.is_internal
            and bool(message.author_id)
            and not self._is_colleague(message.author_id)
        )

    def _is_colleague(self, partner):
        if partner.id == self._known_id("base.partner_root"):
            return False
        return bool(partner.sudo().user_ids.filtered(lambda user: not user.share))

    def _known_id(self, xmlid):
        """From memory, where ``env.ref`` asks the database whether it still exists."""
        return self.env["ir.model.data"]._xmlid_to_res_id(xmlid)

    def _customer_replied(self, now):
        """The customer's answer ends the pause that waited for it, and waits itself
        for an answer."""
        if self.phase == "waiting":
            stage = self.env["crm.complaint.stage"]._first("work")
            self._enter_stage(stage, self.env._("The customer answered."))
        self._expect_answer(now)

    def _tell_solution(self):
        """The agent's answer with the solution, and the way to rate it."""
        self._send_template(
            "crm_complaints.crm_complaint_template_solved",
            message_type="comment",
            author_id=self.env.user.partner_id.id,
            subtype_xmlid="mail.mt_comment",
        )

    def _send_template(self, template, **options):
        """Sends a mail.template, given as a record or by its XML id."""
        values = {
            "message_type": "auto_comment",
            "subtype_xmlid": "mail.mt_note",
            "email_layout_xmlid": "mail.mail_notification_light",
            **options,
        }
        self.with_context(mail_notify_author=False).message_post_with_source(
            template, **values
        )

    def _is_visible_to(self, user, access_token=None):
        """Whether a visitor sees this complaint: by its token, as a colleague with
        the right to read it, or as somebody of the customer's company."""
        self.ensure_one()
        if self._is_token(access_token):
            return True
        if user._is_public():
            return False
        if user._is_internal():
            return self.with_user(user).has_access("read")
        return self._is_visible_to_portal(user)

    def _portal_messages(self):
        """What customer and company wrote to each other, oldest first, no notes."""
        messages = self.sudo().website_message_ids.filtered(
            lambda m: (
                m.subtype_id
                and not m.subtype_id.internal
                and not m.is_internal
                and (m.attachment_ids or html2plaintext(m.body or "").strip())
            )
        )
        return messages.sorted("id")

    def _stage_words(self):
        """The stage as the customer reads it."""
        if self.phase == "waiting":
            return self.env._("Waiting for you")
        return self.stage_id.name

    def _is_answer_due(self):
        """Whether the customer still waits for the promised first answer; while the
        company waits for him, nothing is promised for a certain moment."""
        waiting = self.clock_ids.filtered(
            lambda c: c.target == "response" and c.state == "running"
        )
        return bool(self.date_promised and waiting)

    def _promise_words(self):
        """The promised moment as the customer reads it."""
        self.ensure_one()
        return self._customer_words(self.date_promised)
