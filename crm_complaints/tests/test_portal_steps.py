# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import fields
from odoo.tests import HttpCase, tagged

from .common import PNG, ComplaintsCommon
from .portal_client import PortalClient

REASON = (("reason", "Nobody has answered for two days."),)


@tagged("post_install", "-at_install")
class TestPortalSteps(PortalClient, ComplaintsCommon, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._set_up_portal()
        cls.carl_contact = cls.env["res.partner"].create(
            {"name": "Carl", "parent_id": cls.partner.id, "email": "carl@alpha.test"}
        )
        cls.carl = cls._create_portal_user("carl_portal", cls.carl_contact)
        cls.complaint = cls._create_complaint()
        cls.page = f"/my/complaints/{cls.complaint.id}"

    def step(self, name, data=REASON, page=None):
        answer = self.post(f"{page or self.page}/{name}", data)
        self.env.invalidate_all()
        return answer

    def test_customer_escalates_once_in_some_days(self):
        self.team.resource_calendar_id = False  # called whatever the hour
        self.log_in(self.paula)
        self.assertEqual(self.step("escalate", [("reason", "no")]).status_code, 400)
        self.assertEqual(self.step("escalate").status_code, 303)
        self.assertTrue(self.complaint.is_customer_escalated)
        call = self.complaint.activity_ids
        self.assertEqual(call.user_id, self.mona)
        self.assertEqual(self.complaint.escalation_ids.kind, "customer")
        self.assertEqual(self.step("escalate").status_code, 400)
        self.assertEqual(len(self.complaint.activity_ids), 1)
        self.assertEqual(self.complaint.message_ids[0].author_id, self.contact)
        self.complaint.sudo().date_customer_escalated -= timedelta(days=2, minutes=1)
        self.assertEqual(self.step("escalate").status_code, 303)

    def test_page_says_when_the_head_of_the_team_is_called(self):
        """The team works on one weekday only, which is in three days."""
        day = fields.Date.today() + timedelta(days=3)
        self.calendar.attendance_ids.filtered(
            lambda hours: hours.dayofweek != str(day.weekday())
        ).unlink()
        self.log_in(self.paula)
        self.assertNotIn("called at once", self.url_open(self.page).text)
        self.assertEqual(self.step("escalate").status_code, 303)
        self.assertFalse(self.complaint.activity_ids)
        page = self.url_open(self.page).text
        moment = self.complaint._customer_words(self.complaint.sudo().date_call)
        self.assertIn(f"the head of the team is called on {moment}", page)
        self.assertNotIn("was called", page)

    def test_customer_reopens_inside_the_days(self):
        self.log_in(self.paula)
        self.assertEqual(self.step("reopen").status_code, 400)
        self._solve(self.complaint)
        self.assertEqual(self.step("reopen", [("reason", "")]).status_code, 400)
        self.assertEqual(self.step("reopen").status_code, 303)
        self.assertEqual(self.complaint.phase, "work")
        self.assertEqual(self.complaint.reopen_count, 1)
        self.assertFalse(self.complaint.date_solved)
        self.assertEqual(self._clock(self.complaint, "solution").state, "running")
        self._solve(self.complaint)
        old = fields.Datetime.now() - timedelta(days=15)
        self.complaint.sudo().date_solved = old
        answer = self.step("reopen")
        self.assertEqual(answer.status_code, 400)
        self.assertIn("can no longer be reopened", answer.text)

    def test_who_reopens_waits_for_an_answer_and_calls_once(self):
        self.env["crm.complaint.sla"].search([]).next_response_hours = 2
        complaint = self._create_complaint()
        self._answer(complaint)
        self._solve(complaint)
        self.log_in(self.paula)
        page = f"/my/complaints/{complaint.id}"
        self.assertEqual(self.step("reopen", page=page).status_code, 303)
        self.assertEqual(self._clock(complaint, "next_response").state, "running")
        self.assertNotIn(
            f"{complaint.name}: the customer wrote after the solution",
            complaint.activity_ids.mapped("summary"),
        )

    def test_foreigner_steps_nowhere(self):
        other = self._create_complaint(partner_id=self.stranger.child_ids.id)
        self._solve(self.complaint)
        self.log_in(self.fred)
        for data in (REASON, [*REASON, ("access_token", other.sudo().access_token)]):
            for name in ("escalate", "reopen", "reply", "rate"):
                answer = self.step(name, [*data, ("message", "Hello"), ("rate", "1")])
                self.assertEqual(answer.status_code, 303)
                self.assertTrue(answer.headers["Location"].endswith("/my"))
        self.assertEqual(self.complaint.phase, "solved")
        self.assertFalse(self.complaint.is_customer_escalated)
        self.assertFalse(self.complaint.is_rated)

    def test_get_steps_nowhere(self):
        self.log_in(self.paula)
        for name in ("escalate", "reopen"):
            url = f"{self.page}/{name}?reason=long+enough+reason"
            self.assertEqual(self.url_open(url).status_code, 405)
        self.assertFalse(self.complaint.is_customer_escalated)

    def test_reason_is_shown_as_text(self):
        self.team.resource_calendar_id = False  # called whatever the hour
        self.log_in(self.paula)
        self.step("escalate", [("reason", "<img src=x onerror=a()> " + "y" * 9999)])
        body = self.complaint.message_ids[0].body
        self.assertNotIn("<img", body)
        self.assertLess(len(body), 2500)
        self.assertNotIn("<img src=x", self.complaint.activity_ids.note)

    def test_colleague_sees_it_by_setting(self):
        self.log_in(self.carl)
        self.assertIn(self.complaint.name, self.url_open("/my/complaints").text)
        self.company.complaint_portal_scope = "own"
        self.assertNotIn(self.complaint.name, self.url_open("/my/complaints").text)
        counters = {"counters": ["complaint_count"]}
        count = self.make_jsonrpc_request("/my/counters", counters)
        self.assertEqual(count, {"complaint_count": 0})
        answer = self.url_open(self.page, allow_redirects=False)
        self.assertEqual(answer.status_code, 303)
        self.step("escalate")
        self.assertFalse(self.complaint.is_customer_escalated)
        self.log_in(self.paula)
        self.assertIn(self.complaint.name, self.url_open("/my/complaints").text)

    def test_companys_own_log_in_sees_all(self):
        self.company.complaint_portal_scope = "own"
        boss = self._create_portal_user("alpha_portal", self.partner)
        self.log_in(boss)
        self.assertIn(self.complaint.name, self.url_open("/my/complaints").text)
        self.assertIn(self.complaint.name, self.url_open(self.page).text)

    def test_files_of_others_stay_closed(self):
        message = self.complaint.message_post(
            body="Picture",
            attachments=[("torn.png", PNG)],
            subtype_xmlid="mail.mt_note",
        )
        file = message.attachment_ids
        self.log_in(self.fred)
        for url in (
            f"/web/content/{file.id}",
            f"/web/content/{file.id}?access_token=guess",
        ):
            self.assertEqual(self.url_open(url).status_code, 404)

    def test_list_is_sorted_grouped_and_searched(self):
        self._create_complaint(kind="praise", description="Thank you for the lorry")
        self.log_in(self.paula)
        page = self.url_open("/my/complaints?groupby=kind").text
        self.assertEqual(page.count("o_complaint_group"), 2)
        self.assertEqual(page.count(f">{self.complaint.name}<"), 1)
        page = self.url_open("/my/complaints?search_in=subject&search=lorry").text
        self.assertNotIn(self.complaint.name, page)
        for odd in (
            "sortby=evil&filterby=evil&groupby=evil&search_in=evil",
            "groupby=access_token&sortby=id;drop&search=%25",
            "page=0&search=" + "x" * 3000,
        ):
            answer = self.url_open(f"/my/complaints?{odd}")
            self.assertEqual(answer.status_code, 200, odd)
        self._step(self.complaint, "pause", "Photo asked for")
        page = self.url_open("/my/complaints?filterby=waiting").text
        self.assertIn(self.complaint.name, page)

    def test_list_needs_as_many_queries_for_many(self):
        """20 cases of two contacts, kinds and stages need what 10 of them need."""
        self.log_in(self.paula)
        urls = [f"/my/complaints?groupby={key}" for key in ("none", "kind", "contact")]
        urls += ["/my/complaints?filterby=waiting", "/my/complaints?search=bags"]
        self.create_cases(10)
        counts = {url: self.count_queries(url) for url in urls}
        self.create_cases(10)
        for url in urls:
            self.assertEqual(self.count_queries(url), counts[url], url)

    def create_cases(self, number):
        for index in range(number):
            case = self._create_complaint(
                kind="complaint" if index % 2 else "enquiry",
                partner_id=(self.contact if index % 3 else self.carl_contact).id,
            )
            if index % 2:
                self._step(case, "pause", "Photo asked for")
        self.env.flush_all()

    def count_queries(self, url):
        """Queries of a page that was shown before, so that caches are warm."""
        self.url_open(url)
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        page = self.url_open(url)
        self.assertIn("/my/complaints/", page.text)
        return self.env.cr.sql_log_count - before
