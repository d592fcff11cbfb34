# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import ComplaintsCommon


@tagged("post_install", "-at_install")
class TestComplaintCompanyLevel(ComplaintsCommon):
    """The company level reads what its offices read of a case (S-314)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.carla = cls._create_user(
            "carla_c", "crm_complaints.crm_complaints_group_agent"
        )
        cls.team.parent_id = cls.env["crm.complaint.team"].create(
            {
                "name": "Company Level",
                "company_id": cls.company.id,
                "user_id": cls.carla.id,
                "resource_calendar_id": cls.calendar.id,
            }
        )
        cls.complaint = cls._create_complaint(team_id=cls.team.id)

    @mute_logger("odoo.models", "odoo.addons.base.models.ir_rule")
    def test_hand_offs_promises_and_measures_are_read_not_written(self):
        parts = {"handoff": "reason", "promise": "name", "measure": "name"}
        self.env["crm.complaint.measure"].create(
            {
                "complaint_id": self.complaint.id,
                "name": "New pallets",
                "user_id": self.anna.id,
                "verifier_id": self.mona.id,
                "date_due": "2099-12-31",
            }
        )
        self.env["crm.complaint.promise"].create(
            {
                "complaint_id": self.complaint.id,
                "partner_id": self.contact.id,
                "name": "We call",
                "user_id": self.anna.id,
                "date_due": "2099-12-31 08:00:00",
            }
        )
        for part, name in parts.items():
            model = self.env[f"crm.complaint.{part}"]
            mine = [("complaint_id", "=", self.complaint.id)]
            with self.subTest(part=part):
                found = model.with_user(self.carla).search(mine)
                self.assertEqual(found.sudo(), model.search(mine))
                self.assertTrue(found.read([name]))
                self.assertFalse(model.with_user(self.boris).search(mine))
                # a history refuses everybody, in its own words
                refusal = UserError if part == "handoff" else AccessError
                with self.assertRaises(refusal):
                    found.write({name: "Other"})

    def test_whatever_agents_read_by_team_the_company_level_reads(self):
        group = self.env.ref("crm_complaints.crm_complaints_group_agent")
        rules = self.env["ir.rule"].search([("groups", "in", group.ids)])
        by_team = rules.filtered(
            lambda rule: (
                "team_id.member_ids" in (rule.domain_force or "")
                and rule.model_id.model.startswith("crm.complaint")
            )
        )
        above = rules.filtered(
            lambda r: "supervising_team_id" in (r.domain_force or "")
        )
        self.assertGreater(len(by_team.model_id), 20)
        left_out = (by_team.model_id - above.model_id).mapped("model")
        self.assertEqual(left_out, [])
