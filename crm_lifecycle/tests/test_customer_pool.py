# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from .common import LifecycleCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15 10:00:00")
class TestCustomerPool(LifecycleCommon):
    """Claiming and releasing; each loophole seen elsewhere is a test here."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.pool = cls._create_pool("Coal")
        cls.alpha = cls._create_customer("Alpha Works")
        cls.beta = cls._create_customer("Beta Works")
        cls.gamma = cls._create_customer("Gamma Works")

    @classmethod
    def _create_pool(cls, name, **values):
        return cls.env["crm.customer.pool"].create({"name": name, **values})

    def _put(self, customers, pool=None):
        customers.with_user(self.dora)._release("Cleaning up", pool or self.pool)
        self.env.invalidate_all()

    def _claim(self, customer, user):
        cards = self.env["crm.customer.pool.card"].with_user(user).browse(customer.ids)
        result = cards.action_claim()
        self.env.invalidate_all()
        return result

    def test_claim_gives_the_customer_and_writes_the_ledger(self):
        self._put(self.alpha)
        self.assertEqual(self.alpha.pool_id, self.pool)
        self.assertFalse(self.alpha.user_id)
        self._claim(self.alpha, self.sam)
        self.assertEqual(self.alpha.user_id, self.sam)
        self.assertFalse(self.alpha.pool_id)
        self.assertEqual(self.alpha.date_owner, date(2026, 6, 15))
        line = self.alpha.ownership_ids.sorted("id")[-1]
        self.assertEqual((line.kind, line.pool_id), ("claim", self.pool))
        self.assertEqual((line.claim_day, line.claim_number), (date(2026, 6, 15), 1))

    def test_cards_are_masked_on_the_server(self):
        self.alpha.partner_id.write({"phone": "+86 531 1111", "city": "Jinan"})
        self._put(self.alpha)
        cards = self.env["crm.customer.pool.card"].with_user(self.sam)
        card = cards.search([("pool_id", "=", self.pool.id)])
        self.assertEqual(card.name, "A•••a W•••s")
        self.assertEqual(card.city, "Jinan")
        self.assertFalse(cards.search([("name", "ilike", "Alpha")]))
        self.assertNotIn("phone", card._fields)
        with self.assertRaises(AccessError):
            self.alpha.with_user(self.sam).read(["name"])

    def test_two_characters_are_masked_too(self):
        self.alpha.partner_id.name = "张三"
        self._put(self.alpha)
        card = self.env["crm.customer.pool.card"].browse(self.alpha.id)
        self.assertEqual(card.name, "张•")

    def test_customer_with_an_owner_cannot_be_claimed(self):
        with self.assertRaisesRegex(UserError, "sally_t .* was faster: A•••a W•••s"):
            self._claim(self.alpha, self.sam)

    def test_who_is_not_a_member_sees_nothing_and_claims_nothing(self):
        self.pool.team_ids = self.north
        self._put(self.alpha)
        cards = self.env["crm.customer.pool.card"].with_user(self.sam)
        self.assertFalse(cards.search([("id", "=", self.alpha.id)]))
        with self.assertRaisesRegex(AccessError, "not a member of pool Coal"):
            self.alpha.with_user(self.sam)._claim()
        self.alpha.with_user(self.sally)._claim()
        self.assertEqual(self.alpha.user_id, self.sally)

    def test_one_quota_over_all_pools(self):
        other = self._create_pool("Cement", claim_limit=2)
        self.pool.claim_limit = 2
        self._put(self.alpha | self.beta)
        self._put(self.gamma, other)
        self._claim(self.alpha | self.beta, self.sam)
        with self.assertRaisesRegex(UserError, "0 more today: 2 per day, 2 claimed"):
            self._claim(self.gamma, self.sam)

    def test_one_batch_may_not_exceed_the_quota(self):
        self.pool.claim_limit = 1
        self._put(self.alpha | self.beta)
        with self.assertRaisesRegex(UserError, "1 more today"):
            self._claim(self.alpha | self.beta, self.sam)

    def test_giving_back_gives_no_claim_back_but_midnight_does(self):
        self.pool.claim_limit = 1
        self._put(self.alpha | self.beta)
        self._claim(self.alpha, self.sam)
        self.alpha.with_user(self.sam)._release("Not mine")
        with self.assertRaises(UserError):
            self._claim(self.beta, self.sam)
        with freeze_time("2026-06-16 00:00:01"):
            self._claim(self.beta, self.sam)
        self.assertEqual(self.beta.user_id, self.sam)

    def test_assigned_and_own_new_customers_do_not_use_the_quota(self):
        self.pool.claim_limit = 1
        self.beta.with_user(self.dora)._assign_owner(self.sam, "Region")
        self._create_customer("Own", user=self.sam)
        self._put(self.alpha)
        self._claim(self.alpha, self.sam)
        self.assertEqual(self.alpha.user_id, self.sam)

    def test_cool_down_looks_at_everybody_who_held_it(self):
        """A to the pool to B to the pool to A within the days is refused."""
        self.pool.cooldown_days = 30
        self.alpha.with_user(self.sally)._release("Holiday")
        with freeze_time("2026-06-16 10:00:00"):
            self._claim(self.alpha, self.sam)
            self.alpha.with_user(self.sam)._release("For a friend")
            card = self.env["crm.customer.pool.card"].with_user(self.sally)
            self.assertEqual(
                card.browse(self.alpha.id).refusal, "You held it within 30 days"
            )
            with self.assertRaisesRegex(UserError, "within the last 30 days"):
                self._claim(self.alpha, self.sally)
        with freeze_time("2026-07-15 10:00:01"):
            self._claim(self.alpha, self.sally)
        self.assertEqual(self.alpha.user_id, self.sally)

    def test_release_by_the_director_cools_down_the_owner_not_the_director(self):
        self.pool.cooldown_days = 30
        self._put(self.alpha)
        line = self.alpha.ownership_ids.sorted("id")[-1]
        self.assertEqual(
            (line.from_user_id, line.operator_id, line.kind),
            (self.sally, self.dora, "release"),
        )
        with self.assertRaises(UserError):
            self._claim(self.alpha, self.sally)
        self._claim(self.alpha, self.dora)

    def test_registering_is_no_way_around_the_pool(self):
        self.alpha.partner_id.vat = "VAT7"
        self._put(self.alpha)
        registration = self.env["crm.customer.registration"].with_user(self.sam)
        registration = registration.create({"name": "Alpha Wrks", "vat": "VAT7"})
        with self.assertRaisesRegex(UserError, "waits in pool Coal"):
            registration.action_submit()

    def test_rest_is_not_restarted_by_editing(self):
        self.pool.rest_days = 3
        self._put(self.alpha)
        with self.assertRaisesRegex(UserError, "rests in pool Coal for 3 days"):
            self._claim(self.alpha, self.sam)
        with freeze_time("2026-06-18 10:00:01"):
            self.alpha.partner_id.phone = "1"
            self.alpha.with_user(self.dora).write({"comment": "edited"})
            self._claim(self.alpha, self.sam)

    def test_smallest_holding_cap_counts_and_holders_keep_theirs(self):
        self._create_pool("Small", holding_cap=2, user_ids=self.sally.ids)
        self.pool.holding_cap = 9
        extra = self._create_customer("Delta Works", user=self.sam)
        self._put(extra)
        with self.assertRaisesRegex(UserError, "may hold 2 customers and holds 3"):
            self._claim(extra, self.sally)
        with self.assertRaisesRegex(UserError, "Release customers first"):
            extra.with_user(self.dora)._assign_owner(self.sally, "Region")
        self.assertEqual(self.alpha.user_id, self.sally)

    def test_team_cap_counts_the_whole_team(self):
        self.pool.team_cap = 3
        extra = self._create_customer("Delta Works", user=self.sam)
        self._put(extra)
        with self.assertRaisesRegex(UserError, "North may hold 3 customers"):
            self._claim(extra, self.lena)

    def test_buyers_do_not_use_the_cap_when_the_pool_says_so(self):
        self.pool.write({"holding_cap": 3, "cap_spares_buyers": True})
        extra = self._create_customer("Delta Works", user=self.sam)
        self._put(extra)
        self._create_order(self.alpha, 100, date(2026, 6, 1))
        self._refresh(self.alpha)
        self._claim(extra, self.sally)
        self.assertEqual(extra.user_id, self.sally)

    def test_open_documents_follow_the_claim(self):
        quotation = self._create_order(self.alpha, 100, date(2026, 6, 1), confirm=False)
        lead = self.env["crm.lead"].create(
            {
                "name": "Silo",
                "partner_id": self.alpha.partner_id.id,
                "user_id": self.sally.id,
                "company_id": self.company.id,
            }
        )
        order = self._create_order(self.alpha, 50, date(2026, 5, 1))
        self._put(self.alpha)
        self.assertEqual(quotation.user_id, self.sally)
        self._claim(self.alpha, self.sam)
        self.assertEqual((quotation.user_id, lead.user_id), (self.sam, self.sam))
        self.assertEqual(order.user_id, self.sally)

    def test_only_owner_leader_and_director_release(self):
        with self.assertRaises(AccessError):
            self.alpha.with_user(self.sam)._release("Mine now")
        with self.assertRaisesRegex(UserError, "Say why"):
            self.alpha.with_user(self.sally)._release(" ")
        self.pool.rule_domain = "[('name', '=', 'Nobody')]"
        with self.assertRaisesRegex(UserError, "No pool takes Alpha Works"):
            self.alpha.with_user(self.sally)._release("Holiday")

    def test_pool_and_owner_are_of_the_same_company(self):
        other = self.env["res.company"].create({"name": "Other"})
        foreign = self._create_pool("Foreign", company_id=other.id)
        with self.assertRaisesRegex(UserError, "belongs to another company"):
            self.alpha.with_user(self.sally)._release("Holiday", foreign)
        stranger = self._create_user("stranger_t", "base.group_user")
        stranger.write(
            {"company_ids": [Command.set(other.ids)], "company_id": other.id}
        )
        with self.assertRaisesRegex(UserError, "does not work for"):
            self.alpha.with_user(self.dora)._assign_owner(stranger, "Region")

    def test_customer_falls_into_the_first_pool_that_takes_it(self):
        self.pool.rule_domain = "[('city', '=', 'Jinan')]"
        rest = self._create_pool("Rest", sequence=20)
        self.alpha.partner_id.city = "Jinan"
        (self.alpha | self.beta).with_user(self.sally)._release("Holiday")
        self.assertEqual((self.alpha.pool_id, self.beta.pool_id), (self.pool, rest))

    def test_pool_with_customers_and_last_pool_stay(self):
        self._put(self.alpha)
        with self.assertRaisesRegex(UserError, "1 customers wait in pool Coal"):
            self.pool.with_user(self.dora).active = False
        self._claim(self.alpha, self.sam)
        with self.assertRaisesRegex(UserError, "last pool"):
            self.pool.with_user(self.dora).action_archive()
        self._create_pool("Other")
        with self.assertRaisesRegex(UserError, "its ledger stays"):
            self.pool.with_user(self.dora).unlink()
        self.pool.with_user(self.dora).action_archive()

    def test_drag_on_the_board_assigns_with_the_right_only(self):
        self._put(self.alpha | self.beta)
        self.alpha.with_user(self.dora).write({"user_id": self.sam.id})
        self.assertEqual(self.alpha.user_id, self.sam)
        self.assertEqual(self.alpha.ownership_ids[0].reason, "Assigned on the board")
        with self.assertRaises(AccessError):
            self._forge(self.alpha, self.sally, user_id=self.sally.id)
        with self.assertRaises(AccessError):
            self._forge(self.gamma, self.sally, user_id=self.sam.id)

    def test_pool_keeper_assigns_from_his_pool(self):
        self.pool.admin_ids = self.lena
        self._put(self.alpha)
        self.alpha.with_user(self.lena)._assign_owner(self.sam, "Best fit")
        self.assertEqual(self.alpha.user_id, self.sam)

    def test_locks_have_a_cap_and_a_longest_period(self):
        self.pool.write({"lock_cap": 1, "lock_days": 30})
        self.alpha.with_user(self.sally)._lock(date(2026, 7, 15), "Big tender")
        self.assertTrue(self.alpha.is_locked)
        with self.assertRaisesRegex(UserError, "may lock 1 customers"):
            self.beta.with_user(self.sally)._lock(date(2026, 7, 1), "Another")
        self.alpha.with_user(self.sally)._unlock()
        with self.assertRaisesRegex(UserError, "until 2026-07-15 at the longest"):
            self.beta.with_user(self.sally)._lock(date(2026, 7, 16), "Too long")
        with self.assertRaises(AccessError):
            self.beta.with_user(self.sam)._lock(date(2026, 7, 1), "Not mine")

    def test_status_for_the_screen_says_what_is_left(self):
        self.pool.write({"claim_limit": 3, "user_ids": [Command.link(self.sam.id)]})
        self._put(self.alpha)
        self._claim(self.alpha, self.sam)
        status = self.env["crm.customer.pool"].with_user(self.sam).claim_status()
        mine = next(line for line in status if line["id"] == self.pool.id)
        self.assertEqual(mine["left"], 2)
        self.assertIn("2 more today: 3 per day, 1 claimed", mine["reason"])

    def test_cards_come_in_constant_queries(self):
        self.pool.cooldown_days = 5
        self._put(self.alpha | self.beta | self.gamma)
        cards = self.env["crm.customer.pool.card"].with_user(self.sam)
        names = ["name", "expected_value", "refusal", "stage_id", "city"]
        self.env.invalidate_all()
        cards.search([]).read(names)
        self.env.invalidate_all()
        with self.assertQueryCount(12):
            cards.search([("pool_id", "=", self.pool.id)]).read(names)
