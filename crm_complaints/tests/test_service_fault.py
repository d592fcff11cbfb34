# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from psycopg2.errors import ForeignKeyViolation

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from .common import ComplaintsCommon, at

SHIPPED = ("blame", "skill", "contradict", "deny", "trouble", "cold", "promise")


@tagged("post_install", "-at_install")
class TestServiceFault(ComplaintsCommon):
    """March 2026: contradicted twice, cold once; April: contradicted once, and once by
    another team. Anna sees her team's four, the manager five."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contradict = cls.env.ref("crm_complaints.crm_complaint_fault_contradict")
        cls.cold = cls.env.ref("crm_complaints.crm_complaint_fault_cold")
        cls.other_team = cls.env["crm.complaint.team"].create(
            {"name": "Phone", "company_id": cls.company.id}
        )
        cls.found = cls.env["crm.complaint.conduct"]
        for day, faults, team in (
            (0, cls.contradict, cls.team),
            (1, cls.contradict | cls.cold, cls.team),
            (35, cls.contradict, cls.team),
            (35, cls.contradict, cls.other_team),
        ):
            with freeze_time(at(day, 3)):
                case = cls._create_complaint(user=cls.mona, team_id=team.id)
                case.conduct_ids = [
                    Command.create({"fault_id": fault.id}) for fault in faults
                ]
                cls.found |= case.conduct_ids

    def seen_by(self, user):
        conducts = self.env["crm.complaint.conduct"].with_user(user)
        return conducts, [("id", "in", self.found.ids)]

    def test_report_by_fault_and_month(self):
        """What the menu opens: faults as rows, months as columns."""
        action = self.env.ref("crm_complaints.crm_complaint_conduct_action")
        self.assertEqual(action.view_mode, "pivot,list")
        conducts, domain = self.seen_by(self.mona)
        rows = conducts._read_group(domain, ["fault_id", "date:month"], ["__count"])
        self.assertEqual(
            {(fault, month.month): count for fault, month, count in rows},
            {
                (self.contradict, 3): 2,
                (self.cold, 3): 1,
                (self.contradict, 4): 2,
            },
        )
        by_team = conducts._read_group(domain, ["team_id"], ["__count"])
        self.assertEqual(dict(by_team), {self.team: 4, self.other_team: 1})

    @mute_logger("odoo.models", "odoo.addons.base.models.ir_model")
    def test_agents_read_the_faults_of_their_own_cases(self):
        conducts, domain = self.seen_by(self.anna)
        self.assertEqual(conducts.search_count(domain), 4)
        self.assertEqual(self.seen_by(self.boris)[0].search_count(domain), 0)
        with self.assertRaises(AccessError):
            conducts._read_group(domain, ["person_id"], ["__count"])
        with self.assertRaises(AccessError):
            self.seen_by(self.sally)[0].search_count(domain)

    def test_menus_of_list_and_report(self):
        """Everybody who configures finds the list, managers alone the report."""
        menus = self.env["ir.ui.menu"]
        report = self.env.ref("crm_complaints.crm_complaint_conduct_menu")
        faults = self.env.ref("crm_complaints.crm_complaint_fault_menu")
        shown = menus.with_user(self.mona)._visible_menu_ids()
        self.assertLessEqual({report.id, faults.id}, set(shown))
        self.assertNotIn(report.id, menus.with_user(self.anna)._visible_menu_ids())

    @mute_logger("odoo.models", "odoo.addons.base.models.ir_model", "odoo.sql_db")
    def test_list_is_the_managers(self):
        for name in SHIPPED:
            fault = self.env.ref(f"crm_complaints.crm_complaint_fault_{name}")
            self.assertTrue(fault.description, "what to do instead")
        faults = self.env["crm.complaint.fault"]
        own = faults.with_user(self.mona).create({"name": "Hung up"})
        with self.assertRaises(AccessError):
            own.with_user(self.anna).name = "Hung up first"
        with self.assertRaises(ForeignKeyViolation), self.env.cr.savepoint():
            self.contradict.with_user(self.mona).unlink()
        own.with_user(self.mona).unlink()
