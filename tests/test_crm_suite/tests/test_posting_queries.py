# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from odoo.addons.crm_contracts.tests.common import ContractsCommon

# What stock Odoo takes for an invoice of one line is about 40.
MORE_FOR_A_CONTRACT = 7


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15")
class TestPostingQueries(ContractsCommon):
    """What posting an invoice of a contract costs beyond an invoice of none."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # what is kept in memory is there already
        cls._post(cls._drafts(cls._make_plan(1), 1))
        cls._post(cls._free_draft(1))

    @classmethod
    def _make_plan(cls, number):
        """A contract in force, with so many lines and instalments of 100."""
        return cls._make_effective(
            line_ids=[cls._line(100.0) for _number in range(number)],
            instalment_ids=[
                cls._instalment(str(n), 100.0, "signing") for n in range(number)
            ],
        )

    @classmethod
    def _drafts(cls, contract, number):
        """A draft invoice of the first instalments of a contract."""
        instalments = contract.sudo().instalment_ids[:number]
        return cls._invoice(instalments, post=False)

    @classmethod
    def _free_draft(cls, number):
        """A draft invoice of so many lines that belongs to no contract."""
        return cls.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": cls.customer.partner_id.id,
                "invoice_date": "2026-06-15",
                "invoice_line_ids": [
                    Command.create({"name": "Coal", "price_unit": 100.0, "tax_ids": []})
                    for _number in range(number)
                ],
            }
        )

    @classmethod
    def _post(cls, moves):
        """Number of queries of posting."""
        cls.env.flush_all()
        cls.env.invalidate_all()
        before = cls.env.cr.sql_log_count
        moves.action_post()
        cls.env.flush_all()
        return cls.env.cr.sql_log_count - before

    def test_posting_costs_few_queries(self):
        free = self._post(self._free_draft(1))
        invoice = self._drafts(self._make_plan(1), 1)
        self.assertLessEqual(self._post(invoice) - free, MORE_FOR_A_CONTRACT)
        self.assertEqual(invoice.crm_contract_id.amount_invoiced, 100.0)

    def test_long_plans_and_invoices_cost_no_more(self):
        """Thirty lines and instalments, one or all on the invoice, cost as one does."""
        one = self._post(self._drafts(self._make_plan(1), 1))
        contract = self._make_plan(30)
        self.assertLessEqual(self._post(self._drafts(contract, 1)), one)
        whole = self._make_plan(30)
        self.assertLessEqual(self._post(self._drafts(whole, 30)), one)
        self.assertEqual(whole.sudo().amount_invoiced, 3000.0)

    def test_history_costs_no_more(self):
        """The last of ten instalments, nine paid, costs as the last of three does."""
        counts = []
        for number in (3, 10):
            *earlier, last = self._make_plan(number).sudo().instalment_ids
            for instalment in earlier:
                self._register_payment(self._invoice(instalment))
            counts.append(self._post(self._invoice(last, post=False)))
        self.assertLessEqual(counts[1], counts[0])
