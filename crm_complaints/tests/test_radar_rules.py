# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import BaseCase, tagged

from ..models import crm_radar_rules as rules


@tagged("post_install", "-at_install")
class TestRadarRules(BaseCase):
    def test_expected_from_the_own_rate(self):
        # 6 cases in 600 order lines: 1 in 100; 50 lines now, 600/12 = 50 a period
        self.assertEqual(rules.expected_cases(6, 600, 50, 12), 0.5)
        # 200 lines were sold this month: four times as many
        self.assertEqual(rules.expected_cases(6, 600, 200, 12), 2.0)
        # sold out this month, but still in use
        self.assertEqual(rules.expected_cases(6, 600, 0, 12), 0.5)

    def test_never_sold_before_expects_nothing(self):
        self.assertEqual(rules.expected_cases(0, 0, 40, 12), 0.0)

    def test_bound_by_hand(self):
        # e^-1 = 0.3679: 0.3679 0.7358 0.9197 0.9810 0.9963
        self.assertEqual(rules.poisson_bound(1.0, 0.99), 4)
        self.assertEqual(rules.poisson_bound(1.0, 0.95), 3)
        # e^-0.5 = 0.6065: 0.6065 0.9098 0.9856 0.9982
        self.assertEqual(rules.poisson_bound(0.5, 0.99), 3)
        self.assertEqual(rules.poisson_bound(0.5, 0.90), 1)
        self.assertEqual(rules.poisson_bound(0.0, 0.99), 0)

    def test_large_numbers_end(self):
        # 10000 + 2.3263 * 100 = 10232.6
        self.assertEqual(rules.poisson_bound(10000, 0.99), 10233)
        self.assertTrue(520 <= rules.poisson_bound(499, 0.99) <= 560)

    def test_alarm(self):
        self.assertTrue(rules.is_outbreak(5, 4, 3))
        self.assertFalse(rules.is_outbreak(4, 4, 3))
        self.assertFalse(rules.is_outbreak(2, 0, 3))
        self.assertFalse(rules.is_outbreak(9, 0, 0), "switched off")
