# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command, Domain
from odoo.tests import freeze_time, tagged

from .common import LifecycleCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15 10:00:00")
class TestCustomerReclaim(LifecycleCommon):
    """Sixty days without a proved action; a typed note proves nothing."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer = cls._create_customer("Alpha Works")
        cls.customer.sudo().date_owner = date(2026, 1, 1)
        cls.pool = cls.env["crm.customer.pool"].create(
            {"name": "Coal", "is_reclaim_on": True, "grace_days": 0}
        )
        cls.pool.date_reclaim_on = date(2026, 1, 1)

    def _proof(self, today=None):
        self._refresh(self.customer, today)
        return self.customer.date_last_action, self.customer.last_action_kind

    def _night(self):
        """The two steps of the job, without its commits."""
        customers = self.env["crm.customer"]
        customers._refresh_facts(self.customer)
        customers.search(
            customers._reminder_due_domain() & self._only()
        )._remind_owners()
        due = customers._reclaim_due_domain() & self._only()
        customers.search(due & self._unappealed())._reclaim()
        self.env.invalidate_all()

    def _only(self):
        return Domain("id", "in", self.customer.ids)

    def _unappealed(self):
        return Domain("has_open_appeal", "=", False)

    def test_documents_prove_and_a_note_does_not(self):
        self.customer.with_user(self.sally).message_post(body="Called, all fine")
        self.env["crm.lead"].create(
            {"name": "Idea", "partner_id": self.customer.partner_id.id}
        )
        self.assertEqual(self._proof(), (False, False))
        quotation = self._create_order(
            self.customer, 100, date(2026, 3, 1), confirm=False
        )
        self.assertEqual(self._proof(), (False, False))
        quotation.action_quotation_sent()
        self.assertEqual(self._proof(), (date(2026, 3, 1), "quotation"))
        quotation.action_confirm()
        quotation.date_order = "2026-03-05 12:00:00"
        self.assertEqual(self._proof(), (date(2026, 3, 5), "order"))

    def test_meeting_counts_once_it_is_over(self):
        guest = self.customer.partner_id
        meeting = self.env["calendar.event"].create(
            {
                "name": "Silo tour",
                "user_id": self.sally.id,
                "partner_ids": [Command.set(guest.ids)],
                "start": "2026-04-01 09:00:00",
                "stop": "2026-04-01 10:00:00",
            }
        )
        self.assertEqual(self._proof(), (date(2026, 4, 1), "meeting"))
        meeting.write({"start": "2030-01-01 09:00:00", "stop": "2030-01-01 10:00:00"})
        self.assertEqual(self._proof(), (False, False))

    def test_mail_of_the_customer_counts_and_ours_does_not(self):
        values = {
            "model": "crm.customer",
            "res_id": self.customer.id,
            "message_type": "email",
            "date": "2026-05-02 09:00:00",
            "body": "We need two trucks",
        }
        messages = self.env["mail.message"]
        messages.create({**values, "author_id": self.sally.partner_id.id})
        self.assertEqual(self._proof(), (False, False))
        contact = self.env["res.partner"].create(
            {"name": "Mr Li", "parent_id": self.customer.partner_id.id}
        )
        messages.create({**values, "author_id": contact.id})
        self.assertEqual(self._proof(), (date(2026, 5, 2), "mail"))

    def test_days_count_from_proof_or_receipt_whichever_is_later(self):
        self._create_order(self.customer, 100, date(2026, 5, 1))
        self._refresh(self.customer)
        # 1 May + 60 days = 30 June; reminder 1 May + 30 days = 31 May
        self.assertEqual(self.customer.date_reclaim, date(2026, 6, 30))
        self.assertEqual(self.customer.date_reclaim_remind, date(2026, 5, 31))
        self.customer.sudo().date_owner = date(2026, 5, 20)
        self._refresh(self.customer)
        self.assertEqual(self.customer.date_reclaim, date(2026, 7, 19))

    def test_everything_is_off_until_somebody_switches_it_on(self):
        pool = self.env["crm.customer.pool"].create({"name": "New"})
        self.assertFalse(pool.is_reclaim_on or pool.claim_limit or pool.cooldown_days)
        self.pool.is_reclaim_on = False
        self._refresh(self.customer)
        self.assertFalse(self.customer.date_reclaim)

    def test_simulation_shows_whom_the_switch_would_take(self):
        self.pool.is_reclaim_on = False
        self._create_order(self.customer, 100, date(2026, 4, 16))
        fresh = self._create_customer("Fresh", user=self.sam)
        fresh.sudo().date_owner = date(2026, 6, 1)
        self._refresh(self.customer | fresh)
        ours = Domain("id", "in", (self.customer | fresh).ids)
        customers = self.env["crm.customer"]
        found = customers.search(self.pool._silent_domain() & ours)
        self.assertEqual(found, self.customer)
        self.pool.reclaim_days = 61
        self.assertFalse(customers.search(self.pool._silent_domain() & ours))
        self.pool.term_ids = [
            Command.create(
                {
                    "name": "Buyers",
                    "rule_domain": "[('order_count', '>', 0)]",
                    "reclaim_days": 40,
                    "remind_days": 20,
                }
            )
        ]
        found = customers.search(self.pool._silent_domain() & ours)
        self.assertEqual(found, self.customer)

    def test_switching_on_gives_grace_to_old_silence(self):
        self.pool.grace_days = 14
        self.pool.is_reclaim_on = True
        self._refresh(self.customer)
        self.assertEqual(self.customer.date_reclaim, date(2026, 6, 29))

    def test_other_days_for_some_and_none_for_the_exempt(self):
        self._create_order(self.customer, 100, date(2026, 5, 1))
        self.pool.term_ids = [
            Command.create(
                {
                    "name": "Buyers",
                    "rule_domain": "[('order_count', '>', 0)]",
                    "reclaim_days": 90,
                    "remind_days": 45,
                }
            )
        ]
        self._refresh(self.customer)
        self.assertEqual(self.customer.date_reclaim, date(2026, 7, 30))
        self.pool.exempt_domain = "[('order_count', '>', 0)]"
        self._refresh(self.customer)
        self.assertFalse(self.customer.date_reclaim)

    def test_lock_puts_the_day_off(self):
        self.customer.sudo().date_locked_until = date(2026, 8, 1)
        self._refresh(self.customer)
        self.assertEqual(self.customer.date_reclaim, date(2026, 8, 2))

    def test_second_refresh_changes_nothing(self):
        self._refresh(self.customer)
        self.assertFalse(self._refresh(self.customer))

    def test_night_takes_back_and_the_ledger_names_the_owner(self):
        self._create_order(self.customer, 100, date(2026, 4, 16))
        self._night()  # 16 April + 60 days = 15 June
        self.assertEqual(self.customer.pool_id, self.pool)
        line = self.customer.ownership_ids.sorted("id")[-1]
        self.assertEqual((line.kind, line.from_user_id), ("reclaim", self.sally))
        self.assertIn("60 days", line.reason)
        self.assertFalse(self.customer.date_reclaim)

    def test_evening_before_nothing_is_taken(self):
        self._create_order(self.customer, 100, date(2026, 4, 17))
        self._night()
        self.assertEqual(self.customer.user_id, self.sally)

    def test_reminder_is_one_activity_for_the_owner(self):
        self._create_order(self.customer, 100, date(2026, 5, 10))
        self._night()
        self._night()
        self.assertEqual(len(self.customer.activity_ids), 1)
        self.assertEqual(self.customer.activity_ids.user_id, self.sally)
        self.assertEqual(self.customer.activity_ids.date_deadline, date(2026, 7, 9))

    def test_reminder_ends_with_the_silence(self):
        self._create_order(self.customer, 100, date(2026, 5, 10))
        self._night()
        self.env["crm.customer"]._drop_reminders()
        self.assertEqual(len(self.customer.activity_ids), 1)
        self._create_order(self.customer, 100, date(2026, 6, 14))
        self._refresh(self.customer)
        self.env["crm.customer"]._drop_reminders()
        self.assertFalse(self.customer.activity_ids)

    def test_appeal_stops_the_night_and_accepted_locks(self):
        self._create_order(self.customer, 100, date(2026, 4, 16))
        self._refresh(self.customer)
        self.customer.with_user(self.sally).action_appeal()
        self._night()
        self.assertEqual(self.customer.user_id, self.sally)
        appeal = self.customer.appeal_ids
        with self.assertRaises(AccessError):
            appeal.approval_id.with_user(self.sally).action_approve()
        appeal.approval_id.with_user(self.dora).action_approve()
        self.assertEqual(appeal.state, "accepted")
        self.assertEqual(self.customer.date_reclaim, date(2026, 7, 16))

    def test_refused_appeal_cannot_be_repeated_without_a_proof(self):
        self._create_order(self.customer, 100, date(2026, 4, 16))
        self._refresh(self.customer)
        self.customer.with_user(self.sally).action_appeal()
        self.customer.appeal_ids.approval_id.with_user(self.dora).action_refuse("No")
        with self.assertRaisesRegex(UserError, "appealed for Alpha Works"):
            self.customer.with_user(self.sally).action_appeal()
        self._night()
        self.assertEqual(self.customer.pool_id, self.pool)

    def test_only_the_owner_appeals(self):
        self._refresh(self.customer)
        with self.assertRaises(AccessError):
            self.customer.with_user(self.dora).action_appeal()

    def test_reassigned_and_imported_customers_get_their_day_too(self):
        self._refresh(self.customer)
        self.customer.with_user(self.dora)._assign_owner(self.sam, "Region")
        self.assertFalse(self.customer.date_reclaim)
        imported = self._create_customer("Imported", user=self.sam)
        imported.sudo().date_owner = date(2026, 6, 15)
        self._refresh(self.customer | imported)
        self.assertEqual(
            (self.customer | imported).mapped("date_reclaim"),
            [date(2026, 8, 14), date(2026, 8, 14)],
        )
