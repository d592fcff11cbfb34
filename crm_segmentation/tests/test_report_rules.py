# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import doctest
from datetime import date, datetime

from odoo.tests import BaseCase, tagged

from odoo.addons.crm_segmentation.models import (
    crm_history_rules,
    crm_period_rules,
    crm_report_rules,
)
from odoo.addons.crm_segmentation.models.crm_history_rules import CellError

MODULES = (crm_history_rules, crm_period_rules, crm_report_rules)


@tagged("post_install", "-at_install")
class TestReportRules(BaseCase):
    """Periods, comparisons and cells, by hand."""

    def test_examples_of_the_documentation(self):
        for module in MODULES:
            with self.subTest(module=module.__name__):
                result = doctest.testmod(module)
                self.assertGreater(result.attempted, 0)
                self.assertEqual(result.failed, 0)

    def _compared(self, first, last):
        found = crm_period_rules.windows(
            date.fromisoformat(first), date.fromisoformat(last)
        )
        return [(str(w.date_from), str(w.date_to)) for w in found[1:]]

    def test_periods_are_compared_with_their_like(self):
        """Period, previous period, last year."""
        for first, last, before, year in (
            # a whole month, a short one before, a leap year
            (
                "2026-03-01",
                "2026-03-31",
                "2026-02-01 2026-02-28",
                "2025-03-01 2025-03-31",
            ),
            (
                "2025-02-01",
                "2025-02-28",
                "2025-01-01 2025-01-31",
                "2024-02-01 2024-02-29",
            ),
            # a quarter that is not over
            (
                "2026-04-01",
                "2026-06-15",
                "2026-01-01 2026-03-15",
                "2025-04-01 2025-06-15",
            ),
            # a week and own days
            (
                "2026-06-08",
                "2026-06-14",
                "2026-06-01 2026-06-07",
                "2025-06-09 2025-06-15",
            ),
            (
                "2026-06-10",
                "2026-06-19",
                "2026-05-31 2026-06-09",
                "2025-06-10 2025-06-19",
            ),
        ):
            with self.subTest(first=first):
                expected = [tuple(before.split()), tuple(year.split())]
                self.assertEqual(self._compared(first, last), expected)

    def test_named_periods(self):
        today = date(2026, 6, 15)
        for name, first, last in (
            ("this_week", "2026-06-15", "2026-06-15"),
            ("last_month", "2026-05-01", "2026-05-31"),
            ("this_quarter", "2026-04-01", "2026-06-15"),
            ("last_quarter", "2026-01-01", "2026-03-31"),
            ("this_year", "2026-01-01", "2026-06-15"),
            ("last_year", "2025-01-01", "2025-12-31"),
        ):
            with self.subTest(name=name):
                found = crm_period_rules.named_period(name, today)
                self.assertEqual(tuple(map(str, found)), (first, last))

    def test_numbers_of_older_systems(self):
        for text, value in (
            ("1,234.50", 1234.5),
            ("1.234,50", 1234.5),
            ("1 234,5", 1234.5),
            ("1,234", 1234),
            ("12,34", 12.34),
            ("1.234.567", 1234567),
            ("¥ 3,000", 3000),
            ("-7.5", -7.5),
            ("(80)", -80),
            (12, 12),
        ):
            with self.subTest(text=text):
                self.assertEqual(crm_history_rules.read_number(text), value)

    def test_cells_that_are_refused(self):
        for reader, cell, kind in (
            (crm_history_rules.read_number, "ten", "number"),
            (crm_history_rules.read_number, "1e99", "number"),
            (crm_history_rules.read_number, "nan", "number"),
            (crm_history_rules.read_number, True, "number"),
            (crm_history_rules.read_number, " ", "empty"),
            (crm_history_rules.read_date, "03/04/2020", "date"),
            (crm_history_rules.read_date, "2020-02-30", "date"),
            (crm_history_rules.read_date, None, "empty"),
        ):
            with self.subTest(cell=cell), self.assertRaises(CellError) as caught:
                reader(cell)
            self.assertEqual(caught.exception.args[0], kind)

    def test_days_of_older_systems(self):
        day = date(2020, 3, 4)
        for cell in ("2020-03-04", "2020.3.4", "20200304", "2020年3月4日", day):
            with self.subTest(cell=cell):
                self.assertEqual(crm_history_rules.read_date(cell), day)
        moment = datetime.combine(day, datetime.max.time())
        self.assertEqual(crm_history_rules.read_date(moment), day)
        self.assertEqual(crm_history_rules.read_date("2020-03-04 00:00:00"), day)

    def test_every_faulty_cell_of_a_row_is_named(self):
        cells = crm_history_rules.Cells(7, {"customer": "", "date": "x", "amount": "y"})
        _values, wrong = crm_history_rules.read_cells(cells)
        self.assertEqual(
            wrong, {"customer": "empty", "date": "date", "amount": "number"}
        )
