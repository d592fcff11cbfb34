# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date, timedelta

from odoo.exceptions import AccessError
from odoo.tests import freeze_time, tagged

from .common import ContractsCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15")
class TestCollectionItems(ContractsCommon):
    """Ageing, expected receipts and collection rate: each claim once, to the cent."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contract = cls._make_effective()
        cls.first, cls.second = cls.contract.sudo().instalment_ids

    def _claims(self, user=None):
        """Rows of (kind, open amount, days its bucket begins with, expected day)."""
        self.env.flush_all()
        items = self.env["crm.collection.item"].with_user(user or self.mona)
        rows = items.search([("customer_id", "=", self.customer.id)])
        return [
            (r.kind, r.company_amount, r.bucket_id.days_from, r.date_expected)
            for r in rows
        ]

    def _amounts(self):
        return sorted((kind, amount) for kind, amount, *_rest in self._claims())

    def test_instalments_before_any_invoice(self):
        """80,000 due on the 18th; 58,000 wait for the acceptance and are not due."""
        self.assertEqual(
            self._claims(), [("instalment", 80000.0, -100000, date(2026, 6, 18))]
        )

    def test_invoiced_instalment_is_counted_once(self):
        """The invoice of 80,000 less 30,000 paid; the second is due by acceptance."""
        invoice = self._invoice(self.first)
        self._register_payment(invoice, amount=30000.0)
        self.assertEqual(self._amounts(), [("invoice", 50000.0)])
        self.contract.with_user(self.sally)._accept(date(2026, 6, 15))
        self.assertEqual(
            self._amounts(), [("instalment", 58000.0), ("invoice", 50000.0)]
        )

    def test_invoice_of_an_order_takes_the_oldest(self):
        """100,000 invoiced without naming instalments: 38,000 of the second remain."""
        self.contract.with_user(self.sally)._accept(date(2026, 6, 15))
        order = self.contract.with_user(self.sally)._create_order().sudo()
        order.action_confirm()
        order.order_line.qty_delivered = 1.0
        invoice = order._create_invoices()
        invoice.invoice_line_ids.tax_ids = False
        invoice.invoice_line_ids.price_unit = 100000.0
        invoice.action_post()
        self.assertEqual(
            self._amounts(), [("instalment", 38000.0), ("invoice", 100000.0)]
        )

    def test_unused_credit_of_a_contact_lowers(self):
        """An advance fills the instalment; what a contact person paid is credit."""
        contact = self.env["res.partner"].create(
            {"name": "Cashier", "parent_id": self.contract.sudo().partner_id.id}
        )
        payment = self.env["account.payment"].create(
            {"partner_id": contact.id, "amount": 500.0, "date": self.TODAY}
        )
        payment.action_post()
        self.assertEqual(
            self._amounts(), [("instalment", 80000.0), ("payment", -500.0)]
        )

    def test_buckets_by_age(self):
        """Due on the 18th of June: 12, 42 and 103 days later."""
        self._invoice(self.first)
        self.contract.sudo().invoice_ids.line_ids.filtered(
            lambda i: i.display_type == "payment_term"
        ).date_maturity = date(2026, 6, 18)
        for days, bucket in ((0, -100000), (12, 1), (42, 31), (103, 91)):
            with freeze_time(date(2026, 6, 18) + timedelta(days=days)):
                self.env.invalidate_all()
                claim = [row for row in self._claims() if row[0] == "invoice"]
            self.assertEqual(claim[0][2], bucket)

    def test_expected_by_probability_and_habit(self):
        """Half of 80,000, on the 18th plus the 7 days the customer usually needs."""
        self.env.ref(
            "crm_contracts.crm_ageing_bucket_not_due"
        ).sudo().probability = 50.0
        self.customer.sudo().payment_days_late = 7.0
        self.env.flush_all()
        item = (
            self.env["crm.collection.item"]
            .sudo()
            .search([("instalment_id", "=", self.first.id)])
        )
        self.assertEqual(
            (item.expected_amount, item.date_expected), (40000.0, date(2026, 6, 25))
        )

    def test_promise_moves_the_expected_day(self):
        """Due on 1 June and promised for the 25th: then; without a promise today."""
        invoice = self._invoice(self.first, day=date(2026, 6, 1))
        invoice.line_ids.filtered(
            lambda i: i.display_type == "payment_term"
        ).date_maturity = date(2026, 6, 1)
        days = [row[3] for row in self._claims() if row[0] == "invoice"]
        self.assertEqual(days, [date(2026, 6, 15)])
        self.env["crm.collection.promise"]._give(
            self.customer, 80000.0, date(2026, 6, 25), source="call"
        )
        self.env.invalidate_all()
        days = [row[3] for row in self._claims() if row[0] == "invoice"]
        self.assertEqual(days, [date(2026, 6, 25)])

    def test_contract_in_another_currency(self):
        """80,000 euros at 2 for a dollar: 40,000."""
        euro = self.setup_other_currency("EUR", rates=[("2026-01-01", 2.0)])
        contract = self._make_effective(currency_id=euro.id)
        self.env.flush_all()
        item = (
            self.env["crm.collection.item"]
            .sudo()
            .search([("contract_id", "=", contract.id)])
        )
        self.assertEqual((item.amount, item.company_amount), (80000.0, 40000.0))

    def test_who_sees_claims(self):
        self.assertTrue(self._claims(self.sally))
        self.assertTrue(self._claims(self.lena))
        self.assertFalse(self._claims(self.sam))
        with self.assertRaises(AccessError):
            self._claims(self.env.ref("base.public_user"))

    def test_opens_the_document(self):
        invoice = self._invoice(self.first)
        self.contract.with_user(self.sally)._accept(date(2026, 6, 15))
        self.env.flush_all()
        items = (
            self.env["crm.collection.item"]
            .sudo()
            .search([("contract_id", "=", self.contract.id)])
        )
        opened = {
            (action["res_model"], action["res_id"])
            for action in (item.action_open_document() for item in items)
        }
        self.assertEqual(
            opened,
            {("account.move", invoice.id), ("crm.contract", self.contract.id)},
        )

    def test_collection_rate_of_an_owner(self):
        """Due 80,000 of the contract and 20,000 of an invoice; 40,000 and 5,000 came.

        45 % together, although the rows have 50 % and 25 %; 30,000 came in time.
        """
        invoice = self._invoice(self.first)
        self._register_payment(invoice, amount=30000.0, payment_date="2026-06-16")
        self._register_payment(invoice, amount=10000.0, payment_date="2026-06-20")
        other = self.init_invoice(
            "out_invoice",
            partner=self.contract.sudo().partner_id,
            amounts=[20000.0],
            post=True,
        )
        self._register_payment(other, amount=5000.0, payment_date="2026-06-30")
        self.env.flush_all()
        with freeze_time("2026-07-01"):
            rows = (
                self.env["crm.collection.rate"]
                .sudo()
                ._read_group(
                    [("partner_id", "=", self.contract.sudo().partner_id.id)],
                    ["user_id"],
                    ["amount_due:sum", "rate:avg", "rate_in_time:avg"],
                )
            )
        self.assertEqual(rows[0][0], self.sally)
        self.assertEqual(rows[0][1], 100000.0)
        self.assertAlmostEqual(rows[0][2], 45.0)
        self.assertAlmostEqual(rows[0][3], 30.0)

    def test_forecast_is_kept_and_compared(self):
        """Monday the 15th expects 76,000 (95 % of 80,000); 30,000 came that week."""
        forecasts = self.env["crm.collection.forecast"].sudo()
        forecasts._forecast(self.company, date(2026, 6, 15))
        mine = forecasts.search([("user_id", "=", self.sally.id)])
        self.assertRecordValues(
            mine,
            [
                {
                    "date_made": date(2026, 6, 15),
                    "week": date(2026, 6, 15),
                    "amount_due": 80000.0,
                    "amount_expected": 76000.0,
                }
            ],
        )
        forecasts._forecast(self.company, date(2026, 6, 17))
        self.assertEqual(forecasts.search([("user_id", "=", self.sally.id)]), mine)
        self._register_payment(
            self._invoice(self.first), amount=30000.0, payment_date="2026-06-16"
        )
        self.env.flush_all()
        row = (
            self.env["crm.collection.forecast.report"]
            .with_user(self.fina)
            .search([("user_id", "=", self.sally.id)])
        )
        self.assertRecordValues(
            row,
            [
                {
                    "week": date(2026, 6, 15),
                    "amount_expected": 76000.0,
                    "amount_received": 30000.0,
                    "difference": -46000.0,
                }
            ],
        )
