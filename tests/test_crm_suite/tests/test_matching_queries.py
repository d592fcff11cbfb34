# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from unittest.mock import patch

from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from odoo.addons.crm_contracts.tests.common import ContractsCommon

# What stock Odoo takes is about 70; ten percent of it are seven.
MORE_FOR_A_CUSTOMER = 1
MORE_FOR_A_CONTRACT = 3


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15")
class TestMatchingQueries(ContractsCommon):
    """What matching a payment costs beyond what stock Odoo takes for it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contract = cls._make_plan(1)
        # what is kept in memory is there already
        cls._match(cls._items(cls._invoice(cls._make_plan(1).sudo().instalment_ids)))

    @classmethod
    def _make_plan(cls, number):
        """A contract in force, with so many instalments of 100."""
        return cls._make_effective(
            line_ids=[cls._line(100.0 * number)],
            instalment_ids=[
                cls._instalment(str(n), 100.0, "signing") for n in range(number)
            ],
        )

    @classmethod
    def _invoice_of_nothing(cls):
        """An invoice of 100 that belongs to no contract."""
        invoice = cls.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": cls.customer.partner_id.id,
                "invoice_date": "2026-06-15",
                "invoice_line_ids": [
                    Command.create({"name": "Coal", "price_unit": 100.0, "tax_ids": []})
                ],
            }
        )
        invoice.action_post()
        return invoice

    @classmethod
    def _items(cls, invoice):
        """The receivable items of an invoice and of a payment of it."""
        payment = cls.env["account.payment"].create(
            {
                "partner_id": cls.customer.partner_id.id,
                "amount": 100.0,
                "date": "2026-06-15",
            }
        )
        payment.action_post()
        return (invoice | payment.move_id).line_ids.filtered(
            lambda i: i.account_type == "asset_receivable"
        )

    @classmethod
    def _match(cls, items):
        """Number of queries of a matching."""
        cls.env.flush_all()
        cls.env.invalidate_all()
        before = cls.env.cr.sql_log_count
        items.reconcile()
        cls.env.flush_all()
        return cls.env.cr.sql_log_count - before

    def _match_without_us(self):
        """Number of queries of a matching that the suite does not look at."""
        items = self._items(self._invoice_of_nothing())
        model = self.env.registry["account.partial.reconcile"]
        none = self.env["account.move.line"]
        with patch.object(model, "_partner_items", lambda partials: none):
            return self._match(items)

    def test_matching_costs_few_queries(self):
        bare = self._match_without_us()
        plain = self._match(self._items(self._invoice_of_nothing()))
        self.assertLessEqual(plain - bare, MORE_FOR_A_CUSTOMER)
        instalment = self.contract.sudo().instalment_ids
        contracted = self._match(self._items(self._invoice(instalment)))
        self.assertEqual(self._plan(self.contract), [(100.0, "paid")])
        self.assertLessEqual(contracted - bare, MORE_FOR_A_CONTRACT)

    def test_a_long_history_costs_no_more_queries(self):
        """Ten instalments, eight of them paid, take as many queries as one."""
        line = self.contract.sudo().instalment_ids
        few = self._match(self._items(self._invoice(line)))
        contract = self._make_plan(10)
        invoices = [self._invoice(line) for line in contract.sudo().instalment_ids]
        for invoice in invoices[:8]:
            self._match(self._items(invoice))
        self.assertEqual(self._match(self._items(invoices[8])), few)
        paid = [state for _amount, state in self._plan(contract)]
        self.assertEqual(paid, ["paid"] * 9 + ["due"])

    def test_undoing_costs_few_queries(self):
        """One of ten instalments is undone with no more queries than the only one."""
        counts = []
        for number in (1, 10):
            contract = self._make_plan(number)
            for line in contract.sudo().instalment_ids:
                invoice = self._invoice(line)
                self._match(self._items(invoice))
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            invoice.line_ids.remove_move_reconcile()
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
            self.assertEqual(self._plan(contract)[-1], (0.0, "due"))
        self.assertLessEqual(counts[1], counts[0])
