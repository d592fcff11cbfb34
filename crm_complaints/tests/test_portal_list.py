# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import re
from datetime import timedelta

from odoo.tests import HttpCase, freeze_time, tagged

from odoo.addons.crm_complaints.controllers.portal import ComplaintPortal

from .common import ComplaintsBuilders, at
from .portal_client import PortalClient


@tagged("post_install", "-at_install")
class TestPortalList(PortalClient, ComplaintsBuilders, HttpCase):
    """Three cases more than a page holds; the newest stand on the first page."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._set_up_complaints()
        cls._set_up_portal()
        cls.size = ComplaintPortal._items_per_page
        filed = [
            {
                "partner_id": cls.contact.id,
                "company_id": cls.company.id,
                "description": "Torn bags",
                "kind": "complaint" if number % 2 else "enquiry",
                "date_opened": at(0, 1) + timedelta(hours=number),
            }
            for number in range(cls.size + 3)
        ]
        quiet = cls.env["crm.complaint"].with_context(tracking_disable=True)
        with freeze_time(at(30, 1)):
            cls.cases = quiet.create(filed)
            cls._create_complaint(partner_id=cls.stranger.child_ids.id)

    def setUp(self):
        super().setUp()
        self.log_in(self.paula)

    def listed(self, page, query=""):
        """Cases on a page of the list, in their order."""
        text = self.url_open(f"/my/complaints/page/{page}{query}").text
        found = re.findall(r'href="/my/complaints/(\d+)', text)
        return self.cases.browse(dict.fromkeys(map(int, found)))

    def test_second_page_holds_the_rest(self):
        newest = self.cases.sorted("date_opened", reverse=True)
        self.assertEqual(self.listed(1), newest[: self.size])
        self.assertEqual(self.listed(2), newest[self.size :])
        page = self.url_open("/my/complaints").text
        self.assertIn("/my/complaints/page/2", page, "the way to it")
        self.assertNotIn("/my/complaints/page/3", page)

    def test_pages_keep_filter_group_and_search(self):
        """Grouped by kind the pages go on where the one before ended."""
        for query in ("?groupby=kind", "?sortby=number", "?search=Torn"):
            first, second = self.listed(1, query), self.listed(2, query)
            self.assertEqual((len(first), len(second)), (self.size, 3), query)
            self.assertEqual(first | second, self.cases, query)
        self.assertFalse(self.listed(1, "?search=Nothing"))
        page = self.url_open("/my/complaints?groupby=kind").text
        self.assertRegex(page, r"/my/complaints/page/2\?[^\"]*groupby=kind")

    def test_waiting_for_me_is_all_that_asks_the_customer(self):
        """A question of ours, one whether it is solved, and a sheet to sign."""
        paused, solved, praised, closed, signing, *_others = self.cases
        self._step(paused, "pause", "Photo asked for", user=self.mona)
        (solved | closed).kind = "complaint"
        (praised | signing).kind = "enquiry"
        for case in (solved, praised, closed):
            self._solve(case, self.mona)
        closed.sudo()._confirm("yes", "portal")
        self.env["crm.complaint.service"].sudo().create(
            {
                "complaint_id": signing.id,
                "kind_id": self.env.ref(
                    "crm_complaints.crm_complaint_service_kind_repair"
                ).id,
            }
        ).state = "done"
        self.env.flush_all()
        self.assertEqual(
            self.listed(1, "?filterby=waiting").sorted("id"),
            (paused | solved | signing).sorted("id"),
        )

    def test_cases_of_others_fill_no_page(self):
        self.log_in(self.fred)
        self.assertEqual(len(self.listed(1)), 1)
        self.assertFalse(self.listed(1) & self.cases)
