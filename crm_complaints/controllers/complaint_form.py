# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from functools import cached_property

from odoo import fields
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tools import format_date, plaintext2html
from odoo.tools.mimetypes import guess_mimetype

from ..models.crm_complaint_line_mixin import CHOICES
from .complaint_rows import ComplaintRows

KINDS = ("complaint", "dispute", "enquiry", "suggestion", "praise", "service")
EARLIEST = "Etc/GMT-14"
FILE_TYPES = {
    "application/pdf",
    "image/gif",
    "image/jpeg",
    "image/png",
    "image/webp",
}


class ComplaintForm:
    """What a visitor typed, checked; nothing of it is trusted.

    env: environment of the visitor; post: dict of texts; uploads: werkzeug files;
    lists: {name: [text per line]} of the lines.
    The values stay readable so that a refused form comes back as it was typed.
    """

    def __init__(self, env, post, uploads, lists=None):
        self.env = env
        self.post = post
        self.uploads = [upload for upload in uploads if upload.filename]
        self.partner = env.user.partner_id
        self.lines = ComplaintRows(env, self.partner, lists or {})

    @property
    def choices(self):
        """[(group, [(value, label)])] of what the visitor's company bought, the
        newest or those he searches; what was chosen already stays among them."""
        groups = self.found
        listed = {value for _group, options in groups for value, _label in options}
        chosen = [c for c in self.lines.chosen() if c[0] not in listed]
        return [(self.env._("Chosen"), chosen), *groups] if chosen else groups

    @cached_property
    def found(self):
        lines = self.env["crm.complaint.line"].sudo()
        return lines._portal_choices(self.partner, self.text("find", 100))

    @property
    def is_cut(self):
        """Whether there may be more than the newest ones that are shown."""
        return any(len(options) >= self.most for _group, options in self.found)

    @property
    def most(self):
        return CHOICES

    @property
    def defects(self):
        return self.env["crm.complaint.defect"].sudo().search([])

    @property
    def kind_words(self):
        """[(kind, words)] of the teams that tell what their kind of case is for."""
        teams = self.env["crm.complaint.team"].sudo()
        return teams._kind_words(self.company, self.kinds)

    @property
    def closed_words(self):
        """Outside working hours: when somebody reads it."""
        teams = self.env["crm.complaint.team"].sudo()
        nobody = self.env["crm.complaint.category"]
        kind = self.text("kind") or "complaint"
        team = teams._team_for(self.company, kind, nobody)
        return team._closed_words()

    @property
    def kinds(self):
        labels = dict(self.env["crm.complaint"]._selection_kind())
        return [(kind, labels[kind]) for kind in KINDS]

    @property
    def remedies(self):
        return self.env["crm.complaint"]._selection_remedy()

    @property
    def categories(self):
        return self.env["crm.complaint.category"].sudo().search([])

    @property
    def category(self):
        """The category that was chosen, if it is one of those offered."""
        wanted = self.text("category_id")
        if not wanted:
            return self.env["crm.complaint.category"].sudo()
        return self.categories.filtered(lambda c: str(c.id) == wanted)

    @property
    def company(self):
        return self.lines.company() or self.env.user.company_id.sudo()

    def text(self, name, length=200):
        return (self.post.get(name) or "").strip()[:length]

    def check(self):
        """Raises UserError that tells the visitor what to change."""
        if len(self.text("description")) < 10:
            raise UserError(self.env._("Please tell us in a sentence what happened."))
        self._check_event()
        self.lines.values()
        self._pictures(self.company)

    def file(self):
        """Opens the complaint; the number and the team come by themselves.

        The page shows number and promise at once, the mails are left to the jobs; with
        pictures the agent gets the customer's words and these in one mail.
        """
        pictures = self._pictures(self.company)
        complaints = self.env["crm.complaint"].sudo().with_company(self.company)
        quiet = complaints.with_context(
            crm_acknowledge_later=True,
            mail_auto_subscribe_no_notify=bool(pictures),
        )
        complaint = quiet.create(self._prepare_complaint_values())
        complaint = complaint.with_env(complaints.env)
        if pictures:
            complaint.with_context(crm_notify_later=True).message_post(
                body=plaintext2html(self.text("description", 10000)),
                author_id=self.partner.id,
                message_type="comment",
                subtype_xmlid="mail.mt_comment",
                attachments=pictures,
            )
        return complaint

    def reply(self, complaint, partner):
        """The customer's answer in the conversation."""
        words = self.text("message", 10000)
        pictures = self._pictures(complaint.company_id)
        if not words and not pictures:
            raise UserError(self.env._("Please write a message or add a picture."))
        complaint.message_post(
            body=plaintext2html(words) if words else "",
            author_id=partner.id,
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
            attachments=pictures,
        )

    def _prepare_complaint_values(self):
        kind = self.text("kind")
        values = {
            "partner_id": self.partner.id,
            "company_id": self.company.id,
            "channel": "portal",
            "kind": kind if kind in KINDS else "complaint",
            "category_id": self.category.id,
            "date_event": self._date(self.text("date_event", 10)),
            "description": self.text("description", 10000),
        }
        words = self.text("description", 80).partition("\n")[0]
        values["line_ids"] = [
            Command.create({"defect": words, **line}) for line in self.lines.values()
        ]
        return values

    def _date(self, typed):
        """A day as browsers send it; anything else is no day."""
        try:
            return fields.Date.to_date(typed or False)
        except ValueError:
            return False

    def _check_event(self):
        day = self._date(self.text("date_event", 10))
        if day and day > self._today():
            raise UserError(
                self.env._(
                    "When did it happen? %s is still to come; leave the day empty if "
                    "you do not know it.",
                    format_date(self.env, day),
                )
            )

    def _today(self):
        """The customer's day. Where no zone is known the earliest place of the earth
        decides, so that nobody's today is refused."""
        company = self.company
        zone = (
            self.partner.tz
            or company.partner_id.tz
            or company.resource_calendar_id.tz
            or EARLIEST
        )
        return fields.Date.context_today(self.partner.with_context(tz=zone))

    def _pictures(self, company):
        """[(name, content)] of the uploads, refused by number, size and real type."""
        if len(self.uploads) > company.complaint_upload_count:
            raise UserError(
                self.env._("At most %s files, please.", company.complaint_upload_count)
            )
        return [self._picture(upload, company) for upload in self.uploads]

    def _picture(self, upload, company):
        limit = company.complaint_upload_mb * 1024 * 1024
        upload.stream.seek(0)
        content = upload.stream.read(limit + 1)
        if len(content) > limit:
            raise UserError(
                self.env._(
                    "%(file)s is larger than %(limit)s MB.",
                    file=upload.filename,
                    limit=company.complaint_upload_mb,
                )
            )
        if guess_mimetype(content) not in FILE_TYPES:
            raise UserError(
                self.env._(
                    "%s is neither a picture nor a PDF document.", upload.filename
                )
            )
        return upload.filename, content
