# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import freeze_time, tagged

from .common import SuiteCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15 10:00:00")
class TestServiceLevelByContract(SuiteCommon):
    """What a contract promises counts for its customer while it runs."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer = cls._create_customer()
        cls.contract = cls._create_contract(cls.customer).sudo()
        running = [
            ("state", "=", "effective"),
            ("type_id", "=", cls.contract.type_id.id),
        ]
        cls.level = cls.env["crm.complaint.sla"].create(
            {
                "name": "Under contract",
                "sequence": -1,
                "company_id": cls.company.id,
                "customer_domain": str([("signed_contract_ids", "any", running)]),
                "response_hours": 1,
            }
        )

    def level_of_complaint(self):
        complaint = (
            self.env["crm.complaint"]
            .with_user(self.agnes)
            .create(
                {
                    "partner_id": self.customer.child_ids.id,
                    "company_id": self.company.id,
                    "description": "The server stands still",
                }
            )
        )
        return complaint.sudo().sla_id

    def test_only_while_the_contract_is_effective(self):
        self.assertNotEqual(self.level_of_complaint(), self.level)
        self.contract.write({"state": "effective", "date_signed": "2026-01-01"})
        self.assertEqual(self.level_of_complaint(), self.level)
        self.contract.state = "suspended"
        self.assertNotEqual(self.level_of_complaint(), self.level)
