# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .common import ComplaintsBuilders
from .portal_client import PortalClient

WORDS = [("reason", "Because I say so"), ("message", "Slipped in"), ("rate", "5")]


@tagged("post_install", "-at_install")
class TestPortalAttacks(PortalClient, ComplaintsBuilders, HttpCase):
    """Each page with the link of another record, with other verbs, by strangers."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._set_up_complaints()
        cls._set_up_portal()
        cls.complaint, cls.other = cls._create_complaint(), cls._create_complaint()
        cls.offer = cls.env["crm.complaint.compensation"].create(
            {
                "complaint_id": cls.other.id,
                "kind": "goodwill",
                "amount": 10.0,
                "note": "Sorry",
            }
        )
        cls.offer.state = "offered"
        kind = cls.env["crm.complaint.service.kind"].search([], limit=1)
        cls.service = cls.env["crm.complaint.service"].create(
            {"complaint_id": cls.other.id, "kind_id": kind.id, "work_done": "Done"}
        )
        cls.service.state = "done"
        cls.inquiry = cls.env["crm.complaint.inquiry"].create(
            {
                "complaint_id": cls.other.id,
                "partner_id": cls.stranger.child_ids.id,
                "problem": "Seam torn",
            }
        )
        cls.inquiry.state = "sent"
        cls.records = (cls.complaint, cls.other, cls.service, cls.inquiry)
        page = cls.other.access_url
        cls.changes = [
            f"{page}/reply",
            f"{page}/escalate",
            f"{page}/reopen",
            f"{page}/rate",
            f"{page}/confirm/yes",
            f"{page}/compensation/{cls.offer.id}/accept",
            f"{page}/compensation/{cls.offer.id}/refuse",
            f"{cls.inquiry.access_url}/answer",
        ]

    def _state(self):
        self.env.invalidate_all()
        return (
            [len(record.message_ids) for record in self.records],
            [record.write_date for record in self.records],
            (self.offer.state, self.service.state, self.inquiry.state),
            self.other.phase,
        )

    def _get(self, url, token=None):
        query = f"?access_token={token}" if token else ""
        return self.url_open(url + query, allow_redirects=False)

    def test_link_of_one_record_opens_no_other(self):
        self.authenticate(None, None)
        for page in self.records:
            for key in self.records:
                answer = self._get(page.access_url, key.sudo().access_token)
                with self.subTest(page=page, key=key):
                    expected = 200 if page == key else 303
                    self.assertEqual(answer.status_code, expected)

    def test_link_of_one_record_changes_no_other(self):
        self.authenticate(None, None)
        before = self._state()
        wrong = {
            "/my/complaints/": (self.complaint, self.service, self.inquiry),
            "/my/supplier-inquiries/": (self.complaint, self.other, self.service),
        }
        for change in self.changes:
            start = next(start for start in wrong if change.startswith(start))
            for key in wrong[start]:
                token = key.sudo().access_token
                answer = self.post(change, [*WORDS, ("access_token", token)])
                self.assertEqual(answer.status_code, 303, change)
        own = f"{self.complaint.access_url}/compensation/{self.offer.id}/accept"
        token = self.complaint.sudo().access_token
        self.post(own, [("access_token", token)])
        self.assertEqual(self._state(), before)

    def test_strangers_and_colleagues_change_nothing(self):
        before = self._state()
        for user in (None, self.fred, self.anna, self.mona):
            if user:
                self.log_in(user)
            else:
                self.authenticate(None, None)
            for change in self.changes[:-1]:
                answer = self.post(change, WORDS)
                self.assertIn(answer.status_code, (303, 400), change)
        self.assertEqual(self._state(), before)

    @mute_logger("odoo.http")
    def test_other_verbs_change_nothing(self):
        """With the right link, too."""
        self.authenticate(None, None)
        before = self._state()
        token = self.other.sudo().access_token
        for change in self.changes:
            for verb in ("GET", "HEAD", "PUT", "PATCH", "DELETE"):
                answer = self.url_open(
                    f"{change}?access_token={token}&reason=Because+I+say+so&message=x",
                    method=verb,
                    allow_redirects=False,
                )
                self.assertGreaterEqual(answer.status_code, 300, (verb, change))
            answer = self.url_open(
                change,
                data={"access_token": token, **dict(WORDS)},
                allow_redirects=False,
            )
            self.assertEqual(answer.status_code, 400, change)
        self.assertEqual(self._state(), before)

    def test_button_of_the_mail_leads_to_the_page(self):
        """By link for its holder; for a colleague without rights and for strangers
        nowhere."""
        token = self.other.sudo().access_token
        view = f"/mail/view?model=crm.complaint&res_id={self.other.id}"
        self.authenticate(None, None)
        page = self.url_open(f"{view}&access_token={token}")
        self.assertIn(self.other.name, page.text)
        for query in ("", "&access_token=guess"):
            self.assertNotIn(self.other.name, self.url_open(view + query).text)
        self.log_in(self.sam)
        answer = self.url_open(f"{view}&access_token={token}", allow_redirects=False)
        self.assertNotIn("access_token", answer.headers.get("Location", ""))
