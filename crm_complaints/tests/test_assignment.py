# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from odoo.addons.crm_complaints.models.crm_assignment_rules import Candidate, rank

from .common import ComplaintsCommon, at


@tagged("post_install", "-at_install")
class TestAssignment(ComplaintsCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.team.member_ids = [Command.set((cls.anna | cls.boris | cls.mona).ids)]
        cls.team.user_id = cls.mona
        cls.skill = cls.env["crm.complaint.skill"].create({"name": "Chemistry"})
        cls.cards = {
            user: cls.env["crm.complaint.agent"].create({"user_id": user.id})
            for user in (cls.anna, cls.boris, cls.mona)
        }
        (cls.anna | cls.boris | cls.mona).resource_calendar_id = False

    def arrive(self, **values):
        """A complaint that nobody of the team enters, as from the portal."""
        return self._create_complaint(user=self.sally, **values)

    def first_agents(self, count):
        with freeze_time(at(0, 3)):
            return [self.arrive().user_id for _number in range(count)]

    def test_fewest_open_cases(self):
        self.assertEqual(
            self.first_agents(4), [self.anna, self.boris, self.mona, self.anna]
        )

    def test_by_hand_leaves_it_free(self):
        self.team.assignment_method = "manual"
        complaint = self.arrive()
        self.assertFalse(complaint.user_id)
        self.assertEqual(
            complaint.assignment_reason, "the team takes its cases by hand"
        )
        complaint.with_user(self.boris).action_take()
        self.assertEqual(complaint.user_id, self.boris)

    def test_in_turn_whatever_is_open(self):
        self.team.assignment_method = "turn"
        self.assertEqual(self.first_agents(2), [self.anna, self.boris])
        self.env["crm.complaint"].search(
            [("user_id", "=", self.boris.id)]
        ).sudo().write({"user_id": self.anna.id})
        self.assertEqual(self.arrive().user_id, self.mona)

    def test_by_skill_of_category_and_products(self):
        self.team.assignment_method = "skill"
        self.cards[self.mona].skill_ids = self.skill
        category = self.env["crm.complaint.category"].create(
            {"name": "Analysis", "skill_ids": [Command.link(self.skill.id)]}
        )
        complaint = self.arrive(category_id=category.id)
        self.assertEqual(complaint.user_id, self.mona)
        self.assertEqual(complaint.assignment_reason, "knows Chemistry; 0 open cases")
        self.product.categ_id = self.env["product.category"].create(
            {"name": "Binders", "complaint_skill_ids": [Command.link(self.skill.id)]}
        )
        order = self._create_order()
        line = Command.create({"order_line_id": order.order_line.id})
        self.assertEqual(self.arrive(line_ids=[line]).user_id, self.mona)
        self.assertEqual(self.arrive().user_id, self.anna)

    def test_limit_switch_and_leave(self):
        self.cards[self.anna].max_open = 1
        self.arrive()
        self.cards[self.boris].with_user(self.boris).action_leave_desk()
        self.assertEqual(self.arrive().user_id, self.mona)
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Holiday",
                "resource_id": self.resource(self.mona).id,
                "date_from": at(0, 0),
                "date_to": at(5, 0),
            }
        )
        with freeze_time(at(1, 3)):
            complaint = self.arrive()
        self.assertEqual(complaint.user_id, self.mona)
        self.assertIn("its leader decides", complaint.assignment_reason)
        self.cards[self.boris].with_user(self.boris).action_return_to_desk()
        with freeze_time(at(1, 3)):
            self.assertEqual(self.arrive().user_id, self.boris)

    def resource(self, user):
        return user.resource_ids or self.env["resource.resource"].create(
            {"name": user.name, "user_id": user.id, "company_id": self.company.id}
        )

    def test_who_works_today_goes_first(self):
        self.resource(self.anna).calendar_id = self.calendar
        for day, agent in ((0, self.anna), (5, self.boris)):
            with freeze_time(at(day, 3)):
                complaint = self.arrive()
                self.assertEqual(complaint.user_id, agent)
                complaint.sudo().user_id = False

    def test_language_of_the_customer_decides_a_draw(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        self.contact.lang = "fr_FR"
        self.cards[self.mona].lang_ids = self.env["res.lang"]._lang_get("fr_FR")
        self.assertEqual(self.arrive().user_id, self.mona)

    def test_button_says_why(self):
        complaint = self._create_complaint(user=self.anna)
        told = complaint.with_user(self.anna).action_assign()["params"]
        self.assertEqual(complaint.user_id, self.boris)
        self.assertEqual(told["title"], self.boris.name)
        self.assertIn("fewest open cases", told["message"])
        self.assertIn(
            told["message"], complaint.sudo().handoff_ids.sorted("id")[-1].reason
        )
        with self.assertRaises(AccessError):
            self._forge(complaint, self.anna, assignment_reason="My friend")

    def test_only_the_person_or_a_manager_switches_the_desk(self):
        with self.assertRaisesRegex(AccessError, "switches this desk"):
            self.cards[self.boris].with_user(self.anna).action_leave_desk()
        with freeze_time(at(0, 3)):
            self.cards[self.boris].with_user(self.mona).action_leave_for_today()
        self.assertEqual(self.cards[self.boris].away_until, at(1, 0))
        with self.assertRaises(AccessError):
            self._forge(self.cards[self.boris], self.mona, is_away=False)
        mine = self.env["crm.complaint.agent"].with_user(self.anna).action_open_mine()
        self.assertEqual(mine["res_id"], self.cards[self.anna].id)

    def test_two_at_once_need_no_lock(self):
        """The rule only reads: the same answer twice is fine, and nobody waits."""
        team = self.team.with_user(self.sally)
        complaints = self.env["crm.complaint"].with_user(self.sally)
        first = complaints._choose_agent(team, {})
        self.assertEqual(complaints._choose_agent(team, {}), first)

    def test_constant_queries(self):
        complaints = self.env["crm.complaint"].with_user(self.sally)
        complaints._choose_agent(self.team, {})
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(30):
            complaints._choose_agent(self.team, {})

    def test_ranking(self):
        away = Candidate(1, is_away=True)
        full = Candidate(2, load=3, limit=3)
        off = Candidate(3, is_off=True)
        busy = Candidate(4, load=2, limit=3)
        self.assertEqual(
            [c.user_id for c in rank([away, full, off, busy], "load")], [4, 3]
        )
