# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import HttpCase, tagged

from .qualification_common import QualificationCommon


@tagged("post_install", "-at_install")
class TestQualificationTour(QualificationCommon, HttpCase):
    def test_salesperson_assesses_and_director_decides(self):
        self.start_tour(
            "/odoo/qualifications/new",
            "crm_lifecycle_qualification_assess",
            login="sally_t",
        )
        record = self.customer.qualification_ids
        credit, use = record.part_ids
        self.assertTrue(credit.is_done)
        self.assertEqual(credit.points, 17)
        use.with_user(self.sam).action_done()
        record.with_user(self.sally).action_submit()
        self.start_tour(
            f"/odoo/qualifications/{record.id}",
            "crm_lifecycle_qualification_decide",
            login="dora_t",
        )
        record.invalidate_recordset()
        self.assertEqual(record.state, "conditional")
        self.assertEqual(record.decided_by_id, self.dora)
