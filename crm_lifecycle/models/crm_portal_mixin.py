# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import re
import uuid

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import consteq

TOKEN = re.compile(
    r"(?P<start>\?|&(?:amp;)?)access_token=(?P<token>[\w-]+)(?P<more>&?)"
)


class CrmPortalMixin(models.AbstractModel):
    """Documents whose link is as good as the customer's log-in.

    Who holds the link answers, accepts and signs for the customer. So nobody of the
    company is given it: the token is read by superuser mode only, the address that
    staff sees needs a log-in, and the chatter keeps no token. It is put into the
    customer's own mail when that is sent, and into the pages he reads.
    """

    _name = "crm.portal.mixin"
    _description = "Page for a Customer"
    _inherit = ["portal.mixin", "mail.thread"]

    access_token = fields.Char(
        groups="base.group_system", default=lambda self: str(uuid.uuid4())
    )

    def action_preview_portal(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_url",
            "target": "self",
            "url": self.get_portal_url(),
        }

    def get_portal_url(
        self,
        suffix=None,
        report_type=None,
        download=None,
        query_string=None,
        anchor=None,
    ):
        """The address of the page; with the token for a customer who is shown it."""
        if self._is_shown_to_customer():
            return super().get_portal_url(
                suffix, report_type, download, query_string, anchor
            )
        self.ensure_one()
        words = [
            f"report_type={report_type}" if report_type else "",
            "download=true" if download else "",
            (query_string or "").lstrip("&"),
        ]
        query = "&".join(filter(None, words))
        return "".join(
            [
                self.access_url,
                suffix or "",
                f"?{query}" if query else "",
                f"#{anchor}" if anchor else "",
            ]
        )

    @api.model
    def _get_thread_with_access(
        self, thread_id, *, hash=None, pid=None, token=None, **kwargs
    ):
        """The conversation by rights, or by link where the document allows it.

        Odoo's own routes (post, upload, read) would go past what our pages check.
        """
        thread = super()._get_thread_with_access(thread_id, **kwargs)
        if thread or not (token or hash):
            return thread
        thread = super()._get_thread_with_access(
            thread_id, hash=hash, pid=pid, token=token, **kwargs
        )
        return thread if thread and thread._is_thread_open() else self.browse()

    def _is_thread_open(self):
        """Whether the link alone lets its holder read and write the conversation."""
        return False

    def _is_shown_to_customer(self):
        return self.env.su and not self.env.user._is_internal()

    def _is_token(self, token):
        """Whether a visitor holds the link of this document."""
        return bool(token) and consteq(self.sudo().access_token or "", token)

    def _portal_ensure_token(self):
        return super(CrmPortalMixin, self.sudo())._portal_ensure_token()

    def _sign_token(self, pid):
        return super(CrmPortalMixin, self.sudo())._sign_token(pid)

    def _get_share_url(
        self, redirect=False, signup_partner=False, pid=None, share_token=True
    ):
        """Sharing by staff sends people to the log-in."""
        shown = self._is_shown_to_customer()
        return super()._get_share_url(
            redirect, signup_partner, pid if shown else None, share_token and shown
        )

    def _check_can_update_message_content(self, messages):
        """What went between customer and company is read by both as it was sent."""
        result = super()._check_can_update_message_content(messages)
        if any(message._is_said_to_customer() for message in messages):
            raise UserError(
                self.env._(
                    "%s: what customer and company wrote to each other is not changed "
                    "any more; write another message.",
                    self.display_name,
                )
            )
        return result

    def _message_create(self, values_list):
        """What staff reads holds no token, whoever rendered the template."""
        values_list = [
            {**values, "body": self._without_token(values["body"])}
            if "access_token=" in (values.get("body") or "")
            else values
            for values in values_list
        ]
        return super()._message_create(values_list)

    def _without_token(self, body):
        own = {token for token in self.sudo().mapped("access_token") if token}

        def strip(match):
            if match["token"] not in own:
                return match[0]
            return match["start"] if match["more"] else ""

        return type(body)(TOKEN.sub(strip, body))

    def _notify_by_email_render_layout(
        self, message, recipients_group, msg_vals=False, render_values=None
    ):
        """The customer's own mail leads to his page without a log-in."""
        body = super()._notify_by_email_render_layout(
            message, recipients_group, msg_vals=msg_vals, render_values=render_values
        )
        if recipients_group.get("notification_group_name") == "portal_customer":
            body = self._with_token(body)
        return body

    def _with_token(self, body):
        self.ensure_one()
        for document in self.sudo()._pages_in_mail():
            body = document._with_own_token(body)
        return body

    def _pages_in_mail(self):
        """Pages that a mail about this document may open without a log-in."""
        return self

    def _with_own_token(self, body):
        page = re.compile(
            rf'(href="[^"?#]*{re.escape(self.access_url)}(?:/[^"?#]*)?)'
            r'(?:\?([^"#]*))?((?:#[^"]*)?")'
        )
        token = self._portal_ensure_token()

        def add(match):
            query = match[2] or ""
            if "access_token=" in query:
                return match[0]
            more = f"&amp;{query}" if query else ""
            return f"{match[1]}?access_token={token}{more}{match[3]}"

        return type(body)(page.sub(add, body))

    def _note_by_link(self, partner):
        """What came by the link alone says so: whose mail it was is all we know."""
        for document in self.sudo():
            document._message_log(
                body=document.env._(
                    "The answer of %s came by the link of the mail, without a log-in.",
                    partner.display_name,
                )
            )
