# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import base64
import io

from odoo.fields import Command
from odoo.tests import HttpCase, freeze_time, tagged
from odoo.tools import html2plaintext
from odoo.tools.pdf import PdfFileReader

from .common import PNG, ComplaintsBuilders, at
from .test_investigation import SIGNED


@tagged("post_install", "-at_install")
class TestComplaintPrint(ComplaintsBuilders, HttpCase):
    """What is printed becomes a PDF of the page with these words.

    Some builds of the paper engine draw letters as outlines, so words are looked for
    on the page that it prints, and pages in the PDF.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._set_up_complaints()
        with freeze_time(at(0, 1)):
            cls.complaint = cls._create_complaint()

    def _print(self, report, record, user=None):
        """(words of the page, number of pages of the PDF)"""
        reports = self.env["ir.actions.report"].with_user(user or self.anna)
        reports = reports.with_context(force_report_rendering=True)
        content, kind = reports._render_qweb_pdf(report, record.ids)
        self.assertEqual(kind, "pdf")
        self.assertTrue(content.startswith(b"%PDF"))
        pages = PdfFileReader(io.BytesIO(content)).pages
        for page in pages:
            self.assertGreater(len(page.get_contents().get_data()), 1000, "not blank")
        html = reports._render_qweb_html(report, record.ids)[0].decode()
        return html2plaintext(html, include_references=False), len(pages)

    def assertPrinted(self, text, *words):
        shown = " ".join(text.split())
        for word in words:
            self.assertIn(word, shown)

    def test_8d(self):
        self.complaint.with_user(self.anna).action_view_sheet()
        sheet = self.complaint.with_user(self.anna).sheet_ids
        sheet.write(SIGNED)
        with freeze_time(at(0, 2)):
            sheet.action_sign()
        text, pages = self._print("crm_complaints.report_8d", self.complaint)
        self.assertGreaterEqual(pages, 1)
        self.assertPrinted(text, self.complaint.name, self.anna.name, *SIGNED.values())

    def test_management_review(self):
        """One complaint of March, answered in an hour: its figures are on paper."""
        with freeze_time(at(0, 2)):
            self._answer(self.complaint)
        review = self.env["crm.complaint.review"].create(
            {
                "company_id": self.company.id,
                "team_id": self.team.id,
                "date_from": "2026-03-01",
                "date_to": "2026-03-31",
                "decisions": "<p>Double seam from May on</p>",
            }
        )
        text, pages = self._print(
            "crm_complaints.crm_complaint_review_document", review, self.mona
        )
        self.assertGreaterEqual(pages, 1)
        self.assertPrinted(
            text,
            "Management Review of Complaints",
            "Hours to Answer",
            "1.0 h",
            "Open at the End",
            "Causes (Pareto)",
            "Double seam from May on",
        )

    def test_service_sheet(self):
        tom = self._create_user("tom_c", "base.group_user")
        service = self.env["crm.complaint.service"].create(
            {
                "complaint_id": self.complaint.id,
                "kind_id": self.env.ref(
                    "crm_complaints.crm_complaint_service_kind_repair"
                ).id,
                "user_id": tom.id,
                "date_planned": at(0, 3),
                "work_done": "Pump replaced",
                "line_ids": [
                    Command.create({"product_id": self.product.id, "quantity": 2})
                ],
            }
        )
        service.sudo().write(
            {
                "state": "signed",
                "signed_name": "Lin Hua",
                "date_signed": at(0, 6),
                "signature": base64.b64encode(PNG),
            }
        )
        text, pages = self._print(
            "crm_complaints.crm_complaint_service_report", service
        )
        self.assertPrinted(
            text,
            service.name,
            "Alpha Works",
            "Three of ten bags were torn.",
            "Pump replaced",
            "Cement",
            "Lin Hua",
        )
        self.assertEqual(pages, 1, "one sheet to sign")
