# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date

from odoo.tests import tagged

from odoo.addons.crm_lifecycle.models.crm_cockpit_parts import CockpitScope

from .common import ComplaintsCommon


@tagged("post_install", "-at_install")
class TestCockpit(ComplaintsCommon):
    """Complaints for the manager's first screen; the screen is another module's."""

    def _scope(self, months=(date(2026, 2, 1), date(2026, 3, 1))):
        return CockpitScope(
            companies=self.company,
            team=self.env["crm.team"],
            today=date(2026, 3, 15),
            first=months[-1],
            until=date(2026, 3, 31),
            months=months,
        )

    def _chart(self, user):
        cockpit = self.env["crm.cockpit"].with_user(user)
        return cockpit._cockpit_chart_complaints(self._scope())

    def _file(self, day, **values):
        complaint = self._create_complaint(kind="complaint", **values)
        complaint.sudo().date_opened = f"{day} 03:00:00"
        return complaint

    def test_complaints_by_month_by_hand(self):
        """Two in February, one of them solved; one in March; January is too old."""
        before = self._chart(self.mona).series
        solved = self._file("2026-02-03")
        self._file("2026-02-28")
        self._file("2026-03-01")
        self._file("2026-01-31")
        self._solve(solved)
        after = self._chart(self.mona).series
        grown = [
            tuple(new - old for new, old in zip(now.values, then.values, strict=True))
            for now, then in zip(after, before, strict=True)
        ]
        self.assertEqual(grown, [(2, 1), (1, 1)])

    def test_a_month_opens_its_complaints(self):
        complaint = self._file("2026-02-28")
        other = self._file("2026-03-01")
        points = self._chart(self.mona).points
        found = self.env["crm.complaint"].search(points[0].domain)
        self.assertIn(complaint, found)
        self.assertNotIn(other, found)

    def test_each_counts_own_complaints(self):
        self._file("2026-02-28")
        series = self._chart(self.sam).series
        self.assertEqual(series[0].values, (0, 0))

    def test_open_complaints_are_a_number(self):
        cockpit = self.env["crm.cockpit"]
        self.assertIn("complaint_open_count", cockpit._cockpit_facts())
        tiles = cockpit._cockpit_tiles(self._scope())
        tile = {tile.measure: tile for tile in tiles}["complaint_open_count"]
        customer = self._create_complaint().customer_id
        customer.sudo().complaint_open_count = 2
        self.assertIn(customer, self.env["crm.customer"].search(tile.domain))
