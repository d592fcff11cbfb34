# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import TransactionCase, tagged
from odoo.tools import html2plaintext

from .common import ComplaintsBuilders


@tagged("post_install", "-at_install")
class TestPeerDefects(ComplaintsBuilders, TransactionCase):
    """Defects of like add-ons that stand in no other test.

    The others:
    - foreign case closed by GET: TestPortal.test_foreigner_sees_and_does_nothing,
      test_get_changes_nothing
    - cancelled or merged counted as met: TestComplaintClock.test_cancelled_is_not_met,
      TestMerge.test_clocks_end_as_cancelled_never_as_met
    - closing date kept: test_reopening_continues_and_clears_the_dates
    - rules that run when somebody clicks: test_scheduled_job,
      test_late_answer_is_late_without_the_job
    - robots: TestComplaintMail.test_automatic_answers_open_nothing
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._set_up_complaints()

    def test_mails_greet_the_customer_and_never_the_agent(self):
        complaint = self._create_complaint()
        self.assertEqual(complaint.user_id, self.anna)
        templates = self.env["mail.template"].search([("model", "=", "crm.complaint")])
        greeting = templates.filtered(lambda t: "Dear" in (t.body_html or ""))
        self.assertGreaterEqual(len(greeting), 4)
        for template in greeting:
            with self.subTest(template=template.name):
                body = template._render_field("body_html", complaint.ids)
                text = html2plaintext(body[complaint.id]).strip()
                first = text.partition("\n")[0]
                self.assertIn(f"Dear {self.contact.name}", first)
                self.assertNotIn(self.anna.name, first)
                to = template._render_field("partner_to", complaint.ids)
                if to[complaint.id]:  # else Odoo's default, the customer
                    self.assertEqual(to[complaint.id], str(self.contact.id))

    def test_no_address_is_taken_by_data(self):
        """An add-on that brings its alias clashes with the one that did so before."""
        rows = self.env["ir.model.data"].search(
            [
                ("module", "=", "crm_complaints"),
                ("model", "=", "crm.complaint.team"),
            ]
        )
        shipped = self.env["crm.complaint.team"].browse(rows.mapped("res_id"))
        self.assertFalse(shipped.filtered("alias_name"))
        aliases = self.env["ir.model.data"].search_count(
            [("module", "=", "crm_complaints"), ("model", "=", "mail.alias")]
        )
        self.assertFalse(aliases)
