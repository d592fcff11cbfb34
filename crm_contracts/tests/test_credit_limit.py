# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from .credit_common import CreditCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15")
class TestCreditLimit(CreditCommon):
    def _in_force(self, day=None):
        with freeze_time(day or self.TODAY):
            self.env["crm.customer"]._refresh_facts(self.customer, day or self.TODAY)
        customer = self.customer.sudo()
        return customer.credit_limit_amount, customer.credit_limit_source

    def test_decision_needs_a_second_person(self):
        limit = self._limit(5000.0, approve=False)
        limit.action_submit()
        self.assertEqual(self._in_force(), (0.0, "none"))
        with self.assertRaises(AccessError):
            limit.sudo().approval_ids.with_user(self.fina).action_approve()
        self._approve_all(limit)
        self.assertEqual(limit.state, "approved")
        self.assertEqual(self._in_force(), (5000.0, "decision"))

    def test_large_limit_needs_the_director_too(self):
        limit = self._limit(100000.0, approve=False)
        limit.action_submit()
        limit.sudo().approval_ids.with_user(self.mona).action_approve()
        self.assertEqual(limit.state, "asked")
        limit.sudo().approval_ids.with_user(self.dora).action_approve()
        self.assertEqual(limit.state, "approved")

    def test_temporary_future_and_expired(self):
        """1,000 until 31 July, 3,000 in the last week of June, 2,000 from 1 July."""
        self._limit(1000.0, date_to="2026-07-31")
        self._limit(
            3000.0, is_temporary=True, date_from="2026-06-24", date_to="2026-06-30"
        )
        self._limit(2000.0, date_from="2026-07-01", date_to="2026-07-31")
        self.assertEqual(self._in_force(), (1000.0, "decision"))
        self.assertEqual(self._in_force(date(2026, 6, 24)), (3000.0, "decision"))
        self.assertEqual(self._in_force(date(2026, 6, 30)), (3000.0, "decision"))
        self.assertEqual(self._in_force(date(2026, 7, 1)), (2000.0, "decision"))
        self.assertEqual(self._in_force(date(2026, 8, 1)), (0.0, "expired"))

    def test_limit_by_formula(self):
        """3,000 in March and 6,000 in May: 4,500 a month; AA for 45 days: 6,700."""
        self._policy(use_formula=True)
        self._bill(3000.0, date="2026-03-10")
        self._bill(2000.0, date="2026-05-10")
        self._bill(4000.0, date="2026-05-11")
        self._rate(self.grades["AA"])
        self.assertEqual(self._in_force(), (6700.0, "formula"))
        self._rate(self.grades["B"])
        # 4,500 x 15 / 30 x 0.6 = 1,350
        self.assertEqual(self._in_force(), (1300.0, "formula"))
        self._rate(self.grades["C"])
        self.assertEqual(self._in_force(), (0.0, "grade"))

    def test_tier_and_market_change_the_formula(self):
        """4,500 x (30 + 10) / 30 x 0.8 x 1.5 x 0.5 = 3,600."""
        self._policy(use_formula=True)
        self._bill(4500.0, date="2026-05-10")
        tier = self.env["crm.vip.tier"].search([], limit=1)
        tier.write({"credit_factor": 1.5, "credit_days_extra": 10})
        self.customer.sudo().vip_tier_id = tier
        self._rate(self.grades["A"])
        market = self.env["crm.credit.market"].create(
            {
                "name": "Shaky",
                "risk": "high",
                "limit_factor": 0.5,
                "rule_domain": f"[('id', '=', {self.customer.id})]",
            }
        )
        # without the nightly rules, which may take the tier away
        scope = self.env["crm.customer"]._fact_scope(self.company, self.customer)
        self.env.flush_all()
        self.env["crm.customer"].sudo()._store_facts(scope)
        self.env.invalidate_all()
        customer = self.customer.sudo()
        self.assertEqual(customer.credit_market_id, market)
        self.assertEqual(customer.credit_limit_amount, 3600.0)
        self.assertEqual(customer.credit_risk, "high")

    def test_group_of_companies_shares_a_limit(self):
        """Mother and daughter may owe 1,000 together, the daughter 800 alone."""
        self._policy(hold_order="block")
        daughter = self._create_customer("Daughter")
        daughter.partner_id.parent_id = self.partner
        self.assertEqual(daughter.partner_id.commercial_partner_id, daughter.partner_id)
        self._limit(1000.0, scope="group")
        self._limit(800.0, daughter)
        self._order(400.0).action_confirm()
        self._order(600.0, daughter.partner_id).action_confirm()
        with self.assertRaisesRegex(UserError, "the group of Tour Hospital"):
            self._order(1.0, daughter.partner_id).action_confirm()
        with self.assertRaisesRegex(UserError, "the group of Tour Hospital"):
            self._order(1.0).action_confirm()

    def test_group_over_all_companies_and_currencies(self):
        """300 dollars here, 140 of the other company's at a rate of 2: 370 used."""
        other = self.setup_other_company()["company"]
        gold = self.setup_other_currency("EUR", rates=[("2026-01-01", 2.0)])
        self.env.cr.execute(
            "UPDATE res_company SET currency_id = %s WHERE id = %s",
            (gold.id, other.id),
        )
        self.env.invalidate_all()
        self._bill(300.0)
        move = (
            self.env["account.move"]
            .with_company(other)
            .create(
                {
                    "move_type": "out_invoice",
                    "partner_id": self.partner.id,
                    "invoice_date": "2026-06-15",
                    "company_id": other.id,
                    "currency_id": gold.id,
                    "invoice_line_ids": [
                        (0, 0, {"name": "x", "price_unit": 140.0, "tax_ids": []})
                    ],
                }
            )
        )
        move.action_post()
        self._limit(1000.0, scope="companies")
        found = self.env["crm.customer"]._credit_standings(self.company, self.partner)
        rows = {row.scope: row for row in found[self.partner.id]}
        self.assertEqual(rows["customer"].open_amount, 300.0)
        self.assertEqual(rows["companies"].open_amount, 370.0)

    def test_core_limit_says_the_same(self):
        self._limit(5000.0)
        partner = self.partner.sudo().with_company(self.company)
        self.assertEqual(partner.credit_limit, 5000.0)
        self.assertTrue(partner.use_partner_credit_limit)
        with self.assertRaisesRegex(UserError, "Limits"):
            self.partner.with_user(self.mona).write({"credit_limit": 9000.0})

    def test_typed_limit_counts_without_a_decision(self):
        self.partner.sudo().credit_limit = 700.0
        self.assertEqual(self._in_force(), (700.0, "typed"))
        self.partner.with_user(self.mona).write({"credit_limit": 800.0})
        self.assertEqual(self._in_force(), (800.0, "typed"))

    def test_asked_limit_cannot_be_changed(self):
        limit = self._limit(5000.0, approve=False)
        limit.action_submit()
        for values in ({"amount": 9.0}, {"date_to": "2026-12-31"}, {"reason": "x"}):
            with self.assertRaises(UserError):
                limit.with_user(self.fina).write(values)
        with self.assertRaises(UserError):
            limit.with_user(self.fina).unlink()
        with self.assertRaises(AccessError):
            limit.with_user(self.mona).write({"state": "approved"})

    def test_manager_ends_a_limit(self):
        limit = self._limit(5000.0)
        with self.assertRaises(AccessError):
            limit.with_user(self.fina).action_end()
        limit.with_user(self.mona).action_end()
        self.assertEqual(self._in_force()[1], "typed")

    def test_salesperson_asks_for_own_customers_only(self):
        limits = self.env["crm.credit.limit"]
        values = {"customer_id": self.customer.id, "amount": 1.0, "reason": "New mine"}
        own = limits.with_user(self.sally).create(values)
        own.action_submit()
        self.assertEqual(own.state, "asked")
        with self.assertRaises(AccessError):
            limits.with_user(self.sam).create(values)
        self.assertFalse(limits.with_user(self.sam).search([]))
