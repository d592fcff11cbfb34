# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import secrets
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import consteq

from .crm_complaint_turns import hold


class CrmComplaintWebMessage(models.Model):
    """A message of the public form; nobody knows yet whether the address is right.

    It becomes a complaint when its sender opens the link of the mail, or when an agent
    takes it over. Until then it belongs to no customer, and it goes after some days.
    """

    _name = "crm.complaint.web.message"
    _description = "Unverified Message"
    _inherit = [
        "crm.complaint.secret.mixin",
        "crm.complaint.web.reminder.mixin",
        "crm.guarded.mixin",
    ]
    _order = "id desc"
    _rec_name = "subject"

    _guarded_fields = frozenset({"state", "complaint_id", "token"})

    company_id = fields.Many2one("res.company", required=True, readonly=True)
    name = fields.Char(string="Sender", readonly=True, required=True)
    email = fields.Char(readonly=True, required=True)
    phone = fields.Char(readonly=True)
    subject = fields.Char(compute="_compute_subject", store=True)
    kind = fields.Selection(
        selection=lambda self: self.env["crm.complaint"]._selection_kind(),
        readonly=True,
        required=True,
    )
    category_id = fields.Many2one(
        "crm.complaint.category", readonly=True, ondelete="set null"
    )
    reference = fields.Char(
        string="Order or Invoice",
        readonly=True,
        help="As typed; not looked up.",
    )
    description = fields.Text(readonly=True, required=True)
    lang = fields.Char(readonly=True)
    state = fields.Selection(
        selection=[
            ("waiting", "Unverified"),
            ("done", "Complaint"),
            ("dropped", "Discarded"),
        ],
        default="waiting",
        required=True,
        readonly=True,
        index=True,
    )
    token = fields.Char(
        default=lambda self: secrets.token_urlsafe(32),
        readonly=True,
        copy=False,
        groups=fields.NO_ACCESS,
    )
    complaint_id = fields.Many2one("crm.complaint", readonly=True, ondelete="set null")
    filing_reason = fields.Char(
        string="Filed because",
        copy=False,
        help="Why it becomes a case although nobody confirmed the mail address: for "
        "instance, the sender was called.",
    )
    attachment_ids = fields.One2many(
        comodel_name="ir.attachment",
        inverse_name="res_id",
        string="Pictures",
        domain=[("res_model", "=", "crm.complaint.web.message")],
        readonly=True,
    )

    @api.depends("description")
    def _compute_subject(self):
        for message in self:
            text = (message.description or "").strip().partition("\n")[0]
            message.subject = text[:80]

    def action_accept(self):
        """An agent knows the sender, for instance by phone, and takes the case over."""
        self.check_access("write")
        complaints = self.env["crm.complaint"]
        for message in self:
            complaints |= message._file_unconfirmed()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_complaints.crm_complaint_action"
        )
        if len(complaints) == 1:
            action.update(views=[(False, "form")], res_id=complaints.id)
        return action

    def action_drop(self):
        self.check_access("write")
        self.filtered(lambda m: m.state == "waiting").sudo().state = "dropped"

    def _file_unconfirmed(self):
        """Opens the case on the word of a colleague, which stands in its chatter."""
        message = self.sudo()
        hold(message)
        message.invalidate_recordset(["state", "filing_reason"])
        if message.state == "done":
            return message.complaint_id
        reason = (message.filing_reason or "").strip()
        if not reason:
            raise UserError(
                self.env._(
                    "“%(message)s” of %(sender)s: nobody confirmed the address. Write "
                    "under “Filed because” how you know the sender, then file it.",
                    message=message.subject,
                    sender=message.name,
                )
            )
        complaint = message._confirm()
        complaint.message_post(
            body=self.env._(
                "Filed from the public form without a confirmed mail address: %s",
                reason,
            )
        )
        return complaint

    @api.model
    def _receive(self, values, pictures):
        """Keeps a message and asks its sender to confirm, unless he was mailed often
        enough in this hour (is_unasked); called as superuser."""
        message = self.create(values)
        self.env["ir.attachment"].create(
            [
                {
                    "name": name,
                    "raw": content,
                    "res_model": self._name,
                    "res_id": message.id,
                }
                for name, content in pictures
            ]
        )
        if not message.is_unasked:
            message._send_secret(
                self.env.ref("crm_complaints.crm_complaint_web_message_template")
            )
        return message

    def _is_token(self, token):
        self.ensure_one()
        return bool(token) and consteq(self.sudo().token or "", token)

    def _confirm_url(self):
        self.ensure_one()
        token = self.sudo().token
        return f"{self.get_base_url()}/complaints/confirm/{self.id}/{token}"

    def _confirm(self):
        """Opens the complaint once; called as superuser, returns it."""
        self.ensure_one()
        hold(self)
        self.invalidate_recordset(["state", "complaint_id"])
        if self.state == "done":
            return self.complaint_id
        if self.state == "dropped":
            raise UserError(self.env._("This message was discarded; write again."))
        complaints = self.env["crm.complaint"].with_company(self.company_id)
        complaint = complaints.create(self._prepare_complaint_values())
        self.write({"state": "done", "complaint_id": complaint.id})
        if self.attachment_ids:
            complaint.message_post(
                body=self.env._("Pictures and documents of the complaint"),
                author_id=complaint.partner_id.id,
                message_type="comment",
                subtype_xmlid="mail.mt_comment",
                attachments=[(file.name, file.raw) for file in self.attachment_ids],
            )
            self.attachment_ids.unlink()
        return complaint

    def _prepare_complaint_values(self):
        contact = self.env["crm.complaint"]._contact_of_address(
            f'"{self.name}" <{self.email}>',
            self.company_id,
            phone=self.phone,
            lang=self.lang,
        )
        text = self.description
        if self.reference:
            about = self.env._("Order or invoice: %s", self.reference)
            text = f"{text}\n\n{about}"
        return {
            "partner_id": contact.id,
            "company_id": self.company_id.id,
            "email_from": self.email,
            "phone": self.phone or contact.phone,
            "channel": "web",
            "kind": self.kind,
            "category_id": self.category_id.id,
            "subject": self.subject,
            "description": text,
        }

    @api.autovacuum
    def _gc_messages(self):
        """Messages that nobody confirmed go after the company's days, files too."""
        for company in (
            self.env["res.company"]
            .sudo()
            .search([("complaint_public_keep_days", ">", 0)])
        ):
            days = timedelta(days=company.complaint_public_keep_days)
            old = self.sudo().search(
                Domain("company_id", "=", company.id)
                & Domain("state", "!=", "done")
                & Domain("create_date", "<", fields.Datetime.now() - days)
            )
            old.attachment_ids.unlink()
            old.unlink()
