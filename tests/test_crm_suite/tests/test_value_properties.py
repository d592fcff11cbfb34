# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from odoo.addons.crm_segmentation.models import (
    crm_buying_rules,
    crm_spending_rules,
    crm_value_rules,
)
from odoo.addons.crm_segmentation.models.crm_buying_rules import Buying
from odoo.addons.crm_segmentation.models.crm_spending_rules import Spending

QUIET = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
FEW = settings(QUIET, max_examples=8)
PARAMETER = st.floats(0.05, 50.0)
BUYING = st.builds(Buying, PARAMETER, PARAMETER, PARAMETER, PARAMETER)
HISTORY = st.tuples(
    st.integers(0, 40), st.floats(0.0, 1.0), st.floats(1.0, 1500.0)
).map(lambda h: (float(h[0]), h[1] * h[2] if h[0] else 0.0, h[2]))
HISTORIES = st.lists(HISTORY, min_size=1, max_size=30)
MANY = st.lists(HISTORY, min_size=60, max_size=90).filter(
    lambda rows: any(row[0] for row in rows)
)


def columns(rows):
    return tuple(np.array(column) for column in zip(*rows, strict=True))


@tagged("post_install", "-at_install")
class TestValueProperties(BaseCase):
    """What holds for the forecast of every customer, whatever its history."""

    @QUIET
    @given(BUYING, HISTORIES)
    def test_probability_and_orders_are_possible(self, buying, rows):
        repeats, recency, age = columns(rows)
        active = crm_buying_rules.p_active(buying, repeats, recency, age)
        self.assertTrue(((active >= 0) & (active <= 1)).all())
        orders = crm_buying_rules.orders_if_active(buying, repeats, age, [30.0, 365.0])
        self.assertTrue(np.isfinite(orders).all())
        self.assertTrue((orders >= 0).all())
        self.assertTrue((orders[1] >= orders[0] - 1e-9).all())

    @QUIET
    @given(BUYING, HISTORY, st.floats(0.0, 2000.0))
    def test_silence_never_makes_a_customer_livelier(self, buying, row, silence):
        repeats, recency, age = columns([row])
        now = crm_buying_rules.p_active(buying, repeats, recency, age)
        later = crm_buying_rules.p_active(buying, repeats, recency, age + silence)
        self.assertLessEqual(later[0], now[0] + 1e-12)

    @QUIET
    @given(BUYING, HISTORIES)
    def test_unit_of_time_does_not_matter(self, buying, rows):
        repeats, recency, age = columns(rows)
        weekly = buying._replace(alpha=buying.alpha / 7)
        np.testing.assert_allclose(
            crm_buying_rules.p_active(buying, repeats, recency, age),
            crm_buying_rules.p_active(weekly, repeats, recency / 7, age / 7),
            rtol=1e-9,
        )

    @FEW
    @given(MANY, st.randoms(use_true_random=False))
    def test_order_of_the_rows_does_not_matter(self, rows, dice):
        first = crm_buying_rules.fit(*columns(rows))
        dice.shuffle(rows)
        second = crm_buying_rules.fit(*columns(rows))
        one = crm_buying_rules.log_likelihood(first, *columns(rows)).sum()
        two = crm_buying_rules.log_likelihood(second, *columns(rows)).sum()
        self.assertAlmostEqual(one, two, delta=1e-3 * max(1.0, abs(one)))

    @FEW
    @given(
        st.lists(
            st.tuples(st.integers(1, 20), st.floats(5.0, 5000.0)),
            min_size=40,
            max_size=80,
        ).filter(lambda rows: any(row[0] > 1 for row in rows)),
        st.floats(0.01, 500.0),
    )
    def test_currency_does_not_matter(self, rows, rate):
        orders, averages = columns(rows)
        ours = crm_spending_rules.fit(orders, averages)
        theirs = crm_spending_rules.fit(orders, averages * rate)
        np.testing.assert_allclose(
            crm_spending_rules.expected_amount(ours, orders, averages) * rate,
            crm_spending_rules.expected_amount(theirs, orders, averages * rate),
            rtol=1e-3,
        )

    @QUIET
    @given(
        st.builds(Spending, PARAMETER, st.floats(1.1, 50.0), PARAMETER),
        st.integers(1, 500),
        st.floats(0.01, 1e6),
    )
    def test_expected_amount_lies_between_own_and_common(self, spending, count, own):
        common, mixed = crm_spending_rules.expected_amount(
            spending, np.array([0.0, float(count)]), np.array([0.0, own])
        )
        tolerance = 1e-9 * max(common, own)
        self.assertGreaterEqual(mixed, min(common, own) - tolerance)
        self.assertLessEqual(mixed, max(common, own) + tolerance)

    @QUIET
    @given(st.lists(st.tuples(st.floats(0, 99), st.integers(0, 9)), min_size=1))
    def test_no_forecast_is_better_than_the_truth(self, rows):
        expected, actual = columns(rows)
        truth = crm_value_rules.errors(actual, actual)
        guess = crm_value_rules.errors(expected, actual)
        self.assertEqual(tuple(truth), (0.0, 0.0, 0.0))
        self.assertGreaterEqual(guess.typical, guess.absolute - 1e-9)
        quality = crm_value_rules.rank_quality(expected, actual)
        self.assertTrue(quality is None or 0 <= quality <= 1)
        self.assertIn(crm_value_rules.rank_quality(actual, actual), (None, 1.0))
