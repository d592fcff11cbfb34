# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import doctest
import random
from datetime import date

from odoo.tests import BaseCase, tagged

from odoo.addons.crm_contracts.models import crm_contract_rebate_rules
from odoo.addons.crm_contracts.models import crm_contract_rules as rules

Receipt = rules.Receipt


@tagged("post_install", "-at_install")
class TestContractRules(BaseCase):
    def test_examples(self):
        """The examples written beside the functions hold."""
        self.assertEqual(doctest.testmod(rules).failed, 0)
        self.assertEqual(doctest.testmod(crm_contract_rebate_rules).failed, 0)

    def test_capitals(self):
        self.assertEqual(rules.amount_in_capitals(80000), "捌万元整")
        self.assertEqual(rules.amount_in_capitals(58000.5), "伍万捌仟元伍角整")
        self.assertEqual(rules.amount_in_capitals(100100000), "壹亿零壹拾万元整")
        self.assertEqual(rules.amount_in_capitals(1010), "壹仟零壹拾元整")
        self.assertEqual(rules.amount_in_capitals(0), "零元整")

    def test_states(self):
        """(contract, amount, paid, due) on 15 June, by hand."""
        today = date(2026, 6, 15)
        rows = [
            ("draft", 100, 0, None, "waiting"),
            ("signing", 100, 0, date(2026, 6, 1), "waiting"),
            ("effective", 100, 0, None, "waiting"),
            ("effective", 100, 0, date(2026, 6, 15), "due"),
            ("effective", 100, 0, date(2026, 6, 14), "overdue"),
            ("effective", 100, 40, date(2026, 6, 15), "partial"),
            ("effective", 100, 40, None, "partial"),
            ("effective", 100, 40, date(2026, 6, 14), "overdue"),
            ("effective", 100, 100, date(2026, 6, 14), "paid"),
            ("effective", 100, 120, None, "paid"),
            ("closed", 100, 0, date(2026, 6, 14), "overdue"),
            ("terminated", 100, 40, date(2026, 6, 14), "void"),
            ("terminated", 100, 100, date(2026, 6, 14), "paid"),
        ]
        for state, amount, paid, due, expected in rows:
            found = rules.instalment_state(state, (amount, paid), due, today)
            self.assertEqual(found, expected, (state, amount, paid, due))

    def test_explicit_link_before_age(self):
        """An invoice for the second instalment pays the second instalment."""
        shares = rules.distribute(
            [Receipt((1, 10), 7, 58.0, 58.0)],
            {7: [(2, 58.0)]},
            [(1, 80.0), (2, 58.0)],
            (2, 2),
        )
        self.assertEqual(shares, {(1, 10, 2): (58.0, 58.0)})

    def test_oldest_first_without_link(self):
        """90 of an order's invoice: 80 for the first instalment, 10 for the second."""
        shares = rules.distribute(
            [Receipt((1, 10), 7, 90.0, 180.0)], {}, [(1, 80.0), (2, 58.0)], (2, 2)
        )
        self.assertEqual(shares, {(1, 10, 1): (80.0, 160.0), (1, 10, 2): (10.0, 20.0)})

    def test_other_lines_are_not_the_contracts_money(self):
        """An invoice of 85 with 80 for the contract: 85 paid is 80 received."""
        shares = rules.distribute(
            [Receipt((1, 10), 7, 85.0, 170.0)],
            {7: [(1, 80.0)]},
            [(1, 80.0), (2, 58.0)],
            (2, 2),
        )
        self.assertEqual(shares, {(1, 10, 1): (80.0, 160.0)})

    def test_money_back_leaves_the_youngest(self):
        """138 received, 60 paid back: 58 leave the second, 2 the first instalment."""
        shares = rules.distribute(
            [Receipt((1, 10), 7, 138.0, 138.0), Receipt((2, 20), 8, -60.0, -60.0)],
            {},
            [(1, 80.0), (2, 58.0)],
            (2, 2),
        )
        self.assertEqual(shares[2, 20, 2], (-58.0, -58.0))
        self.assertEqual(shares[2, 20, 1], (-2.0, -2.0))

    def test_exchange_difference_follows_its_invoice(self):
        shares = rules.distribute(
            [Receipt((1, 10), 7, 0.0, 12.5)],
            {7: [(2, 58.0)]},
            [(1, 80.0), (2, 58.0)],
            (2, 2),
        )
        self.assertEqual(shares, {(1, 10, 2): (0.0, 12.5)})

    def test_sums_agree_for_random_ledgers(self):
        """Whatever is matched on invoices without links is distributed to the cent."""
        chance = random.Random(5)
        for _round in range(300):
            plan = [
                (n, round(chance.uniform(1, 500), 2))
                for n in range(chance.randint(1, 5))
            ]
            receipts = [
                Receipt((n, n), n % 3, amount, round(amount * 7.13, 2))
                for n in range(chance.randint(1, 8))
                for amount in [round(chance.uniform(0.01, 400), 2)]
            ]
            shares = rules.distribute(receipts, {}, plan, (2, 2))
            self.assertAlmostEqual(
                sum(share[0] for share in shares.values()),
                sum(receipt.amount for receipt in receipts),
                6,
            )
            self.assertAlmostEqual(
                sum(share[1] for share in shares.values()),
                sum(receipt.company_amount for receipt in receipts),
                6,
            )
