# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from .common import SegmentationCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15 10:00:00")
class TestSegmentStudy(SegmentationCommon):
    """The six steps: none is left before it holds what the next one rests on."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for name, amount in (("Alpha", 300), ("Beta", 60), ("Gamma", 40)):
            customer = cls._create_scored(name, amount)
            customer.sudo().amount_12m = amount
            if name != "Gamma":
                customer.trade_type_id = cls.trade
        cls.segments = cls.env["crm.segment"].create(
            [
                {
                    "name": name,
                    "rule_domain": rule,
                    "company_id": cls.company.id,
                }
                for name, rule in (
                    ("Large", "[('rfm_amount', '>=', 100)]"),
                    ("Middle", "[('rfm_amount', '=', 60)]"),
                )
            ]
        )
        cls._move_members()
        cls.study = (
            cls.env["crm.segment.study"].with_user(cls.anna).create({"name": "North"})
        )

    def _next(self, **values):
        self.study.write(values)
        self.study.invalidate_recordset()
        self.study.action_next()

    def test_six_steps(self):
        with self.assertRaisesRegex(UserError, "question"):
            self.study.action_next()
        self._next(purpose="Who gets better prices?")
        self._next(way_documents=True)
        fact = Command.create({"fact": "trade_type_id"})
        with self.assertRaisesRegex(UserError, "too few"):
            self._next(fact_ids=[fact])
        self.assertAlmostEqual(self.study.fact_ids.coverage, 2 / 3)
        self._next(coverage_min=0.6)
        self._next(segment_ids=[Command.set(self.segments.ids)])
        self.assertAlmostEqual(self.study.covered_share, 0.9)
        with self.assertRaisesRegex(UserError, "small"):
            self._next(size_min=5)
        self._next(small_accepted=True)
        self.assertEqual(self.study.step, "action")
        self.segments[0].is_target = True
        with self.assertRaisesRegex(UserError, "target segment"):
            self._next(date_review="2026-12-01")
        self.segments[0].visit_policy_id = self.env["crm.visit.policy"].search(
            [("company_id", "=", False)], limit=1
        )
        self._next()
        self.assertEqual(self.study.progress, 6)
        self.assertEqual(
            self.study.activity_ids.mapped("date_deadline"), [self.study.date_review]
        )

    def test_back(self):
        self._next(purpose="Who gets better prices?")
        self.study.action_back()
        self.assertEqual(self.study.step, "purpose")

    def test_studies_are_for_analysts(self):
        with self.assertRaises(AccessError):
            self.study.with_user(self.sally).read(["name"])
