# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date

from odoo.exceptions import UserError, ValidationError
from odoo.tests import freeze_time, tagged

from .common import SegmentationCommon


@tagged("post_install", "-at_install")
class TestSegment(SegmentationCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.segment = cls.env["crm.segment"].create(
            {"name": "Large", "rule_domain": "[('rfm_amount', '>=', 100)]"}
        )
        cls.large = cls._create_scored("Large one", 150)
        cls.small = cls._create_scored("Small one", 50)

    def _lines(self, customer):
        lines = self.env["crm.segment.membership"].search(
            [("customer_id", "=", customer.id), ("segment_id", "=", self.segment.id)],
            order="id",
        )
        return [(line.date_from, line.date_to) for line in lines]

    def test_entry_exit_and_return_have_their_day(self):
        self.assertEqual(self._move_members(date(2026, 6, 1)), set(self.large.ids))
        self.assertEqual(self.large.segment_ids, self.segment)
        self.assertFalse(self.small.segment_ids)
        self.large.sudo().rfm_amount = 20
        self.assertEqual(self._move_members(date(2026, 6, 5)), set(self.large.ids))
        self.assertFalse(self.large.segment_ids)
        self.large.sudo().rfm_amount = 200
        self._move_members(date(2026, 6, 9))
        self.assertEqual(
            self._lines(self.large),
            [(date(2026, 6, 1), date(2026, 6, 5)), (date(2026, 6, 9), False)],
        )

    @freeze_time("2026-06-09 10:00:00")
    def test_merging_members_of_one_segment_keeps_both_histories(self):
        twin = self._create_scored("Large twin", 150)
        self._move_members(date(2026, 6, 1))
        snapshots = self.env["crm.customer.snapshot"]
        snapshots._take(self.company, date(2026, 6, 1))
        self.env["base.partner.merge.automatic.wizard"]._merge(
            (self.large | twin).partner_id.ids, self.large.partner_id
        )
        self.assertFalse(twin.exists())
        self.assertCountEqual(
            self._lines(self.large),
            [(date(2026, 6, 1), date(2026, 6, 9)), (date(2026, 6, 1), False)],
        )
        found = snapshots.search([("customer_id", "=", self.large.id)])
        self.assertEqual(len(found), 1)

    def test_second_refresh_changes_nothing(self):
        self._move_members()
        self.assertFalse(self._move_members())
        self.assertEqual(len(self._lines(self.large)), 1)

    def test_switched_off_segment_loses_its_members(self):
        self._move_members(date(2026, 6, 1))
        self.segment.rule_enabled = False
        self._move_members(date(2026, 6, 2))
        self.assertEqual(
            self._lines(self.large), [(date(2026, 6, 1), date(2026, 6, 2))]
        )

    def test_archived_segment_loses_its_members(self):
        """The refresh looks at archived customers too, but at no archived rule."""
        self._move_members(date(2026, 6, 1))
        self.segment.active = False
        segments = self.env["crm.segment"].sudo().with_context(active_test=False)
        self.env.flush_all()
        segments._refresh_memberships(self._scope(today=date(2026, 6, 2)))
        self.env.invalidate_all()
        self.assertEqual(
            self._lines(self.large), [(date(2026, 6, 1), date(2026, 6, 2))]
        )

    def test_empty_rule_takes_nobody(self):
        self.segment.rule_domain = "[]"
        self.assertFalse(self._move_members())

    def test_archived_customer_leaves(self):
        self._move_members()
        self.large.active = False
        self._move_members()
        self.assertFalse(self.segment.member_count)

    def test_wrong_rule_is_refused(self):
        with self.assertRaises(ValidationError):
            self.segment.rule_domain = "[('no_such_field', '=', 1)]"

    def test_simulation_before_switching_on(self):
        self.large.sudo().amount_12m = 150
        self.small.sudo().amount_12m = 50
        self.segment.write({"rule_domain": "[('rfm_amount', '>', 0)]"})
        self.assertEqual(self.segment.rule_match_count, 2)
        self.assertEqual(self.segment.rule_match_amount, 200)
        self.assertFalse(self.segment.member_count)

    def test_amounts_of_two_currencies_are_converted(self):
        """100 dollars at 2 dollars for one euro add 50 euros to the simulation."""
        sister = self._create_company("Sister", "USD")
        usd, eur = sister.currency_id, self.company.currency_id
        rates = self.env["res.currency.rate"].sudo()
        rates.search([("currency_id", "in", (usd | eur).ids)]).unlink()
        for currency, rate in ((eur, 1), (usd, 2)):
            rates.create(
                {
                    "currency_id": currency.id,
                    "rate": rate,
                    "company_id": self.company.id,
                }
            )
        partner = self.env["res.partner"].create({"name": "Abroad"})
        foreign = self.env["crm.customer"]._ensure_accounts(partner, sister)
        foreign.sudo().write({"rfm_amount": 100, "amount_12m": 100})
        self.large.sudo().amount_12m = 10
        self.env.flush_all()
        companies = [self.company.id, sister.id]
        segment = self.segment.with_context(allowed_company_ids=companies)
        segment.invalidate_recordset()
        self.assertEqual(segment.rule_match_count, 2)
        self.assertEqual(segment.rule_match_amount, 60)

    def test_customers_are_found_by_segment(self):
        self._move_members()
        customers = self.env["crm.customer"]
        mine = [("id", "in", (self.large | self.small).ids)]
        found = customers.search([*mine, ("segment_ids", "in", self.segment.ids)])
        self.assertEqual(found, self.large)
        found = customers.search([*mine, ("segment_ids", "not in", self.segment.ids)])
        self.assertEqual(found, self.small)
        found = customers.search([*mine, ("segment_ids", "=", False)])
        self.assertEqual(found, self.small)
        found = customers.search([*mine, ("segment_ids.name", "=", "Large")])
        self.assertEqual(found, self.large)
        found = customers.search([*mine, ("segment_ids", "ilike", "larg")])
        self.assertEqual(found, self.large)

    def test_loyal_but_silent_is_shipped(self):
        """Usually 20 days between orders: 40 days of silence are not enough, 41 are."""
        loyal = self._create_customer("Loyal")
        segment = self.env.ref("crm_segmentation.crm_segment_loyal_silent")
        for day in (date(2025, 4, 1), date(2025, 4, 21), date(2025, 5, 11)):
            self._create_order(loyal, 100, day)
        self._create_order(loyal, 100, date(2026, 5, 5))
        self._refresh(loyal, date(2026, 6, 14))
        self.assertEqual(loyal.order_rhythm_days, 20)
        self.assertNotIn(segment, loyal.segment_ids)
        self._refresh(loyal, date(2026, 6, 15))
        self.assertIn(segment, loyal.segment_ids)

    def test_membership_is_history(self):
        self._move_members()
        line = self.env["crm.segment.membership"].search(
            [("customer_id", "=", self.large.id)]
        )
        with self.assertRaisesRegex(UserError, "history"):
            line.sudo().write({"date_to": "2026-01-01"})
        with self.assertRaisesRegex(UserError, "history"):
            line.sudo().unlink()

    def test_apply_now(self):
        self.segment.with_user(self.anna).action_refresh_members()
        self.assertEqual(self.segment.member_count, 1)
        action = self.segment.action_view_members()
        members = self.env["crm.customer"].search(action["domain"])
        self.assertEqual(members, self.large)
