# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.fields import Datetime
from odoo.tests import HttpCase, tagged

from .common import ComplaintsMoneyCommon


@tagged("post_install", "-at_install")
class TestDeskTours(ComplaintsMoneyCommon, HttpCase):
    def test_merge_and_promise(self):
        first = self._create_complaint(description="First call")
        second = self._create_complaint(description="Second mail")
        self.start_tour(
            "/odoo/my-complaints", "crm_complaints_desk_merge", login="anna_c"
        )
        self.env.invalidate_all()
        self.assertEqual(second.merged_into_id, first)
        self.assertEqual(first.promise_ids.state, "kept")
        self.assertEqual(second.sla_state, "cancelled")

    def test_service_signed_in_the_portal(self):
        portal = self._create_portal_user("paula_tour", self.contact)
        tom = self._create_user("tom_tour", "base.group_user")
        complaint = self._create_complaint(kind="service")
        kind = self.env.ref("crm_complaints.crm_complaint_service_kind_repair")
        service = (
            self.env["crm.complaint.service"]
            .with_user(self.anna)
            .create(
                {
                    "complaint_id": complaint.id,
                    "kind_id": kind.id,
                    "date_planned": Datetime.now(),
                    "user_id": tom.id,
                }
            )
        )
        self.start_tour(
            "/odoo/complaint-services", "crm_complaints_service_work", login=tom.login
        )
        self.start_tour(
            f"/my/complaints/{complaint.id}",
            "crm_complaints_service_sign",
            login=portal.login,
        )
        self.env.invalidate_all()
        self.assertEqual(service.state, "signed")
        self.assertEqual(service.signed_name, "Paula Pan")
        self.assertTrue(service.signature)
