# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.fields import Command
from odoo.tests import HttpCase, freeze_time, tagged

from .common import ComplaintsCommon, at
from .portal_client import PortalClient

TOLD = "goes on under the number"
BANNER = "o_complaint_goes_on"


@tagged("post_install", "-at_install")
class TestMergePortal(PortalClient, ComplaintsCommon, HttpCase):
    """Paula's case stays; one of Carl, her colleague, and one of her own end in it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._set_up_portal()
        cls.partner.child_ids = [
            Command.create({"name": "Carl", "email": "carl@alpha.test"})
        ]
        cls.carl_contact = cls.partner.child_ids - cls.contact
        cls.carl = cls._create_portal_user("carl_portal", cls.carl_contact)
        with freeze_time(at(0, 1)):
            cls.winner = cls._create_complaint()
        with freeze_time(at(0, 3)):
            cls.carls = cls._create_complaint(partner_id=cls.carl_contact.id)
            cls.own = cls._create_complaint(description="Once more")
        for case in (cls.carls, cls.own):
            case.sudo().message_subscribe(partner_ids=case.partner_id.ids)
            cls._say(case, f"Words of {case.name}")

    @classmethod
    def _say(cls, case, words):
        return case.sudo().message_post(
            body=words,
            author_id=case.partner_id.id,
            message_type="email",
            subtype_xmlid="mail.mt_comment",
            attachments=[(f"{case.name}.txt", b"24")],
        )

    def merge(self, loser, scope):
        self.company.complaint_portal_scope = scope
        agent = loser.with_user(self.anna)
        agent._merge_into(self.winner.with_user(self.anna), "One matter", tells=True)
        self.env.invalidate_all()

    def said(self, case):
        return " ".join(case._portal_messages().mapped("body"))

    def bodies(self, case):
        return " ".join(case.sudo().message_ids.mapped("body"))

    def has_way(self, loser):
        """Whether a mail about the case that ended opens the one that stays."""
        link = f'<a href="https://x.test{self.winner.access_url}">it</a>'
        return self.winner.sudo().access_token in loser._with_token(link)

    def test_colleague_learns_nothing_where_each_has_his_own(self):
        self.merge(self.carls, "own")
        self.assertEqual(self.carls.merged_into_id, self.winner)
        self.assertNotIn("Words of", self.said(self.winner))
        self.assertIn("Words of", self.said(self.carls))
        self.assertNotIn(self.carl_contact, self.winner.message_partner_ids)
        self.assertNotIn(TOLD, self.bodies(self.carls))
        self.assertIn("does not hear of it", self.bodies(self.winner))
        self.assertNotIn("does not hear of it", self.said(self.winner))
        self.assertFalse(self.has_way(self.carls))
        files = self.env["ir.attachment"].search([("name", "=like", "%.txt")])
        stayed = files.filtered(lambda f: f.name == f"{self.carls.name}.txt")
        self.assertEqual(stayed.mapped("res_id"), self.carls.ids)

    def test_later_words_of_the_colleague_are_a_note(self):
        self.merge(self.carls, "own")
        self._say(self.carls, "Any news?")
        self.assertIn("Any news?", self.bodies(self.winner))
        self.assertNotIn("Any news?", self.said(self.winner))

    def test_work_of_the_colleagues_case_goes_on(self):
        why = self.env["crm.complaint.why"].create(
            {"complaint_id": self.carls.id, "name": "Rain"}
        )
        self.merge(self.carls, "own")
        self.assertEqual(why.complaint_id, self.winner)

    def test_colleague_reads_all_where_the_company_shares(self):
        self.merge(self.carls, "company")
        self.assertIn("Words of", self.said(self.winner))
        self.assertIn(self.carl_contact, self.winner.message_partner_ids)
        self.assertIn(TOLD, self.bodies(self.carls))
        self.assertIn(self.winner.access_url, self.bodies(self.carls))
        self.assertTrue(self.has_way(self.carls))
        self._say(self.carls, "Any news?")
        self.assertIn("Any news?", self.said(self.winner))

    def test_own_cases_of_one_contact_are_joined(self):
        self.merge(self.own, "own")
        self.assertIn("Words of", self.said(self.winner))
        self.assertIn(TOLD, self.bodies(self.own))
        self.assertTrue(self.has_way(self.own))

    def test_mail_prints_no_link_to_a_colleagues_case(self):
        self.merge(self.carls, "own")
        self.carls.sudo()._tell_merged()
        self.assertIn(TOLD, self.bodies(self.carls))
        self.assertNotIn(self.winner.access_url, self.bodies(self.carls))

    def page(self, case, user):
        self.log_in(user)
        return self.url_open(f"/my/complaints/{case.id}").text

    def test_old_page_leads_to_the_case_that_goes_on(self):
        self.merge(self.own, "own")
        page = self.page(self.own, self.paula)
        self.assertIn(BANNER, page)
        self.assertIn(self.winner.name, page)
        self.assertIn(f"/my/complaints/{self.winner.id}?", page)
        self.assertNotIn(BANNER, self.page(self.winner, self.paula))

    def test_old_page_names_nothing_of_a_colleague(self):
        self.merge(self.carls, "own")
        page = self.page(self.carls, self.carl)
        self.assertIn(self.carls.name, page)
        self.assertNotIn(BANNER, page)
        self.assertNotIn(self.winner.name, page)
        self.assertNotIn(self.winner.sudo().access_token, page)
        self.company.complaint_portal_scope = "company"
        self.assertIn(BANNER, self.page(self.carls, self.carl))
