# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import hashlib

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date
from odoo.tools.image import base64_to_image

from .crm_contract_states import SHARED

# what a portal page may send, in characters
MAX_NAME, MAX_REASON, MAX_IMAGE = 100, 2000, 4_000_000


class CrmContractSignatureMixin(models.AbstractModel):
    """Signing: the customer signs exactly the document that was sent.

    Sending freezes a PDF and its hash. Signing checks the frozen PDF against the hash,
    stores who signed when and from where, and files the signed copy with a hash of its
    own. Both prints stay attached.
    """

    _name = "crm.contract.signature.mixin"
    _description = "Signing of Contracts"

    # what is printed and mailed for signature, as XML ids
    _sign_report = "crm_contracts.crm_contract_report"
    _sign_template = "crm_contracts.mail_template_contract_sign"

    sent_document_id = fields.Many2one(
        comodel_name="ir.attachment",
        string="Document to Sign",
        readonly=True,
        copy=False,
        ondelete="restrict",
    )
    sent_document_hash = fields.Char(
        string="Hash of the Document (SHA-256)", readonly=True, copy=False
    )
    document_id = fields.Many2one(
        comodel_name="ir.attachment",
        string="Signed Document",
        readonly=True,
        copy=False,
        ondelete="restrict",
    )
    document_hash = fields.Char(
        string="Hash of the Signed Document (SHA-256)", readonly=True, copy=False
    )
    company_document_id = fields.Many2one(
        comodel_name="ir.attachment",
        string="Signed Document, Our Copy",
        readonly=True,
        copy=False,
        ondelete="restrict",
        help="The second of the two signed copies, one for each party.",
    )
    company_document_hash = fields.Char(
        string="Hash of Our Copy (SHA-256)", readonly=True, copy=False
    )
    sent_by_id = fields.Many2one(
        comodel_name="res.users", string="Sent by", readonly=True, copy=False
    )
    sent_on = fields.Datetime(readonly=True, copy=False)
    sign_until = fields.Date(
        string="Sign by",
        copy=False,
        help="Last day on which the customer may sign on the portal; empty: any day.",
    )
    signature = fields.Image(
        copy=False, readonly=True, max_width=1024, max_height=1024, attachment=True
    )
    signed_by = fields.Char(readonly=True, copy=False)
    signed_on = fields.Datetime(readonly=True, copy=False)
    signed_ip = fields.Char(
        string="Signed from Address",
        readonly=True,
        copy=False,
        groups="base.group_user",
    )

    def action_send(self):
        for contract in self:
            contract._send()

    def _send(self):
        """Freezes the document and sends the customer the way to sign it."""
        self.ensure_one()
        self.check_access("write")
        self._check_sendable()
        self._move_to("signing")
        document = self._file_document(self.env._("%s to sign", self.name))
        self.sudo().write(
            {
                "sent_document_id": document.id,
                "sent_document_hash": self._hash(document.raw),
                "sent_by_id": self.env.uid,
                "sent_on": fields.Datetime.now(),
            }
        )
        self._portal_ensure_token()
        self._log_event("sent", description=self._signatory().email or "")
        self.message_post_with_source(
            self.env.ref(self._sign_template),
            subtype_xmlid="mail.mt_comment",
        )

    def _check_sendable(self):
        """What has to be so before the customer is asked to sign."""
        today = self.env["crm.customer"]._today(self.company_id)
        if self.sign_until and self.sign_until < today:
            raise UserError(
                self.env._(
                    "%(document)s was to be signed by %(day)s; choose a later day "
                    "first.",
                    document=self.display_name,
                    day=format_date(self.env, self.sign_until),
                )
            )

    def _sign(self, name, signature, address, seen=None):
        """Signs for the customer; called by the portal after it checked the token.

        name: who signs; signature: base64 image; address: IP address of the signer;
        seen: hash of the document that the page showed. Raises UserError when it is
        not the time to sign, when something is missing, or the signature is no image.
        """
        self.ensure_one()
        self.lock_for_update()
        self.invalidate_recordset(["state"])
        self._check_state(("signing",))
        if not (name or "").strip() or not signature:
            raise UserError(self.env._("Write your name and sign in the field."))
        if len(name) > MAX_NAME or len(signature) > MAX_IMAGE:
            raise UserError(self.env._("The name or the image is too large."))
        base64_to_image(signature)
        self._check_document(seen)
        self.sudo().write(
            {"signature": signature, "signed_by": name.strip(), "signed_ip": address}
        )
        self._make_effective(self.env["crm.customer"]._today(self.company_id))
        self._file_signed(
            self._file_document(self.env._("%s signed", self.name), copy="customer"),
            self._file_document(self.env._("%s our copy", self.name), copy="company"),
        )

    def _check_document(self, seen=None):
        """It is still the time, and still the document that was sent and shown."""
        today = self.env["crm.customer"]._today(self.company_id)
        if self.sign_until and self.sign_until < today:
            raise UserError(
                self.env._(
                    "%(document)s was to be signed by %(day)s. Please ask for a new "
                    "one.",
                    document=self.name,
                    day=format_date(self.env, self.sign_until),
                )
            )
        if seen is not None and seen != self.sent_document_hash:
            raise UserError(
                self.env._(
                    "%s was replaced after you opened this page. Load the page again "
                    "and read the new document before you sign.",
                    self.name,
                )
            )
        if self._hash(self.sent_document_id.raw) != self.sent_document_hash:
            raise UserError(
                self.env._(
                    "The document of %s was changed after it was sent. Please ask for "
                    "a new one.",
                    self.name,
                )
            )

    def _decline(self, name, reason):
        """The customer says no in the portal; it is a draft again, with the reason."""
        self.ensure_one()
        self.lock_for_update()
        self.invalidate_recordset(["state"])
        self._check_state(("signing",))
        if not (name or "").strip() or not (reason or "").strip():
            raise UserError(self.env._("Write your name and the reason."))
        words = f"{name.strip()[:MAX_NAME]}: {reason.strip()[:MAX_REASON]}"
        self.sudo()._after_decline(words)
        self.sudo().message_post(
            body=self.env._("Declined by %s", words),
            author_id=self._signatory().id,
            subtype_xmlid="mail.mt_comment",
        )
        if self.user_id:
            self.sudo().activity_schedule(
                "mail.mail_activity_data_todo",
                summary=self.env._("%s was declined", self.name),
                note=words,
                user_id=self.user_id.id,
            )

    def _after_decline(self, words):
        """What follows when the customer does not sign."""
        self._move_to("draft")
        self._forget_sent_document()
        self._log_event("declined", description=words)

    def _sign_on_paper(self, date, document, filename):
        """Files the scan of a contract that was signed on paper; managers only.

        date: day of the signature; document: base64 content of the scan
        """
        self.ensure_one()
        self._check_manager()
        self._check_state(("signing",))
        today = self.env["crm.customer"]._today(self.company_id)
        if not document or date > today:
            raise UserError(
                self.env._("Add the scan of the signed contract and a day up to today.")
            )
        self.sudo().signed_by = self._signatory().name
        self._make_effective(date)
        attachment = (
            self.env["ir.attachment"]
            .sudo()
            .create(
                {
                    "name": filename or self._get_report_base_filename(),
                    "datas": document,
                    "res_model": self._name,
                    "res_id": self.id,
                }
            )
        )
        self._file_signed(attachment)

    def _make_effective(self, date):
        self._move_to(
            "effective",
            date_signed=date,
            date_effective=date,
            signed_on=fields.Datetime.now(),
        )
        self._log_event("signed", description=self.signed_by)
        self._refresh_collection()

    def _file_document(self, name, copy=""):
        """Prints the contract as it is now and attaches the print.

        copy: whose of the two copies it is, as printed on it
        """
        self.env.flush_all()
        content, kind = (
            self.env["ir.actions.report"]
            .sudo()
            .with_context(
                lang=self._signatory().lang or self.env.lang, crm_contract_copy=copy
            )
            ._render_qweb_pdf(self._sign_report, self.ids)
        )
        return (
            self.env["ir.attachment"]
            .sudo()
            .create(
                {
                    "name": f"{name.replace('/', '-')}.{kind}",
                    "raw": content,
                    "res_model": self._name,
                    "res_id": self.id,
                }
            )
        )

    def _file_signed(self, attachment, ours=None):
        """Files the customer's signed copy, and ours; a scan is both at once."""
        ours = ours or attachment
        self.sudo().write(
            {
                "document_id": attachment.id,
                "document_hash": self._hash(attachment.raw),
                "company_document_id": ours.id,
                "company_document_hash": self._hash(ours.raw),
            }
        )
        self._on_signed()
        self.sudo().message_post(
            body=self.env._("Signed by %s", self.signed_by),
            attachment_ids=attachment.ids,
            author_id=self._signatory().id,
            subtype_xmlid="mail.mt_comment",
        )

    def _forget_sent_document(self):
        """The old print stays attached; it is just no longer the one to sign.

        The link that was mailed with it opens nothing any more.
        """
        self.sudo().write(
            {
                "sent_document_id": False,
                "sent_document_hash": False,
                "sent_by_id": False,
                "sent_on": False,
                "access_token": False,
            }
        )

    def _on_signed(self):
        """What follows once both copies are filed."""

    def _is_thread_open(self):
        """Questions and answers by the link, from the day it was sent."""
        return self.state in SHARED

    def _signatory(self):
        return self.contact_id or self.partner_id

    def _hash(self, content):
        return hashlib.sha256(content or b"").hexdigest()
