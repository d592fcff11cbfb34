# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date

from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from odoo.addons.account.tests.common import AccountTestInvoicingCommon

TODAY = date(2026, 6, 15)


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15 10:00:00")
class TestCreditSignals(AccountTestInvoicingCommon):
    """A cut of credit, and an advance that is used up (S-080)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(su=True)
        cls.company = cls.env.company
        cls.company.resource_calendar_id.tz = "UTC"
        accounts = cls.env["crm.customer"]
        cls.customer = accounts._ensure_accounts(cls.partner_a, cls.company)
        cls.cut = cls.env.ref("crm_lifecycle.crm_alert_rule_credit")
        cls.running = cls.env.ref("crm_lifecycle.crm_alert_rule_prepaid")

    def _alert(self, rule, today=None):
        self.env["crm.customer"]._refresh_facts(self.customer, today or TODAY)
        self.env.invalidate_all()
        return self.customer.alert_ids.filtered(lambda a: a.rule_id == rule)

    def _entry(self, amount, day):
        """The customer pays in `amount`; a negative amount uses it up."""
        receivable = self.company_data["default_account_receivable"]
        other = self.company_data["default_account_revenue"]
        partner = self.customer.partner_id.id
        self.env["account.move"].create(
            {
                "date": day,
                "journal_id": self.company_data["default_journal_misc"].id,
                "line_ids": [
                    Command.create(
                        {
                            "account_id": account.id,
                            "partner_id": partner,
                            "balance": balance,
                        }
                    )
                    for account, balance in ((receivable, -amount), (other, amount))
                ],
            }
        ).action_post()

    def test_lowered_limit_is_a_signal_for_thirty_days(self):
        partner = self.customer.partner_id.with_company(self.company)
        partner.credit_limit = 50000
        self.assertFalse(self.customer.date_credit_cut)
        partner.credit_limit = 20000
        self.assertEqual(self.customer.date_credit_cut, TODAY)
        alert = self._alert(self.cut)
        self.assertEqual(alert.state, "open")
        self.assertRegex(alert.evidence["credit_cut"], "50,000.* to .*20,000")
        with freeze_time("2026-07-16 10:00:00"):
            self.assertEqual(self._alert(self.cut, date(2026, 7, 16)).state, "over")

    def test_limit_that_is_taken_away_is_a_cut_and_a_higher_one_is_none(self):
        partner = self.customer.partner_id.with_company(self.company)
        partner.write({"credit_limit": 1000})
        partner.write({"credit_limit": 3000})
        self.assertFalse(self.customer.date_credit_cut)
        partner.use_partner_credit_limit = False
        self.assertEqual(self.customer.date_credit_cut, TODAY)

    def test_advance_that_is_used_up_is_a_signal_with_its_figures(self):
        """10,000 paid in on 1 February, 6,000 used on 1 June: 4,000 left, -60 %."""
        self._entry(10000, date(2026, 2, 1))
        self._entry(-3000, date(2026, 5, 1))
        self.assertFalse(self._alert(self.running))
        self.assertEqual(self.customer.prepaid_amount, 7000)
        self._entry(-3000, date(2026, 6, 1))
        alert = self._alert(self.running)
        self.assertEqual(
            alert.evidence, {"prepaid_before": 10000.0, "prepaid_rate": -0.6}
        )
        self._entry(8000, date(2026, 6, 14))
        self.assertEqual(self._alert(self.running).state, "over")

    def test_what_the_customer_owes_is_no_advance(self):
        self._entry(-5000, date(2026, 2, 1))
        self.assertFalse(self._alert(self.running))
        self.assertEqual(
            (self.customer.prepaid_amount, self.customer.prepaid_before), (0, 0)
        )
