# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.fields import Command
from odoo.tests import HttpCase, tagged

from .voice_common import VoiceCommon


@tagged("post_install", "-at_install")
class TestVoiceTour(VoiceCommon, HttpCase):
    def test_analyst_goes_through_the_voice_of_customers(self):
        """Answers, maps, an interview and the first step of a requirement."""
        today = self.env["crm.customer"]._today(self.company)
        customer = self._create_customer("Tour Voice")
        scores = {"economy": 20.0, "safety": 30.0, "service": 90.0}
        self._say(customer, today, scores, whole=50.0)
        self._tell(customer, today, "complaint")
        kinds = [("complaint", "Complaint")]
        account = self.env.registry["crm.customer"]
        self.patch(account, "_care_kinds", lambda self: kinds)
        study = self.env["crm.kano.study"].create(
            {
                "name": "Tour Study",
                "company_id": self.company.id,
                "feature_ids": [Command.create({"name": "Tour Feature"})],
            }
        )
        self.env["crm.kano.answer"].create(
            {
                "feature_id": study.feature_ids.id,
                "customer_id": customer.id,
                "present": "like",
                "absent": "dislike",
                "date": today,
            }
        )
        wish = self.env["crm.requirement"].create(
            {
                "name": "Tour Wish",
                "subject": "Delivery",
                "company_id": self.company.id,
                "customer_id": customer.id,
            }
        )
        self.start_tour("/odoo/crm-satisfaction", "crm_voice_tour", login="anna_t")
        wish.invalidate_recordset()
        self.assertEqual(wish.step, "customers")
