# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date, timedelta

from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from .common import LifecycleCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15 10:00:00")
class TestVipMembership(LifecycleCommon):
    """A membership of June 15, 2026 lasts until June 14, 2027."""

    END = date(2027, 6, 14)

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.vip = cls.env.ref("crm_lifecycle.crm_vip_tier_vip")
        cls.vip.write({"notice_days": 30, "grace_days": 10})
        cls.silver = cls.env["crm.vip.tier"].create(
            {
                "name": "Silver",
                "sequence": 5,
                "rule_domain": "[('order_count', '>=', 1)]",
            }
        )
        cls.customer = cls._create_customer()

    def _grant(self):
        self.customer._grant_tier(self.vip, "Test")
        self.env.flush_all()

    def _run(self, day):
        with freeze_time(day), self.enter_registry_test_mode():
            self.env.ref(
                "crm_lifecycle.crm_vip_membership_cron"
            ).method_direct_trigger()
        self.env.invalidate_all()

    def test_owner_is_told_once_thirty_days_before_the_end(self):
        self._grant()
        self._run(self.END - timedelta(days=31))
        self.assertFalse(self.customer.activity_ids)
        for days in (30, 29):
            self._run(self.END - timedelta(days=days))
        task = self.customer.activity_ids
        self.assertEqual((task.user_id, task.date_deadline), (self.sally, self.END))

    def test_member_who_keeps_the_rule_is_renewed_without_notice(self):
        self._create_order(self.customer, 12000, self.TODAY)
        self._refresh(self.customer)
        self._grant()
        self._run(self.END)
        self.assertFalse(self.customer.activity_ids)
        self._run(self.END + timedelta(days=1))
        self.assertEqual(self.customer.vip_date_until, date(2028, 6, 14))
        self.assertIn("Renewed", self.customer.vip_membership_ids[0].reason)

    def test_grace_then_fall_to_the_tier_still_earned(self):
        self._create_order(self.customer, 100, self.TODAY)
        self._refresh(self.customer)
        self._grant()
        self._run(self.END + timedelta(days=10))
        self.assertEqual(self.customer.vip_tier_id, self.vip)
        self._run(self.END + timedelta(days=11))
        self.assertEqual(self.customer.vip_tier_id, self.silver)
        line = self.customer.vip_membership_ids[0]
        self.assertEqual((line.previous_tier_id, line.tier_id), (self.vip, self.silver))

    def test_who_earned_nothing_falls_to_no_tier(self):
        self._grant()
        self._run(self.END + timedelta(days=11))
        self.assertFalse(self.customer.vip_tier_id)
        self.assertFalse(self.customer.vip_date_until)
        lines = len(self.customer.vip_membership_ids)
        self._run(self.END + timedelta(days=12))
        self.assertEqual(len(self.customer.vip_membership_ids), lines)

    def test_own_keeping_rule_is_easier_than_the_entry(self):
        self.vip.keep_domain = "[('order_count', '>=', 1)]"
        self._create_order(self.customer, 100, self.TODAY)
        self._refresh(self.customer)
        self._grant()
        self._run(self.END + timedelta(days=1))
        self.assertEqual(self.customer.vip_date_until, date(2028, 6, 14))
        with self.assertRaises(ValidationError):
            self.vip.keep_domain = "[('no_such_fact', '>', 1)]"

    def test_upgrade_at_once_only_where_switched_on(self):
        self._create_order(self.customer, 12000, self.TODAY)
        self._refresh(self.customer)
        self.assertFalse(self.customer.vip_tier_id)
        self.vip.auto_upgrade = True
        self._refresh(self.customer)
        self.assertEqual(self.customer.vip_tier_id, self.vip)
        self._refresh(self.customer)
        self.assertEqual(len(self.customer.vip_membership_ids), 1)

    def test_attribute_makes_eligible_only_when_switched_on(self):
        tag = self.env["res.partner.category"].create({"name": "Head of division"})
        self.customer.partner_id.category_id = tag
        self.vip.attribute_tag_ids = [Command.set(tag.ids)]
        self._refresh(self.customer)
        self.assertFalse(self.customer.vip_eligible_tier_id)
        self.vip.attribute_enabled = True
        self._refresh(self.customer)
        self.assertEqual(self.customer.vip_eligible_tier_id, self.vip)

    def test_payment_terms_of_the_tier_serve_the_next_quotation(self):
        terms = self.env["account.payment.term"].create(
            {"name": "60 days", "company_id": False}
        )
        self.vip.payment_term_id = terms
        before = self._create_order(self.customer, 10, self.TODAY, confirm=False)
        self._grant()
        after = self._create_order(self.customer, 10, self.TODAY, confirm=False)
        self.assertNotEqual(before.payment_term_id, terms)
        self.assertEqual(after.payment_term_id, terms)

    def test_simulation_tells_gained_kept_and_dropped(self):
        rich, poor = (self._create_customer(name) for name in ("Rich", "Poor"))
        self._create_order(rich, 12000, self.TODAY)
        self._create_order(poor, 900, self.TODAY)
        self._refresh(rich | poor)
        simulation = (
            self.env["crm.vip.simulation"]
            .with_user(self.dora)
            .create({"tier_id": self.vip.id, "rule_domain": "[]"})
        )
        mine = [("id", "in", (rich | poor).ids)]
        for rule, gained, dropped in (
            ("[('amount_12m', '>=', 500)]", poor, rich.browse()),
            ("[('amount_12m', '=', 900)]", poor, rich),
        ):
            simulation.rule_domain = rule
            for customers, action in (
                (gained, simulation.action_view_gained()),
                (dropped, simulation.action_view_dropped()),
            ):
                found = self.env["crm.customer"].search([*action["domain"], *mine])
                self.assertEqual(found, customers, rule)
        simulation.action_apply()
        self.assertEqual(self.vip.rule_domain, "[('amount_12m', '=', 900)]")

    def test_changed_rule_goes_back_to_the_former_one(self):
        with self.assertRaises(AccessError, msg="nothing to go back to, nothing to do"):
            self.vip.with_user(self.lena).action_rule_back()
        former, rule = self.vip.rule_domain, "[('amount_12m', '>=', 1)]"
        self.env["crm.vip.simulation"].with_user(self.dora).create(
            {"tier_id": self.vip.id, "rule_domain": rule}
        ).action_apply()
        self.assertEqual((self.vip.rule_domain, self.vip.rule_before), (rule, former))
        with self.assertRaises(AccessError):
            self.vip.with_user(self.lena).action_rule_back()
        self.vip.with_user(self.dora).action_rule_back()
        self.assertEqual((self.vip.rule_domain, self.vip.rule_before), (former, rule))

    def test_leader_may_not_simulate_or_change_a_tier(self):
        with self.assertRaises(AccessError):
            self.env["crm.vip.simulation"].with_user(self.lena).create(
                {"tier_id": self.vip.id}
            )
        with self.assertRaises(AccessError):
            self.vip.with_user(self.lena).auto_upgrade = True

    def test_progress_names_the_nearest_way_first(self):
        """5,000 of 10,000 in one order is nearer than 5,000 of 20,000 in a month."""
        self._create_order(self.customer, 5000, self.TODAY)
        self._refresh(self.customer)
        ways = self.vip._progress(self.customer)
        self.assertEqual([way["ratio"] for way in ways], [0.5, 0.25])
        self.assertEqual(ways[0]["target"], 10000)
