# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..models.crm_compensation_rules import granted_total, role_limit, split_exactly
from .compensation_common import CompensationCommon


@tagged("post_install", "-at_install")
class TestCompensationLimits(CompensationCommon):
    """An agent grants 500, a manager 5,000; budgets hold for all of them together."""

    def offered(self, amount, user=None, complaint=None, **values):
        offer = self._propose("goodwill", amount, user, complaint, **values)
        offer.action_offer()
        return offer

    def budget(self, amount, **values):
        return self.env["crm.complaint.budget"].create(
            {"company_id": self.company.id, "amount": amount, **values}
        )

    def test_arithmetic(self):
        self.assertEqual(granted_total([(None, 10), (1, 30), (1, 20), (2, 5)]), 45)
        self.assertEqual(role_limit(500.0, 1.5, 100.0), 850.0)
        self.assertEqual(split_exactly(100.0, [1, 1, 1], 2), [33.33, 33.34, 33.33])
        self.assertEqual(sum(split_exactly(0.01, [5, 3, 2], 2)), 0.01)

    def test_tier_raises_the_limit(self):
        """500 times 1.5 and 100 more are 850."""
        tier = self.env["crm.vip.tier"].create(
            {"name": "Gold", "compensation_factor": 1.5, "compensation_extra": 100}
        )
        self.customer.sudo().vip_tier_id = tier
        self.assertEqual(self.offered(850.0).state, "offered")
        self.assertEqual(self.offered(0.01).state, "waiting")

    def test_team_has_a_limit_of_its_own(self):
        self.team.compensation_limit = 80.0
        self.assertEqual(self.offered(80.0).state, "offered")
        self.assertEqual(self.offered(0.01).state, "waiting")

    def test_slices_over_several_cases_and_products(self):
        """300 and 250 in two cases of one customer are 550."""
        second = self._create_claim(order=self._create_order())
        self.assertEqual(self.offered(300.0).state, "offered")
        self.assertEqual(self.offered(250.0, complaint=second).state, "waiting")

    def test_slices_of_long_ago_and_approved_ones_do_not_count(self):
        second = self._create_claim(order=self._create_order())
        old = self.offered(300.0)
        today = self.env["crm.customer"]._today(self.company)
        old.sudo().date_granted = fields.Date.subtract(today, days=30)
        self.assertEqual(self.offered(500.0, complaint=second).state, "offered")
        third = self._create_claim(order=self._create_order())
        big = self.offered(5.0, complaint=third)
        self.assertEqual(big.state, "waiting")
        big.approval_id.with_user(self.mona).action_approve("Fair")
        self.assertTrue(big.is_approved)

    def test_limit_is_in_company_currency(self):
        """1,000.02 at two for one are 500.01."""
        euro = self.setup_other_currency("EUR", rates=[("2016-01-01", 2.0)])
        offer = self.offered(1000.02, currency_id=euro.id)
        self.assertEqual((offer.state, offer.amount_company), ("waiting", 500.01))
        self.assertEqual(offer.approval_id.amount, 500.01)

    def test_above_the_budget_somebody_else_says_yes(self):
        budget = self.budget(200.0)
        self.assertEqual(self.offered(150.0).state, "offered")
        second = self.offered(60.0)
        self.assertEqual((second.state, second.is_over_budget), ("waiting", True))
        self.assertIn("Above the budget", second.approval_id.note)
        second.approval_id.with_user(self.mona).action_approve("Yes")
        self.assertEqual(second.state, "offered")
        budget.invalidate_recordset()
        self.assertEqual((budget.amount_used, budget.amount_left), (210.0, -10.0))
        self.assertEqual(budget.percent_used, 105.0)

    def test_budget_also_binds_managers(self):
        self.budget(100.0)
        self.assertEqual(self.offered(100.0, user=self.mona).state, "offered")
        self.assertEqual(self.offered(0.01, user=self.mona).state, "waiting")

    def test_refused_and_expired_offers_give_the_budget_back(self):
        budget = self.budget(200.0)
        offer = self.offered(150.0)
        self.assertEqual(budget.amount_used, 150.0)
        offer.sudo()._refuse(self.contact, "No")
        budget.invalidate_recordset()
        self.assertEqual(budget.amount_used, 0.0)
        self.assertEqual(self.offered(200.0).state, "offered")

    def test_budget_counts_the_dearest_alternative(self):
        budget = self.budget(400.0)
        money = self._propose("credit_note", 230.0, is_alternative=True)
        goods = self._propose("replacement", is_alternative=True)
        (money | goods).action_offer()
        self.assertEqual((money.state, goods.state), ("offered", "offered"))
        self.assertEqual(budget.amount_used, 345.0)

    def test_budget_of_a_team_is_its_own(self):
        other = self.team.copy({"name": "Other"})
        mine, theirs = (
            self.budget(50.0, team_id=self.team.id),
            self.budget(50.0, team_id=other.id),
        )
        offer = self.offered(60.0)
        self.assertEqual((offer.state, offer.team_id), ("waiting", self.team))
        self.assertEqual((mine.amount_used, theirs.amount_used), (60.0, 0.0))

    def test_budget_stays_with_the_team_that_granted(self):
        """The case goes to another team, whose budget did not grant anything."""
        other = self.team.copy({"name": "Other"})
        mine, theirs = (
            self.budget(100.0, team_id=self.team.id),
            self.budget(100.0, team_id=other.id),
        )
        offer = self.offered(60.0)
        self.complaint.sudo().team_id = other
        (mine | theirs).invalidate_recordset()
        self.assertEqual((offer.team_id, offer.budget_team_id), (other, self.team))
        self.assertEqual((mine.amount_used, theirs.amount_used), (60.0, 0.0))
        found = offer.search(mine.action_view_compensations()["domain"])
        self.assertEqual(found, offer)
        self._accept(offer)
        mine.invalidate_recordset()
        self.assertEqual(mine.amount_used, 60.0)

    @freeze_time("2026-05-20 08:00:00")
    def test_periods(self):
        quarter = self.budget(100.0, period="quarter")
        self.assertEqual(str(quarter.date_start), "2026-04-01")
        self.assertEqual(str(quarter.date_end), "2026-06-30")
        with self.assertRaisesRegex(ValidationError, "starts on 2026-05-01"):
            self.budget(1.0, team_id=self.team.id, date_start="2026-05-03")
        with self.assertRaisesRegex(ValidationError, "overlaps"):
            self.budget(1.0, period="month")

    @freeze_time("2026-05-20 08:00:00")
    def test_budget_is_renewed_once(self):
        self.budget(100.0)
        budgets = self.env["crm.complaint.budget"]
        for _run in range(2):
            budgets._renew(fields.Date.to_date("2026-06-01"))
        rows = budgets.search([("company_id", "=", self.company.id)])
        starts = sorted(str(day) for day in rows.mapped("date_start"))
        self.assertEqual(starts, ["2026-05-01", "2026-06-01"])
        self.assertEqual(rows.mapped("amount"), [100.0, 100.0])

    @mute_logger("odoo.models", "odoo.addons.base.models.ir_rule")
    def test_who_sets_budgets(self):
        budget = self.budget(100.0)
        self.assertEqual(budget.with_user(self.anna).amount_used, 0.0)
        with self.assertRaises(AccessError):
            budget.with_user(self.anna).amount = 9999.0
        budget.with_user(self.mona).amount = 200.0
        with self.assertRaises(AccessError):
            budget.with_user(self.sam).read(["amount"])

    def test_budget_list_reads_in_constant_queries(self):
        teams = [self.team.copy({"name": f"T{n}"}) for n in range(6)]
        few = self.budget(10.0, team_id=teams[0].id)
        many = few
        for team in teams[1:]:
            many |= self.budget(10.0, team_id=team.id)
        self._queries(few)
        self.env.invalidate_all()
        first = self._queries(few)
        self.env.invalidate_all()
        self.assertEqual(self._queries(many), first)

    def _queries(self, budgets):
        before = self.env.cr.sql_log_count
        budgets.mapped("amount_used")
        return self.env.cr.sql_log_count - before
