# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.fields import Command, Domain
from odoo.tools import html2plaintext

from . import crm_complaint_import_queries as queries

# What a copied message keeps of the original.
KEPT = ("author_id", "body", "date", "email_from", "message_id", "subject")


class CrmComplaintImportThreadMixin(models.AbstractModel):
    """The conversation and the files of imported cases, as copies: what they came
    from stays as it is."""

    _name = "crm.complaint.import.thread.mixin"
    _description = "Conversations of Imported Complaints"

    @api.model
    def _import_threads(self, plan, cases, rows):
        """Copies messages and files of cases; cases: {id there: complaint}.

        Nobody is notified. A note says first what the case was called there, so that
        nothing is lost that has no place here.
        """
        model = queries.MODELS[plan.table]
        messages = self._import_messages(model, list(cases))
        files = self._import_files(model, messages, cases)
        notes = [self._origin_note(plan, row, cases[row["id"]]) for row in rows]
        copies = [
            self._copied_message(message, cases[message.res_id], files)
            for message in messages
        ]
        made = self.env["mail.message"].create(notes + copies)
        public = made.filtered(lambda message: not message.is_internal)
        public.attachment_ids.generate_access_token()
        plan.counts["messages"] += len(copies)
        plan.counts["files"] += len(files)

    @api.model
    def _import_messages(self, model, ids):
        """What was said in cases, oldest first; empty ones only note a change."""
        messages = self.env["mail.message"].search(
            Domain("model", "=", model)
            & Domain("res_id", "in", ids)
            & Domain("message_type", "!=", "user_notification"),
            order="id",
        )
        return messages.filtered(
            lambda message: (
                message.attachment_ids or html2plaintext(message.body or "").strip()
            )
        )

    @api.model
    def _import_files(self, model, messages, cases):
        """{attachment there: its copy at the complaint}."""
        owners = {
            attachment: cases[message.res_id]
            for message in messages
            for attachment in message.attachment_ids
        }
        own = self.env["ir.attachment"].search(
            Domain("res_model", "=", model) & Domain("res_id", "in", list(cases)),
            order="id",
        )
        owners.update({attachment: cases[attachment.res_id] for attachment in own})
        return {
            attachment: attachment.copy(
                {"res_model": complaint._name, "res_id": complaint.id}
            )
            for attachment, complaint in owners.items()
        }

    @api.model
    def _copied_message(self, message, complaint, files):
        """Values of a copy. What was not plainly said to the customer is a note.

        It keeps the number of the mail: an answer to it joins the complaint.
        """
        comment = self._known_id("mail.mt_comment")
        is_public = message.subtype_id.id == comment and not message.is_internal
        values = message.read(KEPT, load=None)[0]
        values.pop("id")
        return {
            **values,
            "model": complaint._name,
            "res_id": complaint.id,
            "message_type": message.message_type,
            "subtype_id": comment if is_public else self._known_id("mail.mt_note"),
            "is_internal": not is_public,
            "reply_to": False,
            "attachment_ids": [
                Command.link(files[attachment].id)
                for attachment in message.attachment_ids
            ],
        }

    @api.model
    def _origin_note(self, plan, row, complaint):
        """Values of the note that says what the case was called where it came from."""
        words = [
            (self.env._("Stage"), plan.name_of("stage_id", row)[0]),
            (self.env._("Category"), plan.name_of("category_id", row)[0]),
            (self.env._("Type"), plan.name_of("type_id", row)[0]),
            (self.env._("Tags"), ", ".join(row["tags"])),
            (self.env._("Team"), plan.name_of("team_id", row)[0]),
            (self.env._("Priority"), row["priority"]),
        ]
        told = "; ".join(f"{label}: {name}" for label, name in words if name)
        author = self.env.user.partner_id
        return {
            "model": complaint._name,
            "res_id": complaint.id,
            "body": self.env._(
                "Imported from %(origin)s. %(names)s",
                origin=complaint.import_ref,
                names=told,
            ),
            "message_type": "notification",
            "subtype_id": self._known_id("mail.mt_note"),
            "is_internal": True,
            "author_id": author.id,
            "email_from": author.email_formatted,
            "reply_to": False,
        }
