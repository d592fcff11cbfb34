# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date

from odoo.tests import tagged

from odoo.addons.crm_lifecycle.models.crm_cockpit_parts import CockpitScope

from .common import ContractsCommon


@tagged("post_install", "-at_install")
class TestCockpit(ContractsCommon):
    """Collections for the manager's first screen; the screen is another module's."""

    def _scope(self, **sums):
        return CockpitScope(
            companies=self.company,
            team=self.env["crm.team"],
            today=self.TODAY,
            first=date(2026, 6, 1),
            until=date(2026, 6, 30),
            sums=sums,
        )

    def _chart(self, scope):
        return self.env["crm.cockpit"]._cockpit_chart_collections(scope)

    def test_bars_are_the_sums_of_the_facts(self):
        scope = self._scope(receivable_open_amount=900, receivable_overdue_amount=200)
        chart = self._chart(scope)
        self.assertEqual(chart.series[0].values, (900, 200, 0, 0, 0))
        self.assertEqual(len(chart.points), 5)

    def test_bars_and_number_open_the_customers_behind_them(self):
        self.customer.sudo().receivable_overdue_amount = 200
        scope = self._scope()
        customers = self.env["crm.customer"].with_user(self.dora)
        [_owed, overdue, *_rest] = self._chart(scope).points
        self.assertIn(self.customer, customers.search(overdue.domain))
        tiles = self.env["crm.cockpit"]._cockpit_tiles(scope)
        tile = {tile.measure: tile for tile in tiles}["receivable_overdue_amount"]
        self.assertIn(self.customer, customers.search(tile.domain))
        self.customer.sudo().receivable_overdue_amount = 0
        self.assertNotIn(self.customer, customers.search(tile.domain))

    def test_facts_of_collecting_are_kept_by_month(self):
        names = self.env["crm.cockpit"]._cockpit_facts()
        numbers = self.env["crm.customer"]._fields
        for name in ("receivable_overdue_amount", "promise_open_amount"):
            self.assertIn(name, names)
        self.assertTrue(all(numbers[name].store for name in names))
