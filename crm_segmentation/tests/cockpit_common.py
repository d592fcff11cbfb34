# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date, datetime

from odoo.tests import freeze_time

from .common import SegmentationCommon


class CockpitCommon(SegmentationCommon):
    """Today is 15 June 2026; Mine is Sally's (North), Theirs is Sam's (South).

    ========== ====== ====== =====================================
    day        Mine   Theirs
    ========== ====== ====== =====================================
    2025-06-12    500        a year ago, before the 15th
    2026-05-10    400        the month before, before the 15th
    2026-05-20    600        the month before, after the 15th
    2026-06-01            50
    2026-06-10  1,000
    ========== ====== ====== =====================================
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.mine = cls._create_customer("Mine", cls.sally)
        cls.theirs = cls._create_customer("Theirs", cls.sam)
        for customer, amount, day in (
            (cls.mine, 500, date(2025, 6, 12)),
            (cls.mine, 400, date(2026, 5, 10)),
            (cls.mine, 600, date(2026, 5, 20)),
            (cls.theirs, 50, date(2026, 6, 1)),
            (cls.mine, 1000, date(2026, 6, 10)),
        ):
            cls._create_order(customer, amount, day)
        cls._refresh(cls.mine | cls.theirs)
        cls._write_figures()

    @classmethod
    def _write_figures(cls, today=None, full=True):
        cls.env["crm.cockpit.figure"]._refresh(cls.company, today or cls.TODAY, full)

    @classmethod
    def _cockpit(cls, user, **filters):
        """What the screen of a user shows on the day of the test."""
        cls.env.flush_all()
        cls.env.invalidate_all()
        with freeze_time(datetime.combine(cls.TODAY, datetime.min.time())):
            return cls.env["crm.cockpit"].with_user(user).cockpit(filters)

    @classmethod
    def _tile(cls, user, key, **filters):
        tiles = cls._cockpit(user, **filters)["tiles"]
        return {tile["key"]: tile for tile in tiles}[key]

    @classmethod
    def _chart(cls, user, key, **filters):
        charts = cls._cockpit(user, **filters)["charts"]
        return {chart["key"]: chart for chart in charts}[key]

    @classmethod
    def _values(cls, chart):
        """{label of a point: its values, one of each series}."""
        return {
            point["label"]: tuple(series["values"][place] for series in chart["series"])
            for place, point in enumerate(chart["points"])
        }
