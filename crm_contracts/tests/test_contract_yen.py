# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import doctest
import io
from zipfile import ZipFile

from odoo.tests import freeze_time, tagged

from ..report import crm_statement_xlsx
from .common import ContractsCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15")
class TestContractYen(ContractsCommon):
    """A company that counts in yen, which have no decimals; 1 dollar is 150.37 yen."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.usd = cls.company.currency_id
        cls.yen = cls.env.ref("base.JPY")
        cls.yen.active = True
        cls.company.currency_id = cls.yen
        rates = cls.env["res.currency.rate"]
        rates.search([("currency_id", "in", (cls.usd | cls.yen).ids)]).unlink()
        rates.create(
            {
                "name": "2026-01-01",
                "currency_id": cls.usd.id,
                "company_id": cls.company.id,
                "rate": 1 / 150.37,
            }
        )

    def _open(self, contract):
        """(open, in yen, expected) of what the plan asks for and no invoice does."""
        self.env.flush_all()
        items = self.env["crm.collection.item"].sudo()
        rows = items.search([("contract_id", "=", contract.id)], order="id")
        return [(r.amount, r.company_amount, r.expected_amount) for r in rows]

    def test_instalments_in_dollars_are_whole_yen(self):
        """20.02 dollars are 3,010.41 yen, so 3,010: each is 3,010 / 20.02 yen.

        3.03 dollars are 455.56 yen, 16.99 are 2,554.44. A third of that is expected:
        33 % of 456 is 150.48, of 2,554 is 842.82.
        """
        self.env["crm.ageing.bucket"].sudo().search([]).probability = 33
        contract = self._make_effective(
            currency_id=self.usd.id,
            line_ids=[self._line(20.02)],
            instalment_ids=[
                self._instalment("Small", 3.03, "signing"),
                self._instalment("Large", 16.99, "signing"),
            ],
        )
        self.assertEqual(contract.sudo().amount_total_company, 3010.0)
        self.assertEqual(
            self._open(contract), [(3.03, 456.0, 150.0), (16.99, 2554.0, 843.0)]
        )

    def test_half_of_an_odd_amount_in_yen(self):
        """5,001 yen in halves are 2,501 and 2,500; 1,000 paid leave 1,501."""
        contract = self._make_effective(
            line_ids=[self._line(5001.0)],
            instalment_ids=[
                self._instalment(name, 0.0, "signing", percent=50.0)
                for name in ("First", "Second")
            ],
        )
        instalments = contract.sudo().instalment_ids
        self.assertEqual(instalments.mapped("amount"), [2501.0, 2500.0])
        self._advance(contract, 1000.0)
        self.assertEqual(instalments.mapped("amount_open"), [1501.0, 2500.0])
        self.assertEqual(contract.sudo().amount_open, 4001.0)
        self.assertEqual(
            [row[:2] for row in self._open(contract)][1:], [(2500.0, 2500.0)]
        )
        self.assertLedgerAgrees(contract)

    def test_invoice_of_a_third_is_whole_yen(self):
        """10,000 yen at 33.3333 % are 3,333; the invoice asks for exactly that."""
        contract = self._make_effective(
            line_ids=[self._line(10000.0)],
            instalment_ids=[
                self._instalment("Third", 0.0, "signing", percent=33.3333),
                self._instalment("Rest", 0.0, "signing", percent=66.6667),
            ],
        )
        third = contract.sudo().instalment_ids[0]
        self.assertEqual(third.amount, 3333.0)
        invoice = self._invoice(third)
        self.assertEqual(invoice.amount_total, 3333.0)
        self.assertEqual(third.amount_invoiced, 3333.0)

    def test_statement_sheet_shows_whole_yen(self):
        self.assertEqual(doctest.testmod(crm_statement_xlsx).failed, 0)
        self._make_effective(
            line_ids=[self._line(5001.0)],
            instalment_ids=[self._instalment("All", 5001.0, "signing")],
        )
        customer = self.customer.sudo()
        book = crm_statement_xlsx.statement_xlsx(customer, customer._statement())
        styles = ZipFile(io.BytesIO(book)).read("xl/styles.xml").decode()
        self.assertNotIn("0.00", styles)
