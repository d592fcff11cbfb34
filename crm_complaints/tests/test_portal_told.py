# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import re

from odoo.tests import HttpCase, tagged
from odoo.tools import html2plaintext

from .common import PNG, ComplaintsMoneyCommon
from .portal_client import PortalClient


@tagged("post_install", "-at_install")
class TestPortalTold(PortalClient, ComplaintsMoneyCommon, HttpCase):
    """Who hears of a case that a customer files in the portal, and when."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._set_up_portal()

    def file(self, files=()):
        self.log_in(self.paula)
        page = self.url_open("/my/complaints/new").text
        values = {
            "csrf_token": re.search(r'csrf_token: "([^"]+)"', page).group(1),
            "description": "Three bags were torn on arrival.",
            "order_line_id": self.order.order_line.id,
            "quantity": "3",
            "kind": "complaint",
        }
        before = self.env["crm.complaint"].search([])
        self.url_open(
            "/my/complaints/new",
            data=values,
            files=[("pictures", file) for file in files] or None,
            allow_redirects=False,
        )
        return self.env["crm.complaint"].search([]) - before

    def test_job_acknowledges_and_tells_the_agent_once(self):
        complaint = self.file([("wet.png", PNG, "image/png")])
        anna = self.anna.partner_id
        words = complaint.message_ids.filtered("attachment_ids")
        self.assertEqual(words.author_id, self.contact)
        self.assertIn(complaint.description, html2plaintext(words.body))
        self.assertEqual(complaint.message_partner_ids, self.contact | anna)
        self.assertFalse(words.notification_ids, "the visitor waits for no mail")
        self.assertEqual(self._clock(complaint, "acknowledge").state, "running")
        for _twice in range(2):
            self.env["crm.complaint"]._acknowledge_due()
        self.env.invalidate_all()
        self.assertEqual(words.notification_ids.res_partner_id, anna)
        self.assertEqual(self._clock(complaint, "acknowledge").state, "met")
        told = complaint.message_ids.notification_ids.filtered(
            lambda notification: notification.res_partner_id == self.contact
        )
        self.assertEqual(len(told), 1)

    def test_form_without_pictures_tells_the_agent_that_it_is_his(self):
        complaint = self.file()
        notes = self.env["mail.notification"].search(
            [
                ("mail_message_id.model", "=", "crm.complaint"),
                ("mail_message_id.res_id", "=", complaint.id),
            ]
        )
        self.assertEqual(notes.res_partner_id, self.anna.partner_id)
