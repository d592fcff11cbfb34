# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import random
from datetime import date, timedelta
from statistics import mean

from odoo.tests import freeze_time, tagged

from ..models.crm_kano_rules import code_contrast
from ..models.crm_voice_rules import band, contrast, correlation, quadrant
from .voice_common import VoiceCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15 12:00:00")
class TestVoicePriority(VoiceCommon):
    """What to improve first, and whether satisfied customers buy again."""

    def _priority(self, node):
        return self._rows(
            "crm.voice.priority", node_id=node.id, company_id=self.company.id
        )

    def test_quadrants_by_hand(self):
        """Importance 0.15, 0.45, 0.4 (average 1/3); scores 20, 30, 90 (46.7)."""
        scores = {"economy": 20.0, "safety": 30.0, "service": 90.0}
        self._say(self.customer, date(2026, 6, 1), scores, whole=50.0)
        self.assertEqual(self._priority(self.economy).quadrant, "low")
        self.assertEqual(self._priority(self.safety).quadrant, "concentrate")
        self.assertEqual(self._priority(self.service).quadrant, "keep")
        self.assertAlmostEqual(self._priority(self.service).importance_line, 1 / 3, 3)

    def test_too_few_answers_are_not_placed(self):
        self.index.min_answers = 2
        self._say(self.customer, date(2026, 6, 1), {"safety": 30.0, "service": 9.0})
        self._say(self.customer, date(2026, 6, 2), {"safety": 40.0})
        self.assertEqual(self._priority(self.safety).answer_count, 2)
        self.assertFalse(self._priority(self.service))

    def test_kinds_of_quality_by_hand(self):
        """Safety poor costs 40 and good gives 10: must-be. Economy the other way."""
        for leaf, whole in ((0.0, 20.0), (50.0, 60.0), (100.0, 70.0)):
            self._say(self.customer, date(2026, 6, 1), {"safety": leaf}, whole)
        for leaf, whole in ((0.0, 50.0), (50.0, 55.0), (100.0, 95.0)):
            self._say(self.customer, date(2026, 6, 1), {"economy": leaf}, whole)
        row = self._priority(self.safety)
        self.assertAlmostEqual(row.penalty, 40)
        self.assertAlmostEqual(row.reward, 10)
        self.assertEqual(row.kano_class, "must_be")
        self.assertEqual(self._priority(self.economy).kano_class, "attractive")

    def _say_at_random(self):
        """{item: [(score, score of the whole)]} of sixty sheets."""
        dice = random.Random(524)
        pairs = {"economy": [], "safety": [], "service": []}
        for _sheet in range(60):
            scores = {
                item: float(dice.choice([0, 25, 50, 75, 100]))
                for item in dice.sample(sorted(pairs), 2)
            }
            whole = float(dice.choice([0, 25, 50, 75, 100]))
            day = self.TODAY - timedelta(days=dice.randint(0, 364))
            self._say(self.customer, day, scores, whole)
            for item, score in scores.items():
                pairs[item].append((score, whole))
        return pairs

    def test_database_equals_the_pure_rules(self):
        self.index.importance_source = "derived"
        pairs = self._say_at_random()
        importance = {item: correlation(rows) for item, rows in pairs.items()}
        score = {item: mean(leaf for leaf, _whole in r) for item, r in pairs.items()}
        lines = (mean(importance.values()), mean(score.values()))
        for node in (self.economy, self.safety, self.service):
            row, item = self._priority(node), node.item
            with self.subTest(item=item):
                self.assertAlmostEqual(row.derived_importance, importance[item], 2)
                self.assertAlmostEqual(row.score, score[item], 1)
                self.assertEqual(
                    row.quadrant, quadrant(importance[item], score[item], lines)
                )
                found = contrast(pairs[item], 40, 60)
                self.assertAlmostEqual(row.penalty, found.penalty, 1)
                self.assertEqual(row.kano_class, code_contrast(*found))

    def test_repurchase_by_hand(self):
        """Alpha answers 90 and orders 10 days later, Beta 10 and never again."""
        self.index.repurchase_days = 30
        beta = self._create_customer("Beta")
        self._create_order(self.customer, 500, date(2026, 3, 1))
        self._say(self.customer, date(2026, 3, 1), {"service": 90.0}, whole=90.0)
        self._say(beta, date(2026, 3, 1), {"service": 10.0}, whole=10.0)
        self._create_order(self.customer, 120, date(2026, 3, 11))
        self._create_order(self.customer, 900, date(2026, 4, 1))
        self._create_order(beta, 70, date(2026, 2, 1))
        happy = self._rows("crm.voice.loyalty", customer_id=self.customer.id)
        self.assertEqual((happy.order_count, happy.amount), (1, 120))
        self.assertEqual((happy.band, happy.repurchase), ("4", 1))
        self.assertTrue(happy.is_complete)
        upset = self._rows("crm.voice.loyalty", customer_id=beta.id)
        self.assertEqual((upset.order_count, upset.repurchase), (0, 0))
        self.assertEqual(upset.band, str(band(10)))

    def test_who_has_time_left_is_not_complete(self):
        """Thirty days after May 16 are over on June 15 only when that day is gone."""
        self.index.repurchase_days = 30
        self._say(self.customer, date(2026, 5, 16), {"service": 50.0}, whole=50.0)
        self._say(self.customer, date(2026, 5, 15), {"service": 50.0}, whole=50.0)
        newer, older = self._rows("crm.voice.loyalty", customer_id=self.customer.id)
        self.assertFalse(newer.is_complete)
        self.assertTrue(older.is_complete)

    def test_care_is_counted_by_kind(self):
        """S-338: two complaints, one of them a fault report, and a service of 3 h."""
        kinds = [("complaint", "Complaint"), ("repair", "Service Record")]
        account = self.env.registry["crm.customer"]
        self.patch(account, "_care_kinds", lambda self: kinds)
        self._tell(self.customer, date(2026, 6, 1), "complaint")
        self._tell(self.customer, date(2026, 6, 2), "complaint", is_fault=True)
        self._tell(self.customer, date(2026, 6, 3), "repair", hours=3.0)
        events = self.env["crm.care.report"].with_user(self.sally)
        mine = [("customer_id", "=", self.customer.id)]
        groups = events._read_group(mine, ["kind"], ["__count", "hours:sum"])
        self.assertEqual(groups, [("complaint", 2, 0), ("repair", 1, 3)])
        self.assertEqual(events.search_count([*mine, ("is_fault", "=", True)]), 1)
        self.assertFalse(events.with_user(self.sam).search(mine))
        opened = events.search(mine, limit=1).action_open_document()
        self.assertEqual(opened["res_id"], self.customer.id)

    def test_document_of_others_opens_the_customer(self):
        hidden = ("ir.config_parameter", 1)
        day = date(2026, 6, 4)
        self.told.append((self.customer.id, 1, day, "repair", False, 0, *hidden))
        mine = [("customer_id", "=", self.customer.id)]
        for user, model in ((self.sally, "crm.customer"), (self.env.user, hidden[0])):
            with self.subTest(user=user.login):
                event = self.env["crm.care.report"].with_user(user).search(mine)
                self.assertEqual(event.action_open_document()["res_model"], model)
