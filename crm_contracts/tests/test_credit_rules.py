# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import doctest

from odoo.tests import TransactionCase, tagged

from ..models import crm_credit_rules as rules


@tagged("post_install", "-at_install")
class TestCreditRules(TransactionCase):
    def test_examples_of_the_arithmetic(self):
        result = doctest.testmod(rules)
        self.assertGreater(result.attempted, 20)
        self.assertFalse(result.failed)

    def test_zero_is_no_credit_and_nothing_is_no_limit(self):
        """A peer took a limit of 0 for a limit nobody can keep, or for none."""
        policy = rules.sample_policy()._replace(use_formula=False)
        owes = rules.sample(open_amount=0.01)
        self.assertEqual(rules.hold_reasons(owes, policy), [])
        self.assertEqual(
            rules.hold_reasons(owes._replace(decided_amount=0.0), policy), ["amount"]
        )

    def test_group_row_holds_by_amount_only(self):
        group = rules.sample(
            scope="group",
            decided_amount=100.0,
            open_amount=101.0,
            overdue_amount=101.0,
            overdue_days=99,
            is_blocking=True,
        )
        self.assertEqual(rules.hold_reasons(group, rules.sample_policy()), ["amount"])

    def test_money_first_counts_what_left(self):
        standing = rules.sample(uncovered_amount=0.01, open_amount=-5.0)
        policy = rules.sample_policy()
        self.assertEqual(rules.hold_reasons(standing, policy, True), ["money"])
        self.assertEqual(rules.hold_reasons(standing, policy), [])

    def test_every_reason_of_behaviour(self):
        standing = rules.sample(
            open_amount=10.0,
            monthly_average=1000.0,
            is_blocking=True,
            is_prepaid=True,
            overdue_amount=10.0,
            overdue_days=8,
            broken_count=2,
            certificate_missing=True,
        )
        policy = rules.sample_policy()._replace(broken_promises=2)
        self.assertEqual(
            rules.hold_reasons(standing, policy),
            ["prepaid", "grade", "overdue", "promise", "certificate"],
        )
