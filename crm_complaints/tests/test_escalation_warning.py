# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from lxml import etree

from odoo.fields import Domain
from odoo.tests import freeze_time, tagged
from odoo.tools.safe_eval import safe_eval

from .common import ComplaintsCommon, at


@tagged("post_install", "-at_install")
class TestEscalationWarning(ComplaintsCommon):
    """A rung of level 0 at half of the two hours for the response, one of level 1 at
    the deadline: a case that comes in at 8 is warned at 9 and escalated at 10."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rung = cls._create_rung(name="Half", percent=50, level=0, target="response")
        with freeze_time(at(0, 0)):
            cls.complaint = cls._create_complaint()

    def add_deadline(self):
        with freeze_time(at(0, 0, 30)):
            self._create_rung(name="Deadline", target="response")

    def climb(self, moment):
        with freeze_time(moment):
            self.env["crm.complaint.clock"]._climb_ladders()
        self.env.invalidate_all()
        return self.complaint.sudo().escalation_ids.sorted("id")

    def test_warning_is_called_so_and_escalates_nothing(self):
        self.assertEqual(self.climb(at(0, 1)).level, 0)
        self.assertFalse(self.complaint.date_escalated)
        self.assertEqual(
            self.complaint.activity_ids.summary, f"{self.complaint.name}: Warning"
        )
        log = self.complaint.message_ids.filtered(lambda m: "50 % of" in m.body)
        self.assertIn("Warning: ", log.body)
        self.assertNotIn("Escalation", log.body)

    def test_deadline_after_the_warning_is_an_escalation(self):
        self.add_deadline()
        self.climb(at(0, 1))
        self.assertEqual(self.climb(at(0, 2)).mapped("level"), [0, 1])
        self.assertEqual(self.complaint.date_escalated, at(0, 2))
        self.assertIn("Escalation, level 1", self.complaint.activity_ids.summary)

    def test_warning_after_an_escalation_leaves_its_day(self):
        with freeze_time(at(0, 0, 30)):
            self._step(self.complaint, "escalate", "The customer shouts")
        self.assertEqual(self.climb(at(0, 1)).mapped("level"), [1, 0])
        self.assertEqual(self.complaint.escalation_level, 1)
        self.assertEqual(self.complaint.date_escalated, at(0, 0, 30))

    def test_list_of_escalations_leaves_warnings_out(self):
        self.add_deadline()
        self.climb(at(0, 2))
        steps = self.env["crm.complaint.escalation"].with_user(self.mona)
        action = self.env.ref("crm_complaints.crm_complaint_escalation_action")
        self.assertEqual(safe_eval(action.context), {"search_default_escalations": 1})
        search = etree.fromstring(steps.get_view(view_type="search")["arch"])
        found = {}
        for name in ("escalations", "warnings"):
            [node] = search.xpath(f"//filter[@name='{name}']")
            domain = Domain(safe_eval(node.get("domain")))
            mine = Domain("complaint_id", "=", self.complaint.id)
            found[name] = steps.search(domain & mine).rung_id.name
        self.assertEqual(found, {"escalations": "Deadline", "warnings": "Half"})
