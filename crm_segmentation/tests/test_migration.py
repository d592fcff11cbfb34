# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date

from odoo.exceptions import UserError
from odoo.tests import freeze_time, tagged

from ..models import crm_class_rules
from .scorecard_common import ScorecardCommon

MAY, JUNE = date(2026, 5, 1), date(2026, 6, 1)


@freeze_time("2026-06-15")
@tagged("post_install", "-at_install")
class TestMigration(ScorecardCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.snapshots = cls.env["crm.customer.snapshot"]
        cls.rising = cls._create_scored("Rising", abc_class="C", amount_12m=100)
        cls.falling = cls._create_scored("Falling", abc_class="A", amount_12m=900)
        cls.steady = cls._create_scored("Steady", abc_class="B", amount_12m=500)
        cls.snapshots._take(cls.company, MAY)
        cls.rising.sudo().write({"abc_class": "A", "amount_12m": 1000})
        cls.falling.sudo().write({"abc_class": False, "amount_12m": 0})
        cls.fresh = cls._create_scored("Fresh", abc_class="C", amount_12m=50)
        cls.snapshots._take(cls.company, JUNE)

    def _rows(self, user=None, **context):
        self.env.flush_all()
        self.env.invalidate_all()
        context = {
            "migration_by": "abc_class",
            "migration_from": "2026-05-20",
            "migration_to": "2026-06-14",
            **context,
        }
        rows = self.env["crm.customer.migration"].with_context(**context)
        return rows.with_user(user or self.anna).search([])

    def test_rows_by_hand(self):
        rows = {row.customer_id: row for row in self._rows()}
        self.assertEqual(rows[self.rising].direction, "up")
        self.assertEqual(rows[self.rising].amount_change, 900)
        self.assertEqual(rows[self.falling].direction, "gone")
        self.assertEqual(rows[self.steady].direction, "same")
        self.assertEqual(rows[self.fresh].direction, "new")
        self.assertEqual(rows[self.fresh].place_to, "C")

    def test_today_shows_how_customers_stand_now(self):
        self.steady.sudo().write({"abc_class": "C", "amount_12m": 450})
        self.fresh.active = False
        rows = {row.customer_id: row for row in self._rows(migration_to="2026-06-15")}
        self.assertEqual(rows[self.steady].direction, "down")
        self.assertEqual(rows[self.steady].amount_change, -50)
        self.assertNotIn(self.fresh, rows)

    def test_matrix_equals_the_pure_rules(self):
        before, after = {}, {}
        for line in self.snapshots.search([("abc_class", "!=", False)]):
            places = before if line.date == MAY else after
            places[line.customer_id] = line.abc_class
        wanted = crm_class_rules.matrix(before, after)
        rows = self._rows()
        found = {}
        for row in rows:
            cell = (row.place_from or None, row.place_to or None)
            found[cell] = found.get(cell, 0) + 1
            self.assertEqual(row.direction, crm_class_rules.direction(*cell))
        self.assertEqual(found, wanted)

    def test_names_of_stages_are_compared(self):
        rows = self._rows(migration_by="stage_id")
        steady = rows.filtered(lambda row: row.customer_id == self.steady)
        self.assertEqual(steady.place_from, self.steady.stage_id.name)
        self.assertEqual(steady.direction, "same")

    def test_levels_are_known_for_each_day(self):
        self._add("Turnover", fact_name="rfm_amount", bands=((0, 10), (100, 90)))
        self.rising.sudo().rfm_amount = 50
        self._score(date(2026, 6, 3))
        self.rising.sudo().rfm_amount = 500
        self._score(date(2026, 6, 5))
        rows = self._rows(
            migration_by="level",
            migration_scorecard_id=self.card.id,
            migration_from="2026-06-04",
            migration_to="2026-06-05",
        )
        rising = rows.filtered(lambda row: row.customer_id == self.rising)
        self.assertEqual(
            (rising.place_from, rising.place_to, rising.direction),
            ("poor", "good", "up"),
        )

    def test_salesperson_sees_own_customers(self):
        other = self._create_scored("Other", abc_class="A", user=self.sam)
        self.snapshots._take(self.company, date(2026, 6, 10))
        customers = self._rows(self.sally).customer_id
        self.assertNotIn(other, customers.sudo())
        self.assertIn(self.rising, customers.sudo())

    def test_wizard_names_the_snapshots_and_refuses_days_before_them(self):
        choices = self.env["crm.migration.choice"].with_user(self.anna)
        choice = choices.create({"date_from": "2026-05-20", "date_to": "2026-06-14"})
        self.assertEqual((choice.snapshot_from, choice.snapshot_to), (MAY, JUNE))
        action = choice.action_compare()
        self.assertEqual(action["context"]["migration_from"], "2026-05-20")
        choice.date_to = "2026-06-15"
        self.assertEqual(choice.snapshot_to, self.TODAY)
        choice.date_from = "2026-04-01"
        with self.assertRaisesRegex(UserError, "no snapshot"):
            choice.action_compare()
        choice.write({"date_from": "2026-06-16"})
        with self.assertRaisesRegex(UserError, "first day"):
            choice.action_compare()

    def test_first_day_is_a_year_ago_or_the_first_snapshot(self):
        choices = self.env["crm.migration.choice"].with_user(self.anna)
        self.assertEqual(choices.create({}).date_from, MAY)
        self.snapshots._take(self.company, date(2025, 3, 1))
        self.assertEqual(choices.create({}).date_from, date(2025, 6, 15))
