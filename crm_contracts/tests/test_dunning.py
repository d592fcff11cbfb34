# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import doctest
from datetime import date

from psycopg2.errors import UniqueViolation

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from ..models import crm_collection_rules
from .collection_common import CollectionCommon

MONDAY = date(2026, 6, 15)


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15")
class TestDunning(CollectionCommon):
    def test_doctests(self):
        result = doctest.testmod(crm_collection_rules)
        self.assertGreater(result.attempted, 15)
        self.assertEqual(result.failed, 0)

    def test_one_step_at_a_time(self):
        """Sixty days late and never reminded: the first step, then the second."""
        self._owed(100.0, date(2026, 4, 1))
        self.assertEqual(self._decide_on(MONDAY), ("send", "First", 100.0))
        notice = self._run_on(MONDAY)
        self.assertEqual((notice.state, notice.step_id.name), ("sent", "First"))
        self.assertEqual(self._decide_on(date(2026, 6, 19))[0], "quiet")
        later = self._run_on(date(2026, 6, 22))
        self.assertEqual((later.state, later.step_id.name), ("task", "Phone"))

    def test_notice_before_the_due_day(self):
        self._owed(100.0, date(2026, 6, 18))
        self.assertFalse(self._decide_on(date(2026, 6, 14)))
        self.assertEqual(self._decide_on(MONDAY), ("send", "Coming", 100.0))
        self._run_on(MONDAY)
        self.assertEqual(self._decide_on(date(2026, 6, 22)), ("send", "First", 100.0))

    def test_highest_step_leads_and_everything_due_is_listed(self):
        """One reminder for three invoices: two reached a step, one is merely due."""
        self._owed(100.0, date(2026, 5, 1))
        self._run_on(date(2026, 5, 5))
        self._owed(40.0, date(2026, 6, 10))
        self._owed(7.0, date(2026, 6, 14))
        notice = self._run_on(MONDAY)
        self.assertEqual((notice.step_id.name, notice.amount), ("Phone", 147.0))
        rows = notice.line_ids.sorted("date_due")
        self.assertEqual(
            rows.mapped(lambda r: (r.amount, r.is_step, r.step_id.name)),
            [(100.0, True, "Phone"), (40.0, True, "First"), (7.0, False, False)],
        )

    def test_credits_are_netted(self):
        """100 late, a credit note of 30 and 20 on account: 50 are asked for."""
        invoice = self._owed(100.0, date(2026, 6, 1))
        self._owed(30.0, MONDAY, move_type="out_refund")
        self._pay(20.0, MONDAY)
        self.assertEqual(self._decide_on(MONDAY), ("send", "First", 50.0))
        self._pay(50.0, MONDAY)
        self.assertEqual(self._decide_on(MONDAY)[0], "netted")
        self.assertEqual(invoice.payment_state, "not_paid")

    def test_credit_note_reduces_its_own_invoice_first(self):
        old = self._owed(100.0, date(2026, 6, 1))
        new = self._owed(60.0, date(2026, 6, 2))
        self._owed(60.0, MONDAY, move_type="out_refund", reversed_entry_id=new.id)
        notice = self._run_on(MONDAY)
        self.assertEqual(notice.line_ids.mapped("move_id"), old)
        self.assertEqual(notice.amount, 100.0)

    def test_disputed_amount_is_left_out(self):
        """Of 100 the customer disputes 30 until the 25th: 70 are asked for."""
        invoice = self._owed(100.0, date(2026, 6, 1))
        reason = self.env.ref("crm_contracts.crm_collection_dispute_reason_price")
        disputes = self.env["crm.collection.dispute"].with_user(self.cole)
        dispute = disputes._dispute(
            invoice, 30.0, reason, source="call", date_until=date(2026, 6, 25)
        )
        self.assertEqual((invoice.amount_disputed, invoice.is_disputed), (30.0, True))
        found = self.env["account.move"].search([("is_disputed", "=", True)])
        self.assertIn(invoice, found)
        self.assertEqual(self._decide_on(MONDAY), ("send", "First", 70.0))
        dispute._decide("rejected", "The price is that of the contract.")
        self.assertEqual(self._decide_on(MONDAY), ("send", "First", 100.0))

    def test_wholly_disputed(self):
        invoice = self._owed(100.0, date(2026, 6, 1))
        reason = self.env.ref("crm_contracts.crm_collection_dispute_reason_price")
        self.env["crm.collection.dispute"]._dispute(
            invoice, 100.0, reason, source="call"
        )
        self.assertEqual(self._decide_on(MONDAY)[0], "disputed")

    def test_promise_is_respected_until_its_last_day(self):
        """Promised for the 18th, three days of tolerance: quiet up to the 21st."""
        self._owed(100.0, date(2026, 6, 1))
        promises = self.env["crm.collection.promise"].with_user(self.cole)
        promises._give(self.customer, 100.0, date(2026, 6, 18), source="call")
        self.assertEqual(self._decide_on(MONDAY)[0], "promised")
        self.assertEqual(self._decide_on(date(2026, 6, 21))[0], "promised")
        self.assertEqual(self._decide_on(date(2026, 6, 22))[0], "send")

    def test_promise_of_a_part(self):
        self._owed(100.0, date(2026, 6, 1))
        promises = self.env["crm.collection.promise"].with_user(self.cole)
        promises._give(self.customer, 60.0, date(2026, 6, 18), source="call")
        self.assertEqual(self._decide_on(MONDAY), ("send", "First", 40.0))

    def test_call_starts_the_quiet_days(self):
        """Quiet over all channels; a call that reached nobody does not count."""
        self._owed(100.0, date(2026, 6, 1))
        customer = self.customer.with_user(self.cole)
        customer._log_talk("absent", "Nobody there")
        self.assertEqual(self._decide_on(MONDAY)[0], "send")
        customer._log_talk("refused", "Ask again")
        self.assertEqual(self._decide_on(MONDAY)[0], "quiet")
        self.assertEqual(self._decide_on(date(2026, 6, 20))[0], "send")

    def test_instalment_before_any_invoice(self):
        """80,000 due on the 18th without an invoice; the invoice counts it once."""
        contract = self._make_effective()
        contract._refresh_collection(date(2026, 6, 22))
        day = date(2026, 6, 22)
        self.assertEqual(self._decide_on(day), ("send", "First", 80000.0))
        invoice = self._invoice(contract.instalment_ids[0], day=day)
        items = (
            self.env["crm.collection.item"]
            .sudo()
            .search([("customer_id", "=", self.customer.id)])
        )
        self.assertEqual(items.mapped("move_id"), invoice)
        self.assertEqual(sum(items.mapped("company_amount")), 80000.0)

    def test_unlinked_invoice_of_the_contract_counts_once(self):
        """An invoice of an order asks for 50,000 of the contract: 30,000 are left."""
        contract = self._make_effective()
        contract._refresh_collection(date(2026, 6, 22))
        self._owed(50000.0, date(2026, 6, 20), crm_contract_id=contract.id)
        items = (
            self.env["crm.collection.item"]
            .sudo()
            .search([("customer_id", "=", self.customer.id)])
        )
        self.assertEqual(
            sorted(items.mapped(lambda i: (i.kind, i.amount))),
            [("instalment", 30000.0), ("invoice", 50000.0)],
        )

    def test_policy_may_leave_instalments_out(self):
        self._make_effective()._refresh_collection(date(2026, 6, 22))
        self.policy.with_instalments = False
        self.assertEqual(self._decide_on(date(2026, 6, 22))[0], "not_yet")

    def test_other_currency(self):
        """200 euros at 2 euros a dollar are 100 dollars, asked for in euros."""
        euro = self.setup_other_currency("EUR", rates=[("2026-01-01", 2.0)])
        self._owed(200.0, date(2026, 6, 1), currency=euro)
        self._pay(50.0, MONDAY, currency=euro)
        notice = self._run_on(MONDAY)
        self.assertEqual(notice.amount, 75.0)
        self.assertEqual(notice._totals(), [(euro, 150.0)])

    def test_smallest_amount(self):
        self._owed(100.0, date(2026, 6, 1))
        self.policy.amount_min = 100.01
        self.assertEqual(self._decide_on(MONDAY)[0], "small")

    def test_no_policy_no_reminder(self):
        self._owed(100.0, date(2026, 6, 1))
        self.policy.rule_domain = "[('id', '=', 0)]"
        self.assertEqual(self._decide_on(MONDAY)[0], "no_policy")

    def test_hold_needs_a_reason_and_ends(self):
        self._owed(100.0, date(2026, 6, 1))
        customer = self.customer.with_user(self.cole)
        with self.assertRaises(UserError):
            customer._hold_collection(date(2026, 6, 20), " ")
        customer._hold_collection(date(2026, 6, 20), "Settlement in sight")
        self.assertEqual(self._decide_on(MONDAY)[0], "hold")
        self.assertEqual(self._decide_on(date(2026, 6, 21))[0], "send")
        with self.assertRaises(AccessError):
            self.customer.with_user(self.sally)._hold_collection(False, "")

    def test_never_on_a_holiday(self):
        """Neither on a Sunday nor on a public holiday of the company's calendar."""
        self._owed(100.0, date(2026, 6, 1))
        self.assertFalse(self._run_on(date(2026, 6, 14)))
        self.env["resource.calendar.leaves"].sudo().create(
            {
                "name": "Holiday",
                "company_id": self.company.id,
                "calendar_id": self.company.resource_calendar_id.id,
                "date_from": "2026-06-15 00:00:00",
                "date_to": "2026-06-15 23:59:59",
            }
        )
        self.assertFalse(self._run_on(MONDAY))
        self.assertTrue(self._run_on(date(2026, 6, 16)))

    def test_reminded_invoice_can_still_be_cancelled(self):
        """The invoice is free; the words of the reminder stay."""
        invoice = self._owed(100.0, date(2026, 6, 1))
        name = invoice.name
        notice = self._run_on(MONDAY)
        invoice.button_draft()
        invoice.button_cancel()
        invoice.with_context(force_delete=True).unlink()
        self.assertEqual(notice.line_ids.mapped("name"), [name])
        self.assertFalse(notice.line_ids.move_line_id)

    def test_second_run_of_a_day_sends_nothing(self):
        self._owed(100.0, date(2026, 6, 1))
        notice = self._run_on(MONDAY)
        mails = self._mails(notice)
        self.assertEqual(len(mails), 1)
        self.assertEqual(self._run_on(MONDAY), notice)
        self.assertEqual(self._mails(notice), mails)

    def test_killed_run_goes_on_without_repeating(self):
        """Killed after preparing: the row stands, the mail follows once."""
        self._owed(100.0, date(2026, 6, 1))
        run = self.env["crm.dunning.run"].sudo()._prepare(self.company, MONDAY)
        notice = run.notice_ids.filtered(lambda n: n.customer_id == self.customer)
        self.assertEqual((notice.state, run.state), ("prepared", "running"))
        self.assertFalse(self._mails(notice))
        self._run_cron()
        self.assertEqual((notice.state, run.state), ("sent", "done"))
        self.assertEqual(len(self._mails(notice)), 1)
        self._run_cron()
        self.assertEqual(len(self._mails(notice)), 1)

    def test_database_refuses_a_second_reminder_of_a_day(self):
        self._owed(100.0, date(2026, 6, 1))
        notice = self._run_on(MONDAY)
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(UniqueViolation),
            self.env.cr.savepoint(),
        ):
            notice.sudo().copy()

    def test_nightly_job_runs_where_the_company_wants_it(self):
        self.policy.rule_enabled = True
        self._owed(100.0, date(2026, 6, 1))
        self._run_cron()
        runs = (
            self.env["crm.dunning.run"]
            .sudo()
            .search([("company_id", "=", self.company.id)])
        )
        self.assertFalse(runs)
        self.company.collection_dunning_on = True
        self._run_cron()
        runs = (
            self.env["crm.dunning.run"]
            .sudo()
            .search([("company_id", "=", self.company.id)])
        )
        self.assertEqual(runs.state, "done")
        self.assertIn(self.customer, runs.notice_ids.customer_id)

    def test_without_address_the_collector_gets_a_task(self):
        self.partner.email = False
        self._owed(100.0, date(2026, 6, 1))
        notice = self._run_on(MONDAY)
        self.assertEqual(notice.state, "failed")
        activity = self.customer.sudo().activity_ids
        self.assertIn("no mail address", activity.mapped("summary")[0])
        self.assertEqual((activity.user_id, notice.user_id), (self.cole, self.cole))

    def test_letter_is_posted_by_a_collector(self):
        self._owed(100.0, date(2026, 5, 1))
        for day in (date(2026, 5, 4), date(2026, 5, 13)):
            self._run_on(day)
        notice = self._run_on(MONDAY)
        self.assertEqual((notice.channel, notice.state), ("letter", "to_post"))
        with self.assertRaises(AccessError):
            notice.with_user(self.sally).action_posted()
        notice.with_user(self.cole).action_posted()
        self.assertEqual(notice.state, "posted")
        html = (
            self.env["ir.actions.report"]
            .sudo()
            ._render_qweb_html("crm_contracts.crm_dunning_notice_report", notice.ids)[0]
        )
        self.assertIn(b"100.00", html)

    def test_simulation_sends_nothing(self):
        """What tonight's run would do, with the reasons, and no trace of it."""
        self._owed(100.0, date(2026, 6, 1))
        wizard = (
            self.env["crm.dunning.simulation"]
            .with_user(self.cole)
            .with_company(self.company)
            .create({"date": MONDAY, "policy_id": self.policy.id})
        )
        wizard.action_simulate()
        line = wizard.line_ids.filtered(lambda x: x.customer_id == self.customer)
        self.assertEqual((line.outcome, line.step_id.name), ("send", "First"))
        self.assertEqual(line.amount, 100.0)
        self.assertFalse(self.customer.notice_ids)
        with self.assertRaises(AccessError):
            self.env["crm.dunning.simulation"].with_user(self.sally).create({})

    def test_run_by_hand_is_the_collectors(self):
        runs = self.env["crm.dunning.run"]
        with self.assertRaises(AccessError):
            runs.with_user(self.sally)._start(self.company, MONDAY)
        self._owed(100.0, date(2026, 6, 1))
        run = runs.with_user(self.cole)._start(self.company, MONDAY)
        self.assertIn(self.customer, run.notice_ids.customer_id)

    def test_constant_queries(self):
        """Twenty customers need no more queries than two."""
        runs = self.env["crm.dunning.run"].sudo()
        self.policy.rule_domain = "[]"
        for n in range(2):
            self._owed(
                10.0,
                date(2026, 6, 1),
                partner=self._create_customer(f"A{n}").partner_id,
            )
        few = self._count_queries(runs)
        for n in range(18):
            self._owed(
                10.0,
                date(2026, 6, 1),
                partner=self._create_customer(f"B{n}").partner_id,
            )
        self.assertLessEqual(self._count_queries(runs), few)

    def _owe_ten(self, name, count):
        for number in range(count):
            customer = self._create_customer(f"{name}{number}")
            self._owed(10.0, date(2026, 6, 1), partner=customer.partner_id)

    def _count_queries(self, runs):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        list(runs._decisions(self.company, MONDAY, self.policy))
        return self.env.cr.sql_log_count - before

    def _mails(self, notice):
        return (
            self.env["mail.mail"]
            .sudo()
            .search(
                [("model", "=", "crm.dunning.notice"), ("res_id", "in", notice.ids)]
            )
        )

    def _run_cron(self):
        self.env.flush_all()
        with self.enter_registry_test_mode():
            self.env.ref(
                "crm_contracts.crm_dunning_run_cron"
            ).sudo().method_direct_trigger()
        self.env.invalidate_all()
