# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from odoo.addons.crm_segmentation.models import crm_history_rules, crm_period_rules

QUIET = settings(
    max_examples=150,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
DAYS = st.dates(date(2000, 1, 1), date(2060, 12, 31))
LENGTHS = st.integers(0, 800)
NAMES = st.sampled_from(
    [f"{w}_{u}" for w in ("this", "last") for u in ("week", "month", "quarter", "year")]
    + ["last_12_months"]
)


@tagged("post_install", "-at_install")
class TestReportProperties(BaseCase):
    @QUIET
    @given(DAYS, LENGTHS)
    def test_periods_before_do_not_overlap(self, first, length):
        last = first + timedelta(days=length)
        now, before, year = crm_period_rules.windows(first, last)
        self.assertLessEqual(before.date_from, before.date_to)
        self.assertLess(before.date_to, now.date_from)
        self.assertLess(year.date_from, now.date_from)

    @QUIET
    @given(DAYS, NAMES)
    def test_named_periods_hold_whole_units(self, today, name):
        first, last = crm_period_rules.named_period(name, today)
        self.assertLessEqual(first, last)
        self.assertLessEqual(last, today)
        if name.startswith("last"):
            unit = "month" if name == "last_12_months" else name.split("_")[1]
            after = last + timedelta(days=1)
            self.assertEqual(crm_period_rules.start_of(unit, after), after)

    @QUIET
    @given(DAYS, st.integers(-40, 40))
    def test_months_added_and_taken_away_stay_in_the_month(self, day, months):
        moved = crm_period_rules.add_months(day, months)
        back = crm_period_rules.add_months(moved, -months)
        self.assertEqual((back.year, back.month), (day.year, day.month))

    @QUIET
    @given(st.floats(-1e9, 1e9).map(lambda value: round(value, 2)))
    def test_numbers_are_read_as_they_were_written(self, value):
        for text in (f"{value:.2f}", f"{value:,.2f}"):
            self.assertEqual(crm_history_rules.read_number(text), value)
        german = f"{value:,.2f}".translate(str.maketrans(",.", ".,"))
        self.assertEqual(crm_history_rules.read_number(german), value)

    @QUIET
    @given(DAYS)
    def test_days_are_read_as_they_were_written(self, day):
        for text in (day.isoformat(), f"{day:%Y%m%d}", f"{day:%Y/%m/%d}"):
            self.assertEqual(crm_history_rules.read_date(text), day)

    @QUIET
    @given(st.text(max_size=20))
    def test_no_text_breaks_the_reader(self, text):
        for reader in (crm_history_rules.read_number, crm_history_rules.read_date):
            try:
                reader(text)
            except crm_history_rules.CellError as error:
                self.assertIn(error.args[0], {"empty", "number", "date"})
