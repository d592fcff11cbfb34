# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import doctest
from datetime import date, timedelta

from odoo.tests import BaseCase, tagged

from odoo.addons.crm_segmentation.models import (
    crm_accuracy_rules,
    crm_cohort_rules,
    crm_lunar_rules,
    crm_season_rules,
    crm_series_rules,
)

JAN, FEB, MAR = (date(2026, month, 1) for month in (1, 2, 3))


@tagged("post_install", "-at_install")
class TestSeasonRules(BaseCase):
    """Cohorts, seasons and forecasts against tables computed by hand."""

    def test_examples_of_the_documentation(self):
        modules = (
            crm_accuracy_rules,
            crm_cohort_rules,
            crm_lunar_rules,
            crm_season_rules,
            crm_series_rules,
        )
        for module in modules:
            with self.subTest(module=module.__name__):
                result = doctest.testmod(module)
                self.assertGreater(result.attempted, 1)
                self.assertEqual(result.failed, 0)

    def test_matrix_by_hand(self):
        """January: 4 begin, 2 and 1 come again. March: 5 begin. Nobody in February."""
        found = {
            (JAN, JAN): (4, 400),
            (JAN, FEB): (2, 100),
            (JAN, MAR): (1, 300),
            (MAR, MAR): (5, 50),
        }
        first, last = crm_cohort_rules.matrix(found, "month", date(2026, 3, 20))
        self.assertEqual([cell.retention for cell in first.cells], [1, 0.5, 0.25])
        self.assertEqual([cell.amount_share for cell in first.cells], [1, 0.25, 0.75])
        self.assertEqual([cell.running for cell in first.cells], [False, False, True])
        self.assertEqual((last.size, len(last.cells)), (5, 1))

    def test_running_period_is_no_part_of_an_average(self):
        """In March the cohorts of January (4) and February (6): 2 of 4 came again.

        What February's did in March is not over, so age 1 is January's alone.
        """
        found = {
            (JAN, JAN): (4, 40),
            (JAN, FEB): (2, 20),
            (FEB, FEB): (6, 60),
            (FEB, MAR): (6, 60),
        }
        rows = crm_cohort_rules.matrix(found, "month", date(2026, 3, 2))
        self.assertEqual(
            crm_cohort_rules.averages(rows), [(1.0, 1.0, 2), (0.5, 0.5, 1)]
        )

    def test_quarters_hold_their_months(self):
        found = {(FEB, MAR): (1, 1), (FEB, date(2026, 4, 1)): (1, 2)}
        [row] = crm_cohort_rules.matrix(found, "quarter", date(2026, 6, 30))
        self.assertEqual([cell.buyers for cell in row.cells], [1, 1])

    def test_gap_is_no_zero(self):
        """July of year 0 has no document; 12 and 12 in all other months."""
        cells = {(year, m): 12 for year in (0, 1) for m in range(1, 13)}
        del cells[0, 7]
        skipped = crm_season_rules.profile(cells, 2, skip_gaps=True)
        counted = crm_season_rules.profile(cells, 2)
        self.assertEqual((skipped[7].years, skipped[7].season.index), (1, 1))
        self.assertEqual(counted[7].season.average, 6)
        # 11 x 12 + 6 = 138 a year, 11.5 an average month
        self.assertAlmostEqual(counted[7].season.index, 6 / 11.5)

    def test_month_of_returns_has_no_share(self):
        cells = {(0, m): 10 for m in range(1, 12)} | {(0, 12): -50}
        months = crm_season_rules.profile(cells, 1)
        self.assertEqual(months[12].season, (0, 0, 0))
        self.assertEqual(months[12].total, -50)
        self.assertAlmostEqual(sum(m.season.share for m in months.values()), 1)

    def test_festival_moves_its_days_and_no_day_is_lost(self):
        """2023 (22 January) read as 2026 (17 February), and the other way round."""
        for year, target in ((2023, 2026), (2026, 2023)):
            with self.subTest(year=year):
                moves = crm_lunar_rules.moves_of(year, target, 20)
                days = [date(year, 1, 1) + timedelta(days=n) for n in range(-60, 150)]
                places = [crm_lunar_rules.moved(day, moves) for day in days]
                self.assertEqual(sorted(places), days)
        moves = crm_lunar_rules.moves_of(2023, 2026, 20)
        self.assertEqual(
            crm_lunar_rules.moved(date(2023, 1, 22), moves), date(2023, 2, 17)
        )

    def test_errors_by_hand(self):
        """100, 0, 50 came; 80, 10, 60 were said: +20, -10, -10.

        MAPE of the two months with turnover (20 % + 20 %) / 2; (400+100+100)/3; the
        errors cancel out, so no bias.
        """
        found = crm_accuracy_rules.accuracy([100, 0, 50], [80, 10, 60])
        self.assertAlmostEqual(found.mape, 0.2)
        self.assertEqual((found.mse, found.signal), (200, 0))

    def test_percentages_do_not_judge_rare_sales(self):
        """One month of four sold 100. Who says 100 every month is right in that one.

        Its MAPE is 0 %, its squared error 30000 / 4; the other has 40 % and 1600 / 4.
        """
        actual = [100, 0, 0, 0]
        tested = [
            crm_accuracy_rules.Tested(
                name, said, crm_accuracy_rules.accuracy(actual, said), 0
            )
            for name, said in (("always", [100] * 4), ("seldom", [60, 0, 0, 0]))
        ]
        self.assertEqual([one.accuracy.mape for one in tested], [0, 0.4])
        self.assertEqual([one.accuracy.mse for one in tested], [7500, 400])
        self.assertEqual(crm_accuracy_rules.best(tested), "seldom")
        regular = [
            one._replace(accuracy=one.accuracy._replace(sold=0.75)) for one in tested
        ]
        self.assertEqual(crm_accuracy_rules.best(regular), "always")

    def test_pure_season_is_found_by_the_back_test(self):
        """Three equal years: the same month of last year is exact and simplest."""
        series = [100, 80, 120, 90, 60, 50, 40, 70, 110, 130, 150, 200] * 3
        tested = crm_accuracy_rules.backtest(series, 6)
        self.assertEqual(crm_accuracy_rules.best(tested), "comparison")
        forecast = crm_accuracy_rules.forecast("comparison", series, 12)
        self.assertEqual(forecast, series[:12])

    def test_growing_season_is_continued_by_its_trend(self):
        base = [5, 15] * 6
        series = [base[n % 12] * (1 + n / 20) for n in range(48)]
        tested = {one.name: one for one in crm_accuracy_rules.backtest(series, 12)}
        seasonal, naive = tested["seasonal"], tested["last_month"]
        self.assertLess(seasonal.accuracy.mape, 0.05)
        self.assertGreater(naive.accuracy.mape, 0.5)

    def test_too_short_a_history_says_what_is_wanted(self):
        tested = {one.name: one for one in crm_accuracy_rules.backtest([7] * 15, 6)}
        self.assertEqual(tested["moving"].accuracy.mse, 0)
        self.assertEqual(
            (tested["seasonal"].accuracy, tested["seasonal"].wanted), (None, 24)
        )
        zeros = crm_accuracy_rules.backtest([0, 5] * 18, 6)
        self.assertEqual([one.wanted for one in zeros if one.name == "growth"], [0])
