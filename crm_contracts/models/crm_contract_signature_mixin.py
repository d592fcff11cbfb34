# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import hashlib

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools.image import base64_to_image

from .crm_contract_states import SHARED


class CrmContractSignatureMixin(models.AbstractModel):
    """Signing: the customer signs exactly the document that was sent.

    Sending freezes a PDF and its hash. Signing checks the frozen PDF against the hash,
    stores who signed when and from where, and files the signed copy with a hash of its
    own. Both prints stay attached.
    """

    _name = "crm.contract.signature.mixin"
    _description = "Signing of Contracts"

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

    def action_preview_portal(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_url",
            "target": "self",
            "url": self.get_portal_url(),
        }

    def _send(self):
        """Freezes the document and sends the customer the way to sign it."""
        self.ensure_one()
        self.check_access("write")
        self._move_to("signing")
        document = self._file_document(self.env._("%s to sign", self.name))
        self.sudo().write(
            {
                "sent_document_id": document.id,
                "sent_document_hash": self._hash(document.raw),
            }
        )
        self._portal_ensure_token()
        self._log_event("sent", description=self._signatory().email or "")
        self.message_post_with_source(
            self.env.ref("crm_contracts.mail_template_contract_sign"),
            subtype_xmlid="mail.mt_comment",
        )

    def _sign(self, name, signature, address):
        """Signs for the customer; called by the portal after it checked the token.

        name: who signs; signature: base64 image; address: IP address of the signer.
        Raises UserError when it is not the time to sign, when something is missing or
        the signature is no image.
        """
        self.ensure_one()
        self.lock_for_update()
        self.invalidate_recordset(["state"])
        self._check_state(("signing",))
        if not (name or "").strip() or not signature:
            raise UserError(self.env._("Write your name and sign in the field."))
        base64_to_image(signature)
        if self._hash(self.sent_document_id.raw) != self.sent_document_hash:
            raise UserError(
                self.env._(
                    "The document of %s was changed after it was sent. Please ask for "
                    "a new one.",
                    self.name,
                )
            )
        self.sudo().write(
            {"signature": signature, "signed_by": name.strip(), "signed_ip": address}
        )
        self._make_effective(self.env["crm.customer"]._today(self.company_id))
        self._file_signed(self._file_document(self.env._("%s signed", self.name)))

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

    def _file_document(self, name):
        """Prints the contract as it is now and attaches the print."""
        self.env.flush_all()
        content, kind = (
            self.env["ir.actions.report"]
            .sudo()
            .with_context(lang=self._signatory().lang or self.env.lang)
            ._render_qweb_pdf("crm_contracts.crm_contract_report", self.ids)
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

    def _file_signed(self, attachment):
        self.sudo().write(
            {
                "document_id": attachment.id,
                "document_hash": self._hash(attachment.raw),
            }
        )
        self.sudo().message_post(
            body=self.env._("Signed by %s", self.signed_by),
            attachment_ids=attachment.ids,
            author_id=self._signatory().id,
            subtype_xmlid="mail.mt_comment",
        )

    def _forget_sent_document(self):
        """The old print stays attached; it is just no longer the one to sign."""
        self.sudo().write({"sent_document_id": False, "sent_document_hash": False})

    def _is_thread_open(self):
        """Questions and answers by the link, from the day it was sent."""
        return self.state in SHARED

    def _signatory(self):
        return self.contact_id or self.partner_id

    def _hash(self, content):
        return hashlib.sha256(content or b"").hexdigest()
