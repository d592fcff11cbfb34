# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError
from odoo.tests import tagged

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
            self.env["mail.message"]
            .with_user(self.mona)
            .search(
                [
                    ("model", "=", "crm.customer"),
                    ("res_id", "=", self.customer.id),
                    ("message_id", "=like", "<credit_control_line-%"),
                ],
                order="id",
            )
        )

    def test_sent_reminders_are_history_of_the_customer(self):
        self._query(REMINDERS)
        self._query(LEVELS)
        self._query(POLICIES)
        level = self._insert("credit_control_policy_level", name='{"en_US": "Last"}')
        policy = self._insert("credit_control_policy", name="3 times")
        invoice = self.init_invoice(
            "out_invoice",
            partner=self.customer.partner_id,
            amounts=[500],
            post=True,
        )
        self._row(policy_level_id=level, policy_id=policy, invoice_id=invoice.id)
        mails = self.env["mail.mail"].search_count([])
        wizard = self._import("credit_control_line")
        self.assertEqual((wizard.new_count, wizard.left_count), (1, 0))
        message = self._history()
        self.assertEqual(str(message.date), "2025-03-02 00:00:00")
        for words in ("3 times Last", "by mail", "120.50", invoice.name, "01/31/2025"):
            self.assertIn(words, message.body)
        self.assertIn(f'data-oe-id="{invoice.id}"', message.body)
        self.assertEqual(self.env["mail.mail"].search_count([]), mails)

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
        self.assertIn("Level 2", self._history().body)
        self.assertIn("a former invoice", self._history().body)

    def test_show_them_opens_the_customers(self):
        self._query(REMINDERS)
        self._row()
        wizard = self._import("credit_control_line")
        action = wizard.action_view_imported()
        found = self.env["crm.customer"].with_user(self.mona).search(action["domain"])
        self.assertEqual(found, self.customer)

    def test_managers_only(self):
        self._query(REMINDERS)
        with self.assertRaises(AccessError):
            self._import("credit_control_line", user=self.fina)
