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

    def _stays(self, reason, **values):
        """The step is not left, for a reason that names what to do."""
        self.study.write(values)
        self.study.invalidate_recordset()
        with self.assertRaisesRegex(UserError, reason):
            self.study.action_next()

    def test_first_steps(self):
        """Two of three customers have a trade type: known of 67 %, not of 80 %."""
        self._stays("question")
        self._next(purpose="Who gets better prices?")
        self._stays("way")
        self._next(way_documents=True)
        fact = Command.create({"fact": "trade_type_id"})
        self._stays("too few", fact_ids=[fact])
        self.assertAlmostEqual(self.study.fact_ids.coverage, 2 / 3)
        self.assertTrue(self.study.fact_ids.is_gap)
        self._next(coverage_min=0.6)
        self.assertEqual(self.study.step, "segments")

    def test_last_steps(self):
        """300 and 60 of 400 are in segments; both are smaller than five customers."""
        self.study.write(
            {
                "purpose": "Who gets better prices?",
                "way_visits": True,
                "fact_ids": [Command.create({"fact": "trade_type_id"})],
                "coverage_min": 0.6,
                "step": "segments",
            }
        )
        self._next(segment_ids=[Command.set(self.segments.ids)])
        self.assertAlmostEqual(self.study.covered_share, 0.9)
        self._stays("small", size_min=5)
        self._next(small_accepted=True)
        self._stays("target market", date_review="2026-12-01")
        self.segments[0].is_target = True
        self._stays("target segment")
        self.segments[0].visit_policy_id = self.env["crm.visit.policy"].search(
            [("company_id", "=", False)], limit=1
        )
        self._next()
        self.assertEqual((self.study.step, self.study.progress), ("action", 6))
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
