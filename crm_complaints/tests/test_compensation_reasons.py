# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from .compensation_common import CompensationCommon

FORM = "crm_complaints.crm_complaint_compensation_view_form"


@tagged("post_install", "-at_install")
class TestCompensationReasons(CompensationCommon):
    """Who is asked to say yes reads at the compensation itself which limit counts."""

    def offered(self, amount, user=None):
        offer = self._propose("goodwill", amount, user)
        offer.action_offer()
        return offer

    def money(self, amount):
        return self.company.currency_id.format(amount)

    def read_by(self, offer, user):
        """The reasons as the form shows them to a user."""
        return Form(offer.with_user(user), FORM).approval_reason

    def test_limit_of_the_agent_in_numbers(self):
        """500 is the agent's limit; 300 were granted before, 250 make 550."""
        self.offered(300.0)
        offer = self.offered(250.0)
        words = self.read_by(offer, self.mona)
        self.assertIn(f"with this: {self.money(550)}", words)
        self.assertIn(f"{self.anna.name} grants up to {self.money(500)}", words)
        self.assertIn(f"Limit of agents: {self.money(500)}.", words)
        self.assertNotIn("Tier", words)

    def test_limit_of_team_and_tier(self):
        """80 times 1.5 and 10 more are 130."""
        self.team.compensation_limit = 80.0
        self.customer.sudo().vip_tier_id = self.env["crm.vip.tier"].create(
            {"name": "Gold", "compensation_factor": 1.5, "compensation_extra": 10}
        )
        words = self.read_by(self.offered(130.01), self.mona)
        self.assertIn(f"grants up to {self.money(130)}", words)
        self.assertIn(f"Limit of the team Service: {self.money(80)}.", words)
        self.assertIn(f"Tier Gold: times 1.5 and {self.money(10)} more.", words)

    def test_budget_and_limit_stand_together(self):
        budget = self.env["crm.complaint.budget"].create(
            {"company_id": self.company.id, "amount": 100.0}
        )
        lines = self.read_by(self.offered(600.0), self.mona).splitlines()
        self.assertEqual(len(lines), 2)
        self.assertIn(f"budget of {budget.display_name}", lines[0])
        self.assertIn(f"{self.money(100)} were left", lines[0])
        self.assertIn(f"with this: {self.money(600)}", lines[1])

    def test_managers_limit(self):
        words = self.offered(5000.01, user=self.mona).approval_reason
        self.assertIn(f"Limit of complaint managers: {self.money(5000)}.", words)

    def test_reasons_stay_after_the_yes(self):
        offer = self.offered(600.0)
        words = offer.approval_reason
        offer.approval_id.with_user(self.mona).action_approve("Fair")
        self.assertEqual((offer.state, offer.is_approved), ("offered", True))
        self.assertEqual(self.read_by(offer, self.anna), words)

    def test_offer_within_the_limit_has_no_reasons(self):
        self.assertFalse(self.offered(500.0).approval_reason)

    def test_nobody_writes_them(self):
        with self.assertRaises(AccessError):
            self._forge(self.offered(600.0), self.mona, approval_reason="Fine")
