# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date

from dateutil.relativedelta import relativedelta

from odoo.exceptions import AccessError
from odoo.tests import freeze_time, tagged

from ..models import crm_accuracy_rules
from .common import SegmentationCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15")
class TestTurnoverForecast(SegmentationCommon):
    """Months to come, in the way that foretold the last ones best."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer = cls._create_customer("Steady", cls.sally)
        cls.customer.sudo().team_id = cls.north

    def _history(self, amounts):
        """One order a month, the last one in May 2026."""
        first = date(2026, 6, 10) - relativedelta(months=len(amounts))
        for place, amount in enumerate(amounts):
            day = first + relativedelta(months=place)
            if amount:
                self._create_order(self.customer, amount, day)

    def _forecast(self, user=None, **values):
        forecasts = self.env["crm.turnover.forecast"].with_user(user or self.anna)
        return forecasts.create(
            {
                "company_id": self.company.id,
                "customer_id": self.customer.id,
                "test_months": 6,
                "months_ahead": 3,
                **values,
            }
        )

    def _months(self, forecast, series):
        months = forecast.month_ids.filtered(lambda month: month.series == series)
        return [(month.date, month.amount) for month in months.sorted("date")]

    def test_straight_growth_is_continued_as_a_line(self):
        """100, 110, ... 240: a line is exact; the baseline is 10 too low each month."""
        self._history([100 + 10 * n for n in range(15)])
        forecast = self._forecast()
        self.assertEqual((forecast.used_method, forecast.state), ("trend", "shown"))
        self.assertEqual(forecast.history_count, 15)
        self.assertEqual(
            self._months(forecast, "forecast"),
            [
                (date(2026, 6, 1), 250),
                (date(2026, 7, 1), 260),
                (date(2026, 8, 1), 270),
            ],
        )
        self.assertEqual(forecast.amount_ahead, 780)
        self.assertEqual(len(self._months(forecast, "actual")), 15)
        self.assertEqual(self._months(forecast, "tested")[-1], (date(2026, 5, 1), 240))
        ways = {way.method: way for way in forecast.way_ids}
        self.assertEqual(ways["last_month"].mse, 100)
        self.assertEqual(ways["last_month"].signal, 6)
        self.assertTrue(ways["trend"].is_best and ways["trend"].is_used)
        self.assertIn("24", ways["seasonal"].reason)

    def test_ways_equal_the_pure_rules(self):
        series = [120, 80, 0, 60, 90, 200, 150, 70, 30, 110, 95, 105] * 3
        self._history(series)
        forecast = self._forecast(measure="mse")
        tested = crm_accuracy_rules.backtest(series, 6)
        self.assertEqual(forecast.used_method, crm_accuracy_rules.best(tested, "mse"))
        for one in tested:
            way = forecast.way_ids.filtered(lambda way, one=one: way.method == one.name)
            with self.subTest(way=one.name):
                self.assertEqual(way.is_tested, bool(one.accuracy))
                if one.accuracy:
                    self.assertAlmostEqual(way.mse, one.accuracy.mse, 2)
                    self.assertAlmostEqual(way.mape, one.accuracy.mape or 0, 4)

    def test_way_may_be_chosen_and_its_bias_is_told(self):
        self._history([100 + 10 * n for n in range(15)])
        forecast = self._forecast(method="last_month")
        self.assertEqual(forecast.used_method, "last_month")
        self.assertEqual(forecast.amount_ahead, 720)
        self.assertTrue(forecast.is_biased)
        self.assertIn("too low", forecast.verdict)
        forecast.signal_limit = 10
        self.assertFalse(forecast.is_biased)
        forecast.method = False
        self.assertEqual(forecast.used_method, "trend")

    def test_too_little_data_says_so(self):
        self._history([10, 20])
        forecast = self._forecast()
        self.assertEqual(forecast.state, "thin")
        self.assertFalse(forecast.used_method)
        self.assertFalse(self._months(forecast, "forecast"))
        self.assertIn("2 whole months", forecast.verdict)

    def test_running_month_is_no_history(self):
        self._history([10] * 12)
        self._create_order(self.customer, 5000, date(2026, 6, 12))
        forecast = self._forecast()
        self.assertEqual(self._months(forecast, "actual")[-1], (date(2026, 5, 1), 10))
        self.assertEqual(forecast.amount_ahead, 30)

    def test_leader_foretells_and_salesperson_reads(self):
        self._history([10] * 12)
        forecast = self._forecast(self.lena)
        self.assertEqual(forecast.with_user(self.sally).month_ids, forecast.month_ids)
        with self.assertRaises(AccessError):
            self._forecast(self.sally)
        with self.assertRaises(AccessError):
            self._forecast(self.lena, subject="company", customer_id=False)
        with self.assertRaises(AccessError):
            forecast.with_user(self.anna).mape = 0
        forecasts = self.env["crm.turnover.forecast"]
        self.assertFalse(forecasts.with_user(self.sam).search([]))

    def test_first_night_of_a_month_foretells_anew(self):
        self._history([10] * 12)
        forecast = self._forecast()
        forecast.sudo().amount_ahead = 0
        self._night()
        self.assertEqual(forecast.amount_ahead, 0, "computed in this month already")
        forecast.sudo().date = "2026-05-31"
        self._night()
        self.assertEqual(forecast.amount_ahead, 30)

    def _night(self):
        self.env.flush_all()
        with self.enter_registry_test_mode():
            cron = self.env.ref("crm_segmentation.crm_turnover_forecast_refresh_cron")
            cron.method_direct_trigger()
        self.env.invalidate_all()
