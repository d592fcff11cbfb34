# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from .compensation_common import CompensationCommon

MANAGERS = "crm_complaints.crm_complaints_group_manager"


@tagged("post_install", "-at_install")
class TestCompensationApprover(CompensationCommon):
    """An agent grants 500, a manager 800; above them dora, a director, says yes."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.complaint_limit_manager = 800.0
        cls.dora = cls._create_user(
            "dora_c", "crm_lifecycle.crm_lifecycle_group_director"
        )
        cls.max = cls._create_user("max_c", MANAGERS)

    def asked(self, amount, user=None, **values):
        offer = self._propose("goodwill", amount, user, **values)
        offer.action_offer()
        return offer

    def yes(self, offer, user):
        approval = offer.approval_id.sudo(False).with_user(user)
        approval.action_approve("Fair")

    def test_manager_inside_his_own_limit(self):
        offer = self.asked(800.0)
        self.assertEqual(len(offer.approval_id.step_ids), 1)
        self.yes(offer, self.mona)
        self.assertEqual((offer.state, offer.is_approved), ("offered", True))

    def test_above_the_managers_limit_a_director_says_yes_too(self):
        offer = self.asked(800.01)
        self.assertIn("Above the $", offer.approval_reason)
        self.assertIn("that complaint managers grant", offer.approval_id.note)
        self.assertEqual(len(offer.approval_id.step_ids), 2)
        with self.assertRaises(AccessError):
            self.yes(offer, self.dora)
        self.yes(offer, self.mona)
        self.assertEqual(offer.state, "waiting")
        with self.assertRaises(AccessError):
            self.yes(offer, self.mona)
        self.assertEqual(offer.state, "waiting")
        self.yes(offer, self.dora)
        self.assertEqual((offer.state, offer.is_approved), ("offered", True))

    def test_who_is_manager_and_director_is_asked_once(self):
        """Dora may answer both steps; mona, who answers the first one, only that."""
        self.dora.group_ids = [Command.link(self.env.ref(MANAGERS).id)]
        offer = self.asked(900.0)
        self.assertEqual(len(offer.approval_id.step_ids), 2)
        self.yes(offer, self.dora)
        self.assertEqual((offer.state, offer.is_approved), ("offered", True))
        steps = offer.approval_id.step_ids
        self.assertEqual(steps.mapped("state"), ["approved", "approved"])
        self.assertEqual(steps.decided_by_id, self.dora)
        other = self.asked(0.01)
        self.yes(other, self.mona)
        self.assertEqual(other.state, "waiting")
        self.yes(other, self.dora)
        self.assertEqual(other.state, "offered")

    def test_director_refuses(self):
        offer = self.asked(900.0)
        self.yes(offer, self.mona)
        offer.approval_id.sudo(False).with_user(self.dora).action_refuse("Too much")
        self.assertEqual((offer.state, offer.answer_reason), ("refused", "Too much"))

    def test_tier_raises_the_managers_limit(self):
        """800 times 1.5 and 100 more are 1,300."""
        tier = self.env["crm.vip.tier"].create(
            {"name": "Gold", "compensation_factor": 1.5, "compensation_extra": 100}
        )
        self.customer.sudo().vip_tier_id = tier
        offer = self.asked(1300.0)
        self.yes(offer, self.mona)
        self.assertEqual(offer.state, "offered")
        second = self.asked(0.01)
        self.assertEqual(len(second.approval_id.step_ids), 2)

    def test_slices_count_together(self):
        self.asked(500.0)
        offer = self.asked(300.01)
        self.yes(offer, self.mona)
        self.assertEqual(offer.state, "waiting")
        self.yes(offer, self.dora)
        self.assertEqual(offer.state, "offered")

    def test_limit_lowered_while_it_waits(self):
        offer = self.asked(700.0)
        self.assertEqual(len(offer.approval_id.step_ids), 1)
        self.company.complaint_limit_manager = 600.0
        self.yes(offer, self.mona)
        self.assertEqual(offer.state, "waiting")
        self.assertIn(self.dora, offer.approval_id.approver_ids)
        self.yes(offer, self.dora)
        self.assertEqual(offer.state, "offered")

    def test_delegate_without_a_limit_does_not_decide_alone(self):
        """Boris, an agent, stands in for mona, and may grant 500 himself."""
        self.env["crm.approval.delegation"].create(
            {
                "user_id": self.mona.id,
                "delegate_id": self.boris.id,
                "date_from": "2020-01-01",
                "date_until": "2099-12-31",
            }
        )
        offer = self.asked(600.0)
        self.yes(offer, self.boris)
        self.assertEqual(offer.state, "waiting")
        self.yes(offer, self.dora)
        self.assertEqual(offer.state, "offered")

    def test_person_of_a_rule_of_the_company_instead_of_a_director(self):
        self.env["crm.approval.rule"].create(
            {
                "name": "General sales manager",
                "kind": "compensation",
                "company_id": self.company.id,
                "is_above_limit": True,
                "step_ids": [
                    Command.create({"approver_kind": "user", "user_id": self.max.id})
                ],
            }
        )
        offer = self.asked(900.0)
        self.yes(offer, self.mona)
        with self.assertRaises(AccessError):
            self.yes(offer, self.dora)
        self.yes(offer, self.max)
        self.assertEqual(offer.state, "offered")

    def test_director_where_the_rule_is_gone(self):
        self.env.ref(
            "crm_complaints.crm_approval_rule_compensation_above"
        ).active = False
        offer = self.asked(900.0)
        self.yes(offer, self.mona)
        self.assertEqual(offer.state, "waiting")
        self.yes(offer, self.dora)
        self.assertEqual(offer.state, "offered")

    def test_nobody_approves_what_he_proposed_though_a_colleague_offers_it(self):
        """Max proposes 600; anna, whose limit is 500, offers it."""
        offer = self._propose("goodwill", 600.0, self.max)
        offer.with_user(self.anna).action_offer()
        self.assertEqual(offer.state, "waiting")
        with self.assertRaises(AccessError):
            self.yes(offer, self.max)
        self.yes(offer, self.mona)
        self.assertEqual(offer.state, "offered")

    def test_managers_own_offer_above_her_limit(self):
        offer = self.asked(900.0, user=self.mona)
        with self.assertRaises(AccessError):
            self.yes(offer, self.mona)
        self.yes(offer, self.max)
        self.yes(offer, self.dora)
        self.assertEqual(offer.state, "offered")

    def test_director_who_stands_in_for_a_missing_manager_is_asked_once(self):
        """Mona is the only manager: nobody else of the role may answer her."""
        managers = self.env.ref(MANAGERS)
        others = managers.all_user_ids - self.mona
        others.write({"group_ids": [Command.unlink(managers.id)]})
        self.company.complaint_limit_manager = 100.0
        self.team.compensation_limit = 50.0
        offer = self.asked(90.0)
        self.assertEqual(offer.state, "waiting")
        self.yes(offer, self.mona)
        self.assertEqual(offer.state, "offered")
        self.budget_of(10.0)
        own = self.asked(5.0, user=self.mona)
        self.yes(own, self.dora)
        self.assertEqual(own.state, "offered")

    def budget_of(self, amount):
        values = {"company_id": self.company.id, "amount": amount}
        return self.env["crm.complaint.budget"].create(values)

    def test_over_the_budget_inside_the_limit_a_manager_decides(self):
        self.budget_of(100.0)
        offer = self.asked(200.0)
        self.assertEqual(len(offer.approval_id.step_ids), 1)
        self.yes(offer, self.mona)
        self.assertEqual(offer.state, "offered")
