# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date

from odoo.tests import tagged

from odoo.addons.crm_lifecycle.models.crm_cockpit_parts import CockpitScope

from .common import LifecycleCommon


@tagged("post_install", "-at_install")
class TestCockpit(LifecycleCommon):
    """What the customer file gives to a cockpit; the screen is another module's."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.mine = cls._create_customer("Mine", cls.sally)
        cls.theirs = cls._create_customer("Theirs", cls.sam)
        cls.cockpit = cls.env["crm.cockpit"]
        cls.scope = CockpitScope(
            companies=cls.company,
            team=cls.env["crm.team"],
            today=cls.TODAY,
            first=date(2026, 5, 1),
            until=date(2026, 5, 31),
        )

    def _rows(self, queries):
        """Rows of the customers of the test, of all these queries."""
        self.env.flush_all()
        ids = (self.mine | self.theirs).ids
        rows = [row for query in queries for row in self.env.execute_query(query)]
        return [row for row in rows if row[0] in ids]

    def _flows(self, since):
        scope = self.env["crm.customer"]._fact_scope(self.company, None, self.TODAY)
        flows = self._rows(self.cockpit._cockpit_flows(scope, since))
        return [row for row in flows if row[1] <= self.TODAY]

    def _tile(self, measure, scope=None):
        tiles = self.cockpit._cockpit_tiles(scope or self.scope)
        return {tile.measure: tile for tile in tiles}[measure]

    def test_first_orders_are_a_flow_of_their_day(self):
        self.mine.sudo().date_first_order = "2026-05-10"
        self.theirs.sudo().date_first_order = "2025-01-10"
        wanted = (self.mine.id, date(2026, 5, 10), "customer_new", None, 1)
        self.assertEqual(self._flows(date(2026, 5, 1)), [wanted])

    def test_a_passage_is_the_very_next_move_to_a_later_stage(self):
        """Ten days to a later stage; falling back and being lost are no progress."""
        stages = [
            self.env.ref(f"crm_lifecycle.crm_lifecycle_stage_{name}")
            for name in ("potential", "growing", "declining", "lost")
        ]
        for stage, day in zip(stages, (1, 11, 13, 15), strict=True):
            self.env["crm.customer.stage.history"].sudo().create(
                {
                    "customer_id": self.mine.id,
                    "stage_id": stage.id,
                    "origin": "manual",
                    "date": f"2026-05-{day:02} 08:00:00",
                }
            )
        flows = self._flows(date(2026, 5, 1))
        entered = [row[3] for row in flows if row[2] == "stage_entered"]
        moved = [row[1:] for row in flows if row[2] != "stage_entered"]
        self.assertEqual(sorted(entered), sorted(stage.id for stage in stages))
        potential, may = stages[0].id, date(2026, 5, 1)
        wanted = [
            (may, "stage_moved", potential, 1),
            (may, "stage_days", potential, 10),
        ]
        self.assertCountEqual(moved, wanted)

    def test_states_are_those_of_the_facts(self):
        self.mine.sudo().write({"rhythm_state": "late", "quotation_amount": 70})
        scope = self.env["crm.customer"]._fact_scope(self.company, None, self.TODAY)
        rows = self._rows(self.cockpit._cockpit_states(scope))
        for wanted in (
            (self.mine.id, "customer_silent", 1),
            (self.mine.id, "quotation_amount", 70),
        ):
            self.assertIn(wanted, rows)
        self.assertNotIn(self.theirs.id, [row[0] for row in rows])

    def test_tiles_open_what_they_count(self):
        customers = self.env["crm.customer"]
        self.mine.sudo().write({"date_first_order": "2026-05-31"})
        self.theirs.sudo().write({"date_first_order": "2026-06-01"})
        found = customers.search(self._tile("customer_new").domain)
        self.assertIn(self.mine, found)
        self.assertNotIn(self.theirs, found)

    def test_a_team_restricts_customers_and_their_papers(self):
        scope = self.scope._replace(team=self.south)
        (self.mine | self.theirs).sudo().rhythm_state = "late"
        tile = self._tile("customer_silent", scope)
        self.assertEqual(self.env["crm.customer"].search(tile.domain), self.theirs)
        losses = self.env["crm.customer.loss"].sudo()
        losses.create({"customer_id": self.mine.id, "date": "2026-05-10"})
        self.assertFalse(losses.search(self._tile("customer_lost", scope).domain))

    def test_recorded_sums_the_months_of_the_period(self):
        class Amount:
            total = 5

        months = [date(2026, number, 1) for number in (4, 5, 6)]
        scope = self.scope._replace(figures={"sold": dict.fromkeys(months, Amount)})
        self.assertEqual(scope.recorded("sold"), 5)
        self.assertEqual(scope.recorded("nothing"), 0)
