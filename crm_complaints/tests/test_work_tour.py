# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import HttpCase, tagged

from .common import ComplaintsCommon


@tagged("post_install", "-at_install")
class TestWorkTour(ComplaintsCommon, HttpCase):
    def test_from_investigation_to_the_library(self):
        """Investigated, 8D signed, measure verified by a colleague, closed, learned."""
        category = self.env["crm.complaint.category"].create(
            {"name": "Bags", "is_8d_required": True, "measure_rule": "verified"}
        )
        complaint = self._create_complaint(category_id=category.id)
        complaint.action_take()
        page = f"/odoo/complaints/{complaint.id}"
        login = self.anna.login
        self.start_tour(page, "crm_complaints_agent_investigates", login=login)
        self.env.invalidate_all()
        measure = complaint.measure_ids
        self.assertEqual((measure.state, measure.user_id), ("done", self.anna))
        self.assertEqual(complaint.why_ids.name, "The thread is too thin")
        self.start_tour(page, "crm_complaints_agent_writes_8d", login=login)
        self.env.invalidate_all()
        self.assertEqual(complaint.sheet_progress, 100)
        self.start_tour(
            f"/odoo/complaint-measures/{measure.id}",
            "crm_complaints_colleague_verifies",
            login=self.mona.login,
        )
        self._solve(complaint)
        self.start_tour(page, "crm_complaints_agent_closes", login=login)
        self.env.invalidate_all()
        self.assertEqual((complaint.phase, measure.state), ("closed", "effective"))
        self.assertEqual(complaint.learned_ids.state, "draft")
        self.assertFalse(complaint.is_open)
