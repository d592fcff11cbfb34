# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import freeze_time, tagged

from .common import SegmentationCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15")
class TestCustomerVolume(SegmentationCommon):
    """Our part of what a customer trades in all, and its part of our turnover."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer = cls._create_customer("Alpha Works", cls.sally)

    def _volume(self, **values):
        return self.env["crm.customer.volume"].create(
            {
                "customer_id": self.customer.id,
                "date_from": "2025-01-01",
                "date_to": "2025-12-31",
                "amount": 100000,
                **values,
            }
        )

    def test_share_of_wallet_by_hand(self):
        """30,000 of 120,000 in 2025; the order of 2024 does not count: 25 %."""
        self._create_order(self.customer, 10000, date(2025, 1, 1))
        self._create_order(self.customer, 20000, date(2025, 12, 31))
        self._create_order(self.customer, 500, date(2024, 12, 31))
        volume = self._volume(amount=120000)
        self.assertEqual((volume.our_amount, volume.wallet_share), (30000, 0.25))
        self._refresh(self.customer)
        self.assertEqual(self.customer.own_volume, 120000)
        self.assertAlmostEqual(self.customer.wallet_share, 0.25)
        self.assertEqual(self.customer.date_own_volume, date(2025, 12, 31))

    def test_running_year_is_brought_to_its_full_length(self):
        """166 of 365 days are gone: 16,600 so far are 36,500 in the year, of 73,000."""
        self._create_order(self.customer, 16600, date(2026, 3, 1))
        self._volume(date_from="2026-01-01", date_to="2026-12-31", amount=73000)
        self._refresh(self.customer)
        self.assertAlmostEqual(self.customer.wallet_share, 0.5)

    def test_newest_finding_counts(self):
        self._volume(amount=1000, date="2026-01-10")
        newer = self._volume(amount=2000, date="2026-02-10")
        self._volume(
            amount=9000, date="2026-03-10", date_from="2024-01-01", date_to="2024-12-31"
        )
        self._refresh(self.customer)
        self.assertEqual(self.customer.own_volume, 2000)
        newer.unlink()
        self._refresh(self.customer)
        self.assertEqual(self.customer.own_volume, 1000)

    def test_finding_makes_the_customer_due(self):
        touches = self.env["crm.customer.touch"]
        touches.search([]).unlink()
        self._volume()
        self.assertEqual(touches.search([]).customer_id, self.customer)

    def test_volume_is_derived_from_stock_and_from_our_sales(self):
        """20,000 that last 30 days: 365 / 30 turns; 30,000 that are 25 %: 120,000."""
        stock = self._volume(source="stock", stock_value=20000, stock_days=30)
        self.assertEqual(stock.amount, 243333.33)
        self._create_order(self.customer, 30000, date(2025, 5, 5))
        sales = self._volume(source="sales", our_percent=25)
        self.assertEqual(sales.amount, 120000)

    def test_volume_without_a_number_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "Alpha Works"):
            self._volume(amount=0)
        with self.assertRaisesRegex(ValidationError, "Alpha Works"):
            self._volume(source="sales", our_percent=25)

    def test_required_share_of_the_trade_type_marks_who_is_below(self):
        """Of 1,000 in the company, 100 are 10 %: below the 15 % that retail wants."""
        self.retail.customer_share_required = 0.15
        small = self._create_scored("Small", 100, trade_type_id=self.retail.id)
        large = self._create_scored("Large", 900, trade_type_id=self.retail.id)
        trader = self._create_scored("Trader", 0, trade_type_id=self.trade.id)
        self._rank()
        self.assertEqual(
            (small | large | trader).mapped("is_below_required_share"),
            [True, False, False],
        )
        domain = [("is_below_required_share", "=", True)]
        found = self.env["crm.customer"].search(domain)
        self.assertEqual(found, small)
        others = self.env["crm.customer"].search(
            [("is_below_required_share", "=", False)]
        )
        self.assertEqual(others & (small | large | trader), large | trader)

    def test_monthly_share_of_the_company_by_hand(self):
        """May: 300 of 400; June: 50 less a return of 50 leaves nothing of the 100."""
        other = self._create_customer("Other", self.sam)
        self._create_order(self.customer, 100, date(2026, 5, 1))
        self._create_order(self.customer, 200, date(2026, 5, 31))
        self._create_order(other, 100, date(2026, 5, 20))
        self._create_order(other, 100, date(2026, 6, 1))
        self.env.flush_all()
        months = self.env["crm.customer.month"]
        row = months.search([("customer_id", "=", self.customer.id)])
        self.assertEqual((row.month, row.amount), (date(2026, 5, 1), 300))
        self.assertAlmostEqual(row.company_share, 0.75)
        self.assertEqual(row.order_count, 2)
        rows = months.search([("customer_id", "=", other.id)])
        self.assertEqual(rows.mapped("company_share"), [1, 0.25])

    def test_own_customers_only(self):
        theirs = self._create_customer("Other", self.sam)
        mine, foreign = self._volume(), self._volume(customer_id=theirs.id)
        self._create_order(theirs, 100, date(2026, 5, 1))
        self.env.flush_all()
        volumes = self.env["crm.customer.volume"].with_user(self.sally)
        self.assertEqual(volumes.search([("id", "in", (mine | foreign).ids)]), mine)
        mine.with_user(self.sally).amount = 5
        with self.assertRaises(AccessError):
            self._forge(foreign, self.sally, amount=5)
        with self.assertRaises(AccessError):
            volumes.create({"customer_id": theirs.id, "amount": 7})
        months = self.env["crm.customer.month"].with_user(self.sally)
        self.assertFalse(months.search([("customer_id", "=", theirs.id)]))
