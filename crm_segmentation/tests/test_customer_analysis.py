# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date

from odoo.exceptions import AccessError
from odoo.tests import freeze_time, tagged

from odoo.addons.crm_lifecycle.tests.common import moment

from .report_common import ReportCommon
from .voice_common import VoiceCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15 05:00:00")
class TestCustomerAnalysis(ReportCommon, VoiceCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.works = cls._create_customer("Buyer of Much")
        cls.left = cls._create_customer("Left Behind", cls.sam)
        cls.sand = cls.env["product.product"].create({"name": "Sand"})
        # two years before today, a year before, and this year
        cls._create_order(cls.works, 500, date(2024, 6, 15))
        cls._create_order(cls.works, 300, date(2025, 1, 10))
        cls._create_order(cls.works, 600, date(2026, 1, 10))
        cls._create_order(cls.works, 200, date(2026, 5, 10))
        cls._create_order(cls.left, 70, date(2025, 3, 1))
        third = cls._create_customer("Third")
        order = cls._create_order(third, 1, date(2026, 6, 15), confirm=False)
        order.order_line.product_id = cls.sand
        order.action_confirm()

    def _row(self, customer, user=None):
        self._refresh()
        self.env.flush_all()
        rows = self.env["crm.customer.analysis"].with_user(user or self.anna)
        return rows.search([("customer_id", "=", customer.id)])

    def test_buying_by_hand(self):
        """Two of three years; two orders of 800, one of two products sold."""
        row = self._row(self.works)
        self.assertEqual((row.years, row.order_count, row.amount), (2, 2, 800))
        self.assertEqual((row.product_count, row.product_part), (1, 0.5))
        self.assertEqual((row.kept, row.return_rate), (1, 0))

    def test_retention_of_several_is_a_part(self):
        """Of two who ordered in the year before one stayed; the third is new."""
        self._row(self.works)
        [[kept]] = self.env["crm.customer.analysis"]._read_group(
            [("company_id", "=", self.company.id)], [], ["kept:avg"]
        )
        self.assertEqual(kept, 0.5)

    def test_friction_is_given_back_and_complained_about(self):
        """200 of 800 credited, one complaint on two orders."""
        self._load(
            "Customer,Date,Amount\nBuyer of Much,2026-05-20,-200\n"
        ).action_import()
        self._tell(self.works, date(2026, 2, 1), "complaint")
        self._tell(self.works, date(2025, 2, 1), "complaint")
        row = self._row(self.works)
        self.assertEqual((row.return_rate, row.complaint_rate), (0.25, 0.5))

    def test_care_and_words_by_hand(self):
        for kind in ("enquiry", "enquiry", "suggestion", "opinion", "praise"):
            self._tell(self.works, date(2026, 3, 1), kind)
        self._tell(self.works, date(2026, 3, 2), "repair", hours=1.5)
        self._say(self.works, date(2026, 6, 1), {"service": 55.0})
        visit = self.env["crm.customer.visit"].create(
            {
                "customer_id": self.works.id,
                "user_id": self.sally.id,
                "date_start": moment("2026-06-02 08:00:00"),
            }
        )
        visit.sudo().write({"state": "done", "outcome": "Met", "result": "kept"})
        row = self._row(self.works)
        self.assertEqual(
            (row.enquiry_count, row.suggestion_count, row.opinion_count), (2, 1, 2)
        )
        self.assertEqual((row.service_count, row.service_hours), (1, 1.5))
        self.assertEqual((row.visit_count, row.satisfaction), (1, 55))

    def test_each_sees_own_customers(self):
        self.assertFalse(self._row(self.left, self.sally))
        self.assertTrue(self._row(self.works, self.sally))
        clerk = self._create_user("clerk_t", "base.group_user")
        with self.assertRaises(AccessError):
            self._row(self.works, clerk)

    def test_list_takes_one_query_for_any_number(self):
        self._refresh()
        self.env.flush_all()
        rows = self.env["crm.customer.analysis"].with_user(self.anna)
        rows.search([]).mapped("amount")
        counts = []
        for more in range(2):
            for number in range(more * 5):
                self._create_customer(f"More {number}")
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            rows.search([]).mapped("amount")
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[0], counts[1])
