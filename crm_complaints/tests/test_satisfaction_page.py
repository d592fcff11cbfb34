# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import re

from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .common import ComplaintsCommon


@tagged("post_install", "-at_install")
class TestSatisfactionPage(ComplaintsCommon, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.survey = cls.env["crm.satisfaction.survey"].create(
            {
                "name": "Customer Survey",
                "company_id": cls.company.id,
                "kind": "periodic",
                "rule_domain": f"[('id', '=', {cls.customer.id})]",
            }
        )
        cls.survey.action_draw()
        cls.survey.action_start()
        cls.invitation = cls.survey.invitation_ids
        cls.question = cls.survey.question_ids[0]
        cls.link = f"/satisfaction/{cls.invitation.access_token}"
        cls.interview = f"/satisfaction/interview/{cls.invitation.id}"

    def post(self, url, token_page=None, **values):
        page = self.url_open(token_page or url)
        found = re.search(r'name="csrf_token" value="([^"]+)"', page.text)
        data = {"csrf_token": found.group(1) if found else "", **values}
        return self.url_open(url, data=data, allow_redirects=False)

    def answers(self, **values):
        return {
            f"expected_{self.question.id}": "5",
            f"perceived_{self.question.id}": "4",
            "overall": "4",
            "nps": "0",
            **values,
        }

    def log_in(self, user):
        self.authenticate(user.login, user.login.ljust(8, "x"))

    def test_answer_by_link_without_log_in(self):
        page = self.url_open(self.link)
        self.assertEqual(page.status_code, 200)
        self.assertIn("Keeps promises", page.text)
        answer = self.post(self.link, **self.answers(comment="Thanks"))
        self.assertEqual(answer.status_code, 303)
        self.env.invalidate_all()
        self.assertRecordValues(
            self.invitation,
            [
                {
                    "state": "answered",
                    "channel": "portal",
                    "overall": 4,
                    "gap": -1,
                    "nps_class": "detractor",
                    "comment": "Thanks",
                }
            ],
        )
        again = self.url_open(self.link)
        self.assertIn("You have answered already", again.text)
        self.assertNotIn("Send Your Answers", again.text)

    def test_second_answer_is_refused(self):
        self.post(self.link, **self.answers())
        token = f"/satisfaction/{self.invitation.access_token}"
        answer = self.post(token, "/web/login", **self.answers(overall="1"))
        self.assertEqual(answer.status_code, 400)
        self.env.invalidate_all()
        self.assertEqual(self.invitation.overall, 4)

    def test_get_changes_nothing(self):
        self.url_open(f"{self.link}?overall=1&nps=3")
        self.env.invalidate_all()
        self.assertEqual(self.invitation.state, "waiting")

    def test_post_without_csrf_token_is_refused(self):
        with mute_logger("odoo.http"):
            answer = self.url_open(self.link, data=self.answers())
        self.assertEqual(answer.status_code, 400)
        self.env.invalidate_all()
        self.assertEqual(self.invitation.state, "waiting")

    def test_refused_page_comes_back_as_it_was_ticked(self):
        answer = self.post(self.link, **self.answers(overall=""))
        self.assertEqual(answer.status_code, 400)
        self.assertIn("how satisfied you are", answer.text)
        ticked = rf'id="perceived_{self.question.id}_4"[^>]*checked'
        self.assertRegex(answer.text, ticked)
        for wrong in ("6", "-1", "x"):
            answer = self.post(self.link, **self.answers(overall=wrong))
            self.assertEqual(answer.status_code, 400)
        self.env.invalidate_all()
        self.assertEqual(self.invitation.state, "waiting")

    def test_unknown_link(self):
        self.assertEqual(self.url_open("/satisfaction/nothing").status_code, 404)

    def test_interview_by_an_agent(self):
        self.log_in(self.anna)
        self.assertIn("Alpha Works", self.url_open(self.interview).text)
        self.post(self.interview, **self.answers(channel="visit"))
        self.env.invalidate_all()
        self.assertRecordValues(
            self.invitation,
            [{"state": "answered", "channel": "visit", "user_id": self.anna.id}],
        )

    def test_interview_by_nobody_else(self):
        portal = self._create_portal_user("paula_i", self.contact)
        for user in (self.sally, portal):
            self.log_in(user)
            self.assertEqual(self.url_open(self.interview).status_code, 404)
        self.env.invalidate_all()
        self.assertEqual(self.invitation.state, "waiting")

    def test_results_in_the_portal_of_those_invited(self):
        self.invitation._answer(
            {"items": {self.question.id: (5, 4)}, "overall": 4, "nps": 9}
        )
        self.survey.write(
            {
                "findings": "<p>Late</p>",
                "improvements": "<p>Two more vans</p>",
                "letter": "<p>Thank you all</p>",
            }
        )
        self.invitation.date_sent = self.survey.create_date
        self.survey.action_analyse()
        self.survey.action_report()
        paula = self._create_portal_user("paula_r", self.contact)
        fred = self._create_portal_user(
            "fred_r", self._create_partner("Gamma", "fred@gamma.test").child_ids
        )
        self.log_in(paula)
        self.assertNotIn("Two more vans", self.url_open("/my/satisfaction").text)
        self.survey.action_send_letter()
        self.assertIn("Two more vans", self.url_open("/my/satisfaction").text)
        self.assertIn("Two more vans", self.url_open(self.link).text)
        self.log_in(fred)
        self.assertNotIn("Two more vans", self.url_open("/my/satisfaction").text)

    def test_customer_confirms_in_the_portal(self):
        complaint = self._create_complaint()
        self._solve(complaint)
        page = f"/my/complaints/{complaint.id}"
        fred = self._create_portal_user(
            "fred_c", self._create_partner("Gamma", "fred@gamma.test").child_ids
        )
        self.log_in(fred)
        self.post(f"{page}/confirm/yes", "/my/complaints/new")
        self.env.invalidate_all()
        self.assertEqual(complaint.confirmation, "asked", "a foreigner says nothing")
        self.log_in(self._create_portal_user("paula_c", self.contact))
        self.assertIn("Was it solved?", self.url_open(page).text)
        self.assertEqual(self.url_open(f"{page}/confirm/yes").status_code, 405)
        self.post(f"{page}/confirm/no", page, reason="Still torn")
        self.env.invalidate_all()
        self.assertEqual((complaint.confirmation, complaint.phase), ("no", "work"))
        self.assertEqual(complaint.confirmation_note, "Still torn")
        self._solve(complaint)
        self.post(f"{page}/confirm/yes", page)
        self.env.invalidate_all()
        self.assertEqual((complaint.confirmation, complaint.phase), ("yes", "closed"))
