# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from .common import SegmentationCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15")
class TestSeasonIndex(SegmentationCommon):
    """Orders of June 2023 to May 2026: three full years before 15 June 2026."""

    def setUp(self):
        super().setUp()
        self.customer = self._create_customer("Seasonal")

    def _orders(self, amounts):
        """amounts: {(year, month): amount}"""
        for (year, month), amount in amounts.items():
            self._create_order(self.customer, amount, date(year, month, 10))

    def _season(self):
        self.env.flush_all()
        self.env.invalidate_all()
        rows = self.env["crm.season.index"].search(
            [("company_id", "=", self.company.id)]
        )
        return {row.month: row for row in rows}

    def test_index_of_three_years_by_hand(self):
        """January 10, 12, 14 and the rest 324 in all: A = 12, M = 10, 120 % (S-475)."""
        self.company.segmentation_annual_target = 1200
        self._orders({(2024, 1): 10, (2025, 1): 12, (2026, 1): 14})
        self._orders({(2023, 6): 160, (2024, 9): 100, (2026, 5): 64})
        season = self._season()
        january = season["01"]
        self.assertEqual((january.years, january.amount_total), (3, 36))
        self.assertEqual(january.amount_average, 12)
        self.assertAlmostEqual(january.season_index, 1.2)
        self.assertAlmostEqual(january.season_share, 0.1)
        self.assertEqual(january.amount_target, 120)
        self.assertEqual(january.amount_this_year, 14)
        self.assertEqual(season["02"].season_index, 0)
        self.assertAlmostEqual(sum(r.season_index for r in season.values()), 12)
        self.assertAlmostEqual(sum(r.season_share for r in season.values()), 1)

    def test_targets_add_up_to_the_cent(self):
        """A third of 100 in each of three months: 33.33, 33.34 and 33.33."""
        self.company.segmentation_annual_target = 100
        self._orders({(2023, 6): 5, (2024, 9): 5, (2025, 1): 5})
        season = self._season()
        targets = [season[month].amount_target for month in ("01", "06", "09")]
        self.assertEqual(targets, [33.33, 33.34, 33.33])

    def test_months_outside_the_full_years_do_not_count(self):
        """First order in May 2023 and one in the running month: neither is inside."""
        self._orders({(2023, 5): 999, (2026, 6): 999, (2025, 1): 30, (2025, 2): 30})
        season = self._season()
        self.assertEqual(season["05"].amount_total, 0)
        self.assertEqual(season["06"].amount_total, 0)
        self.assertEqual(season["06"].amount_this_year, 999)
        self.assertAlmostEqual(season["01"].season_index, 6)

    def test_month_that_gave_back_more_than_it_sold_counts_as_zero(self):
        """January -20, February and March 30 each: 0, 6 and 6 instead of -6, 9, 9."""
        self.company.segmentation_annual_target = 1200
        self._orders({(2023, 6): 0, (2025, 2): 30, (2025, 3): 30})
        self._create_order(self.customer, -20, date(2025, 1, 10))
        season = self._season()
        self.assertEqual(season["01"].amount_total, -20)
        found = [season[month].season_index for month in ("01", "02", "03")]
        self.assertEqual(found, [0, 6, 6])
        targets = [season[month].amount_target for month in ("01", "02", "03")]
        self.assertEqual(targets, [0, 600, 600])

    def test_shorter_history_uses_whole_years(self):
        """From March 2025 to May 2026 there are 15 full months: one year counts."""
        self._orders({(2025, 3): 500, (2025, 7): 60, (2026, 3): 60})
        season = self._season()
        self.assertEqual(season["03"].years, 1)
        self.assertEqual(season["03"].amount_average, 60)
        self.assertAlmostEqual(season["07"].season_index, 6)

    def test_less_than_a_year_gives_no_index(self):
        self._orders({(2025, 7): 10})
        self.assertFalse(self._season())

    def test_each_company_has_its_own_season(self):
        self._orders({(2025, 1): 12, (2023, 6): 12})
        sister = self._create_company("Sister", "USD")
        env = self.env(context={"allowed_company_ids": [self.company.id, sister.id]})
        rows = env["crm.season.index"].search([])
        self.assertEqual(rows.company_id, self.company)

    def test_target_is_set_by_analysts_only(self):
        wizard = self.env["crm.season.target"].with_user(self.anna).create({})
        wizard.annual_target = 6000
        wizard.action_apply()
        self.assertEqual(self.company.segmentation_annual_target, 6000)
        wizard.annual_target = -1
        with self.assertRaises(UserError):
            wizard.action_apply()
        with self.assertRaises(AccessError):
            self.env["crm.season.target"].with_user(self.sally).create({})

    def test_target_of_a_foreign_company_is_refused(self):
        sister = self._create_company("Sister")
        wizards = self.env["crm.season.target"].with_user(self.anna)
        wizard = wizards.create({"annual_target": 1, "company_id": sister.id})
        with self.assertRaises(AccessError):
            wizard.action_apply()
