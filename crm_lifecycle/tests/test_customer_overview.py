# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date

from odoo.tests import freeze_time, tagged

from .common import LifecycleCommon, moment


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15 10:00:00")
class TestCustomerOverview(LifecycleCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer = cls._create_customer()

    def _visit(self, day, **values):
        return self.env["crm.customer.visit"].create(
            {
                "customer_id": self.customer.id,
                "user_id": self.sally.id,
                "date_start": moment(f"{day} 08:00:00"),
                **values,
            }
        )

    def test_next_three_things_are_in_the_order_of_their_days(self):
        self._visit("2026-06-20", name="Second")
        self._visit("2026-06-30", name="Fourth")
        for summary, day in (("Third", 25), ("First", 16)):
            self.customer.activity_schedule(
                "mail.mail_activity_data_todo",
                date_deadline=date(2026, 6, day),
                summary=summary,
                user_id=self.sally.id,
            )
        customer = self.customer.with_user(self.sally)
        days = [line[:10] for line in customer.overview_next.split("\n")]
        self.assertEqual(days, ["06/16/2026", "06/20/2026", "06/25/2026"])
        self.assertIn("First", customer.overview_next)
        self.assertNotIn("Fourth", customer.overview_next)

    def test_last_five_things_start_with_the_latest(self):
        for day in (1, 2, 3, 4, 5):
            self._create_order(self.customer, 100 * day, date(2026, 6, day))
        self._visit("2026-06-10", state="done", outcome="Wants samples")
        lines = self.customer.with_user(self.sally).overview_last.split("\n")
        self.assertEqual(len(lines), 5)
        self.assertIn("Stage: ", lines[0])
        self.assertIn("Wants samples", lines[1])
        self.assertEqual(lines[2][:10], "06/05/2026")
        self.assertEqual(lines[4][:10], "06/03/2026")

    def test_invoices_of_the_customer_open_from_its_form(self):
        action = self.customer.with_user(self.sally).action_view_invoices()
        self.assertIn(
            ("commercial_partner_id", "=", self.customer.partner_id.id),
            action["domain"],
        )
