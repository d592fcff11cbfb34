# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date

from odoo.exceptions import AccessError
from odoo.fields import Command, Domain
from odoo.tests import freeze_time, tagged

from .import_common import ImportCommon

REMINDERS = """
CREATE TABLE credit_control_line (
    id serial PRIMARY KEY, date date, date_due date, date_sent date, state varchar,
    channel varchar, level int, policy_level_id int, policy_id int, partner_id int,
    invoice_id int, currency_id int, company_id int, amount_due numeric,
    balance_due numeric)
"""
LEVELS = """
CREATE TABLE credit_control_policy_level (id serial PRIMARY KEY, name jsonb)
"""
POLICIES = """
CREATE TABLE credit_control_policy (id serial PRIMARY KEY, name varchar)
"""


@tagged("post_install", "-at_install")
class TestReminderImport(ImportCommon):
    def _row(self, **values):
        defaults = {
            "date": "2025-03-01",
            "date_due": "2025-01-31",
            "date_sent": "2025-03-02",
            "state": "sent",
            "channel": "email",
            "level": 2,
            "partner_id": self.customer.partner_id.id,
            "company_id": self.company.id,
            "amount_due": 500,
            "balance_due": 120.5,
        }
        return self._insert("credit_control_line", **{**defaults, **values})

    def _history(self):
        return (
            self.env["crm.dunning.notice"]
            .with_user(self.mona)
            .search([("origin", "=", "import")], order="id")
        )

    def _policy(self, *days):
        """The only policy of the company, with steps on these days."""
        policies = self.env["crm.dunning.policy"].with_user(self.mona).sudo()
        policies.search(Domain.TRUE).active = False
        return policies.create(
            {
                "name": "Ours",
                "company_id": self.company.id,
                "quiet_days": 7,
                "step_ids": [
                    Command.create({"name": f"Day {day}", "days": day}) for day in days
                ],
            }
        )

    def _invoice_of_500(self):
        with freeze_time("2025-01-31"):
            return self.init_invoice(
                "out_invoice",
                partner=self.customer.partner_id,
                amounts=[500],
                invoice_date="2025-01-31",
                post=True,
            )

    def test_sent_reminders_are_reminders_of_their_day(self):
        self._query(REMINDERS)
        self._query(LEVELS)
        self._query(POLICIES)
        level = self._insert("credit_control_policy_level", name='{"en_US": "Last"}')
        policy = self._insert("credit_control_policy", name="3 times")
        steps = self._policy(-3, 5, 20, 40).step_ids
        invoice = self._invoice_of_500()
        self._row(policy_level_id=level, policy_id=policy, invoice_id=invoice.id)
        mails = self.env["mail.mail"].search_count([])
        wizard = self._import("credit_control_line")
        self.assertEqual((wizard.new_count, wizard.left_count), (1, 0))
        notice = self._history()
        self.assertEqual(str(notice.date), "2025-03-02")
        self.assertEqual((notice.channel, notice.state), ("mail", "sent"))
        self.assertEqual(notice.summary, "3 times Last: Tour Hospital")
        self.assertEqual(notice.amount, 120.5)
        line = notice.line_ids
        self.assertEqual((line.name, line.amount), (invoice.name, 120.5))
        self.assertEqual(line.move_id, invoice)
        self.assertEqual(line.days_overdue, 30)
        self.assertEqual(line.step_id, steps.sorted("days")[2])
        self.assertEqual(self.env["mail.mail"].search_count([]), mails)

    def test_next_run_goes_on_where_the_other_add_on_stopped(self):
        """Two reminders there, 20 days in our steps: the third step is next."""
        self._query(REMINDERS)
        policy = self._policy(5, 20, 40)
        invoice = self._invoice_of_500()
        self._row(invoice_id=invoice.id)
        self._import("credit_control_line")
        run = self.env["crm.dunning.run"].sudo()
        found = [
            decision
            for decision in run._decisions(self.company, self.TODAY, policy)
            if decision.customer == self.customer
        ]
        self.assertEqual([(d.outcome, d.step.days) for d in found], [("send", 40)])
        quiet = run._decisions(self.company, date(2025, 3, 5), policy)
        self.assertNotIn("send", [d.outcome for d in quiet])

    def test_what_nobody_received_is_left_out(self):
        self._query(REMINDERS)
        draft, gone = self._row(state="draft"), self._row(partner_id=None)
        wizard = self._import("credit_control_line")
        reasons = self._reasons(wizard)
        self.assertIn("not sent (draft)", reasons[draft])
        self.assertIn("no contact", reasons[gone])
        self.assertFalse(self._history())

    def test_second_run_makes_nothing_twice(self):
        self._query(REMINDERS)
        self._row()
        self._import("credit_control_line")
        self._row()
        wizard = self._import("credit_control_line")
        self.assertEqual((wizard.new_count, wizard.known_count), (1, 1))
        self.assertEqual(len(self._history()), 2)

    def test_without_policies_the_level_is_named(self):
        self._query(REMINDERS)
        self._row()
        self._import("credit_control_line")
        notice = self._history()
        self.assertEqual(notice.summary, "Level 2: Tour Hospital")
        self.assertEqual(notice.line_ids.name, "A former invoice")

    def test_show_them_opens_the_reminders(self):
        self._query(REMINDERS)
        self._row()
        wizard = self._import("credit_control_line")
        action = wizard.action_view_imported()
        notices = self.env["crm.dunning.notice"].with_user(self.mona)
        self.assertEqual(notices.search(action["domain"]), self._history())

    def test_managers_only(self):
        self._query(REMINDERS)
        with self.assertRaises(AccessError):
            self._import("credit_control_line", user=self.fina)
