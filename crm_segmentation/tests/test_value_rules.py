# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import doctest
import math

import numpy as np
from scipy import integrate, special

from odoo.tests import BaseCase, tagged

from odoo.addons.crm_segmentation.models import (
    crm_buying_rules,
    crm_spending_rules,
    crm_value_rules,
)
from odoo.addons.crm_segmentation.models.crm_buying_rules import Buying, FitError
from odoo.addons.crm_segmentation.models.crm_spending_rules import Spending

from .value_common import TRUE_BUYING, simulated

TRUE_SPENDING = Spending(p=5.0, q=4.0, v=900.0)
# published for the CDNOW customers: Fader, Hardie and Lee 2005; Fader and Hardie 2013
CDNOW_BUYING = Buying(r=0.525, alpha=6.183, a=0.891, b=1.614)
CDNOW_SPENDING = Spending(p=6.25, q=3.744, v=15.447)


@tagged("post_install", "-at_install")
class TestValueRules(BaseCase):
    """Arithmetic of the forecast against integrals, published and simulated figures."""

    def test_examples_of_the_documentation(self):
        for module in (crm_buying_rules, crm_spending_rules, crm_value_rules):
            with self.subTest(module=module.__name__):
                result = doctest.testmod(module)
                self.assertGreater(result.attempted, 0)
                self.assertEqual(result.failed, 0)

    def _integrated(self, buying, repeats, recency, age):
        """Likelihood (alive, stopped) by brute force over rate and chance."""
        rates, chances = [], []
        rate_norm = buying.alpha**buying.r / math.gamma(buying.r)
        for end in (age, recency):
            value, _error = integrate.quad(
                lambda m, t=end: (
                    rate_norm
                    * m ** (buying.r + repeats - 1)
                    * math.exp(-m * (buying.alpha + t))
                ),
                0,
                math.inf,
                epsabs=0,
            )
            rates.append(value)
        norm = special.beta(buying.a, buying.b)
        for stopped in (0, 1):
            value, _error = integrate.quad(
                lambda p, s=stopped: (
                    p ** (buying.a - 1 + s)
                    * (1 - p) ** (buying.b - 1 + repeats + 1 - s)
                    / norm
                ),
                0,
                1,
                epsabs=0,
            )
            chances.append(value)
        return rates[0] * chances[0], rates[1] * chances[1]

    def test_likelihood_equals_the_integral(self):
        buying = Buying(1.5, 10.0, 1.2, 2.5)
        for row in ((0, 0.0, 5.0), (1, 4.0, 9.0), (7, 30.0, 31.0)):
            repeats, recency, age = (np.array([float(value)]) for value in row)
            alive, stopped = self._integrated(buying, *row)
            ours = crm_buying_rules.log_likelihood(buying, repeats, recency, age)
            active = crm_buying_rules.p_active(buying, repeats, recency, age)
            with self.subTest(row=row):
                self.assertAlmostEqual(math.exp(ours[0]) / (alive + stopped), 1, 6)
                self.assertAlmostEqual(active[0], alive / (alive + stopped), 6)

    def test_single_order_is_no_proof_of_activity(self):
        """BG/NBD would say 1; here it starts at b / (a + b) and falls in silence."""
        none = np.zeros(3)
        active = crm_buying_rules.p_active(
            CDNOW_BUYING, none, none, np.array([0.0, 20.0, 39.0])
        )
        self.assertAlmostEqual(active[0], 1.614 / (0.891 + 1.614), places=9)
        self.assertTrue(1 > active[0] > active[1] > active[2] > 0)

    def test_expected_orders_equal_the_closed_form(self):
        repeats = np.array([0.0, 2.0, 26.0])
        age = np.array([38.86, 38.86, 31.0])
        for buying in (CDNOW_BUYING, Buying(2.0, 3.0, 1.7, 0.6)):
            r, alpha, a, b = buying
            for horizon in (1.0, 39.0, 400.0):
                [ours] = crm_buying_rules.orders_if_active(
                    buying, repeats, age, [horizon]
                )
                left = special.hyp2f1(
                    r + repeats,
                    b + repeats + 1,
                    a + b + repeats,
                    horizon / (alpha + age + horizon),
                ) * ((alpha + age) / (alpha + age + horizon)) ** (r + repeats)
                closed = (a + b + repeats) / (a - 1) * (1 - left)
                np.testing.assert_allclose(ours, closed, rtol=1e-5)

    def test_nodes_keep_the_moments_of_the_distribution(self):
        for a, b in ((0.3, 0.7), (1.0, 1.0), (0.9, 40.0), (300.0, 900.0)):
            nodes, weights = crm_buying_rules.beta_nodes(a, b)
            with self.subTest(a=a, b=b):
                self.assertAlmostEqual(weights.sum(), 1, places=12)
                self.assertAlmostEqual(weights @ nodes, a / (a + b), places=12)
                second = a * (a + 1) / ((a + b) * (a + b + 1))
                self.assertAlmostEqual(weights @ nodes**2, second, places=12)

    def test_fit_recovers_the_parameters_and_the_orders_to_come(self):
        repeats, recency, age, later = simulated(6000)
        buying = crm_buying_rules.fit(repeats, recency, age)
        for found, true in zip(buying[:2], TRUE_BUYING[:2], strict=True):
            self.assertAlmostEqual(found / true, 1, delta=0.15)
        share = buying.a / (buying.a + buying.b)
        self.assertAlmostEqual(share, 0.9 / 3.9, delta=0.05)
        [orders] = crm_buying_rules.orders_if_active(buying, repeats, age, [365.0])
        orders *= crm_buying_rules.p_active(buying, repeats, recency, age)
        result = crm_value_rules.errors(orders, later)
        self.assertLess(abs(result.total), 0.05)
        active = crm_buying_rules.p_active(buying, repeats, recency, age)
        self.assertGreater(crm_value_rules.rank_quality(active, later), 0.7)

    def test_fit_of_many_rows_equals_the_fit_of_few_with_weights(self):
        """More rows than PART are searched in two steps, with the same result."""
        repeats, recency, age, _later = simulated(1200)
        many = [np.repeat(rows, 10) for rows in (repeats, recency, age)]
        few = crm_buying_rules.fit(repeats, recency, age, np.full(1200, 10.0))
        np.testing.assert_allclose(crm_buying_rules.fit(*many), few, rtol=1e-3)

    def test_fit_without_evidence_says_so(self):
        zeros = np.zeros(50)
        for age in (zeros, zeros + 100):
            with self.assertRaises(FitError):
                crm_buying_rules.fit(zeros, zeros, age)
        with self.assertRaises(FitError):
            crm_spending_rules.fit(np.ones(9), np.ones(9))

    def test_spending_is_recovered(self):
        dice = np.random.default_rng(7)
        orders = dice.integers(1, 12, 5000).astype(float)
        scales = dice.gamma(TRUE_SPENDING.q, 1 / TRUE_SPENDING.v, 5000)
        averages = dice.gamma(TRUE_SPENDING.p * orders) / scales / orders
        found = crm_spending_rules.fit(orders, averages)
        everybody = crm_spending_rules.expected_amount(found, np.zeros(1), np.zeros(1))
        # p * v / (q - 1) = 5 * 900 / 3
        self.assertAlmostEqual(everybody[0] / 1500, 1, delta=0.05)
        self.assertAlmostEqual(found.q / TRUE_SPENDING.q, 1, delta=0.1)

    def test_few_orders_are_drawn_towards_the_average_of_all(self):
        """Published: without history 35.26; 4 orders of 10 on average."""
        amounts = crm_spending_rules.expected_amount(
            CDNOW_SPENDING, np.array([0.0, 1.0, 4.0, 400.0]), np.full(4, 10.0)
        )
        self.assertAlmostEqual(amounts[0], 6.25 * 15.447 / 2.744, places=6)
        self.assertTrue(amounts[0] > amounts[1] > amounts[2] > amounts[3] > 10)
        self.assertAlmostEqual(amounts[3], 10, delta=0.05)

    def test_contribution_of_one_customer_by_hand(self):
        """Two steps of a quarter without discount; costs of a year come off by half."""
        sample = {
            "repeats": np.array([3.0]),
            "recency": np.array([90.0]),
            "age": np.array([100.0]),
            "orders": np.array([4.0]),
            "average": np.array([1000.0]),
            "rate": np.array([0.2]),
            "yearly": np.array([100.0]),
        }
        models = (TRUE_BUYING, TRUE_SPENDING)
        row = crm_value_rules.forecast(models, sample, (182.5, 0.0))
        [orders] = crm_buying_rules.orders_if_active(
            TRUE_BUYING, sample["repeats"], sample["age"], [182.5]
        )
        # p (v + n m) / (p n + q - 1) = 5 * 4900 / 23
        amount = 24500 / 23
        self.assertAlmostEqual(row.orders[0], row.p_active[0] * orders[0], places=9)
        self.assertAlmostEqual(row.amount[0], row.orders[0] * amount, places=6)
        active = orders[0] * amount * 0.2 - 50
        self.assertAlmostEqual(row.contribution_active[0], active, places=6)
        self.assertAlmostEqual(row.contribution[0], row.p_active[0] * active, places=6)

    def test_half_of_the_active_have_ordered_after_the_median_wait(self):
        repeats, age = np.array([0.0, 5.0]), np.array([50.0, 200.0])
        wait = crm_buying_rules.median_wait(TRUE_BUYING, repeats, age)
        left = ((TRUE_BUYING.alpha + age) / (TRUE_BUYING.alpha + age + wait)) ** (
            TRUE_BUYING.r + repeats
        )
        np.testing.assert_allclose(left, 0.5)

    def test_later_money_is_worth_less(self):
        ends, factors = crm_value_rules.discount(0.1, 365.0)
        self.assertEqual(ends.tolist(), [91.25, 182.5, 273.75, 365.0])
        self.assertAlmostEqual(factors[0], 1.1**-0.125, places=12)
        self.assertAlmostEqual(factors[3], 1.1**-0.875, places=12)
        self.assertEqual(crm_value_rules.discount(0.0, 30.0)[1].tolist(), [1.0])
