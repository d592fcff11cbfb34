# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import random
from contextlib import contextmanager
from datetime import date, timedelta

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import freeze_time, tagged

from ..models.crm_voice_rules import weighted
from .voice_common import VoiceCommon

SHARES = {"economy": 0.15, "safety": 0.45, "service": 0.4}


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15 12:00:00")
class TestVoiceIndex(VoiceCommon):
    """Satisfaction of 12 months as an index of three questions (S-518, S-537)."""

    def test_score_of_each_level_by_hand(self):
        """100 x 0.15 + 50 x 0.45 + 0 x 0.4 = 37.5; the product 37.5 / 0.6 = 62.5."""
        scores = {"economy": 100.0, "safety": 50.0, "service": 0.0}
        self._say(self.customer, date(2026, 6, 1), scores)
        self.assertAlmostEqual(self.index.score, 37.5)
        self.assertAlmostEqual(self.of_product.score, 62.5)
        self.assertEqual(self.of_product.answer_count, 2)
        self.assertAlmostEqual(self.safety.score, 50)
        self.assertAlmostEqual(self.safety.share, 0.45)

    def test_what_was_not_asked_takes_no_part(self):
        """(37.5 x 1 + 62.5 x 0.6) / 1.6 = 46.875."""
        scores = {"economy": 100.0, "safety": 50.0, "service": 0.0}
        self._say(self.customer, date(2026, 6, 1), scores)
        scores.pop("service")
        self._say(self._create_customer("Beta"), date(2026, 6, 2), scores)
        self.assertAlmostEqual(self.index.score, 46.875, 1)

    def test_old_answers_are_outside_of_the_window(self):
        self._say(self.customer, date(2025, 6, 15), {"service": 100.0})
        self._say(self.customer, date(2025, 6, 16), {"service": 20.0})
        self.assertAlmostEqual(self.index.score, 20)
        self.assertEqual(self.service.answer_count, 1)

    def test_months_and_gap_by_hand(self):
        """Gap of May: (0.15 x -25 + 0.4 x 50) / 0.55; safety expected nothing."""
        self._say(
            self.customer,
            date(2026, 5, 3),
            {"economy": 50.0, "safety": 0.0, "service": 100.0},
            expected={"economy": 75.0, "service": 50.0},
        )
        self._say(self.customer, date(2026, 6, 3), {"safety": 75.0})
        groups = self.env["crm.voice.report"]._read_group(
            [("index_id", "=", self.index.id)],
            ["day:month"],
            ["score:avg", "gap:avg", "__count"],
        )
        may, june = groups
        self.assertAlmostEqual(may[1], 0.15 * 50 + 0.4 * 100)
        self.assertAlmostEqual(may[2], (0.15 * -25 + 0.4 * 50) / 0.55)
        self.assertAlmostEqual(june[1], 75)
        self.assertFalse(june[2], "nothing was expected, so there is no gap")
        self.assertEqual(june[3], 1)

    def test_customer_carries_its_score(self):
        self._say(self.customer, date(2026, 6, 1), {"economy": 100.0, "safety": 0.0})
        self._say(self.customer, date(2025, 1, 5), {"service": 80.0})
        self._refresh(self.customer)
        self.assertRecordValues(
            self.customer,
            [
                {
                    "voice_score": 25,
                    "voice_score_before": 80,
                    "voice_answer_count": 2,
                    "date_last_voice": date(2026, 6, 1),
                }
            ],
        )
        self.assertFalse(self._refresh(self.customer), "a second run changes nothing")

    def test_overall_satisfaction_stands_beside_the_items(self):
        """S-527: the whole was scored 80 and 40, whatever the items say."""
        self._say(self.customer, date(2026, 6, 1), {"economy": 0.0}, whole=80.0)
        self._say(self.customer, date(2026, 6, 2), {"economy": 50.0}, whole=40.0)
        [[score, overall]] = self.env["crm.voice.report"]._read_group(
            [("node_id", "=", self.economy.id)], [], ["score:avg", "overall:avg"]
        )
        self.assertAlmostEqual(score, 25)
        self.assertAlmostEqual(overall, 60)

    def test_report_counts_each_sheet_once(self):
        """S-537: the whole 40 of one sheet, (100 + 50) / 2 of one that is silent."""
        scores = {"economy": 100.0, "safety": 50.0}
        self._say(self.customer, date(2026, 5, 1), {**scores, "overall": 40.0}, 40.0)
        self._say(self.customer, date(2026, 6, 1), scores)
        rows = self._rows("crm.satisfaction.report", customer_id=self.customer.id)
        self.assertEqual(rows.sorted("day").mapped("score"), [0.4, 0.75])
        for user, count in ((self.sally, 2), (self.sam, 0), (self.anna, 2)):
            with self.subTest(user=user.login):
                self.assertEqual(len(rows.with_user(user).search([])), count)

    def test_answer_keeps_the_stage_of_its_day(self):
        """S-523: satisfaction is of its time; before the account there was no stage."""
        opened = self.customer.stage_id
        later = self.env["crm.lifecycle.stage"].search([("id", "!=", opened.id)])[0]
        with freeze_time("2026-06-20 12:00:00"):
            self.env["crm.customer.stage.history"].sudo().create(
                {
                    "customer_id": self.customer.id,
                    "from_stage_id": opened.id,
                    "stage_id": later.id,
                    "origin": "rule",
                }
            )
            for day in (date(2026, 6, 1), date(2026, 6, 18), date(2026, 6, 20)):
                self._say(self.customer, day, {"service": 50.0})
            rows = self._rows("crm.voice.report", customer_id=self.customer.id)
            stages = [row.stage_id for row in rows.sorted("day")]
        self.assertEqual(stages, [self.env["crm.lifecycle.stage"], opened, later])

    def test_database_equals_the_pure_rule(self):
        dice = random.Random(518)
        customers = [self._create_customer(f"Voice {n}") for n in range(6)]
        rows = {}
        for _sheet in range(40):
            customer = dice.choice(customers)
            day = self.TODAY - timedelta(days=dice.randint(0, 364))
            items = dice.sample(sorted(SHARES), dice.randint(1, 3))
            scores = {item: float(dice.choice([0, 25, 50, 75, 100])) for item in items}
            self._say(customer, day, scores)
            key = (customer, day.replace(day=1))
            rows.setdefault(key, []).extend((SHARES[i], s) for i, s in scores.items())
        groups = self.env["crm.voice.report"]._read_group(
            [("index_id", "=", self.index.id)],
            ["customer_id", "day:month"],
            ["score:avg"],
        )
        self.assertEqual(len(groups), len(rows))
        for customer, month, score in groups:
            self.assertAlmostEqual(score, weighted(rows[customer, month]))

    def test_customers_of_others_stay_hidden(self):
        self._say(self.customer, date(2026, 6, 1), {"service": 10.0})
        answers = self.env["crm.voice.report"]
        domain = [("index_id", "=", self.index.id)]
        for user, count in ((self.sally, 1), (self.sam, 0), (self.anna, 1)):
            with self.subTest(user=user.login):
                found = answers.with_user(user).search(domain)
                self.assertEqual(len(found), count)
        self.assertEqual(self.service.with_user(self.sam).answer_count, 0)

    def test_analysts_describe_indexes_and_salespeople_read_them(self):
        self._forge(self.service, self.anna, weight=20)
        self.assertAlmostEqual(self.service.share, 0.25)
        with self.assertRaises(AccessError):
            self._forge(self.service, self.sally, weight=1)
        with self.assertRaises(AccessError):
            self.env["crm.voice.priority"].with_user(self.sally).search([])

    @contextmanager
    def _refused(self, words):
        with self.assertRaisesRegex(ValidationError, words), self.cr.savepoint():
            yield

    def test_tree_stays_a_tree(self):
        with self._refused("Service is a group"):
            self._create_node("Part", 1, parent=self.service)
        with self._refused("part of itself"):
            self.of_product.parent_id = self.of_product
        other = self.index.copy({"name": "Other"})
        with self._refused("different indexes"):
            self.of_product.index_id = other

    def test_questions_are_added_once(self):
        index = self.env["crm.voice.index"].create({"name": "Empty"})
        named = self.env["crm.voice.node"].create(
            {"index_id": index.id, "name": "safety"}
        )
        index.with_user(self.anna).action_add_items()
        self.assertEqual(named.item, "safety", "the same name is taken over")
        self.assertEqual(
            set(index.node_ids.filtered("item").mapped("item")), set(SHARES)
        )
        count = len(index.node_ids)
        index.action_add_items()
        self.assertEqual(len(index.node_ids), count)
        with self.assertRaises(AccessError):
            index.with_user(self.sally).action_add_items()

    def test_sample_names_the_items_of_the_catalogue(self):
        """S-519 to S-522: product 40, service 35 and purchase 25."""
        for group, weight, items in (
            ("product", 40, {"Economy", "Reliability", "Safety", "Looks"}),
            ("service", 35, {"Warranty period", "Handling of complaints"}),
            ("purchase", 25, {"Courtesy and communication", "Easy to obtain"}),
        ):
            node = self.env.ref(f"crm_segmentation.crm_voice_node_{group}")
            self.assertEqual(node.weight, weight)
            self.assertLessEqual(items, set(node.child_ids.mapped("name")))
            self.assertGreaterEqual(len(node.child_ids), 4 if group == "product" else 5)

    def test_nobody_asks(self):
        self.patch(self.env.registry["crm.customer"], "_voice_items", lambda self: [])
        with self.assertRaisesRegex(UserError, "Nobody asks customers yet"):
            self.index.action_add_items()

    def test_competitor_is_compared(self):
        self.service.benchmark = 70
        self.assertEqual(self.service.benchmark_gap, 0, "no answers, no comparison")
        self._say(self.customer, date(2026, 6, 1), {"service": 55.0})
        self.assertAlmostEqual(self.service.benchmark_gap, -15)

    def test_members_are_surveyed(self):
        """S-529: the app that asks customers opens the survey."""
        segment = self.env["crm.segment"].create({"name": "Same Kind"})
        account = self.env.registry["crm.customer"]
        asked = []

        def prepare(self, name, domain):
            asked.append((name, domain))
            return {"type": "ir.actions.act_window"}

        self.patch(account, "_prepare_survey_action", prepare)
        self.assertTrue(segment.action_survey_members())
        self.assertEqual(asked, [("Same Kind", [("segment_ids", "in", segment.ids)])])
        self.patch(account, "_prepare_survey_action", lambda *args: {})
        with self.assertRaisesRegex(UserError, "Same Kind"):
            segment.action_survey_members()

    def test_survey_button_is_for_who_may_plan_one(self):
        segment = self.env["crm.segment"].create({"name": "Same Kind"})
        self.assertFalse(self.env["crm.customer.voice.mixin"]._may_plan_survey())
        account = self.env.registry["crm.customer"]
        for may in (True, False):
            self.patch(account, "_may_plan_survey", lambda self, may=may: may)
            segment.invalidate_recordset()
            self.assertEqual(segment.with_user(self.anna).may_survey, may)
