# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from psycopg2.errors import UniqueViolation

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from .common import SegmentationCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15 12:00:00")
class TestKanoStudy(SegmentationCommon):
    """Customers are asked twice about each feature (S-514 to S-517)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.study = cls.env["crm.kano.study"].create(
            {
                "name": "Delivery",
                "company_id": cls.company.id,
                "feature_ids": [Command.create({"name": "Tracking by phone"})],
            }
        )
        cls.feature = cls.study.feature_ids

    @classmethod
    def _answer(cls, customer, present, absent, user=None):
        return (
            cls.env["crm.kano.answer"]
            .with_user(user or cls.env.user)
            .create(
                {
                    "feature_id": cls.feature.id,
                    "customer_id": customer.id,
                    "present": present,
                    "absent": absent,
                }
            )
        )

    def test_class_and_coefficients_by_hand(self):
        """2 attractive, 1 proportional, 1 must-be: satisfies 3 of 4, dissatisfies 2."""
        self.assertFalse(self.feature.kano_class)
        for number, pair in enumerate(
            (
                ("like", "neutral"),
                ("like", "bear"),
                ("like", "dislike"),
                ("expect", "dislike"),
            )
        ):
            self._answer(self._create_customer(f"Asked {number}"), *pair)
        self.assertEqual(self.feature.kano_class, "attractive")
        self.assertEqual(self.feature.answer_count, 4)
        self.assertAlmostEqual(self.feature.strength, 0.5)
        self.assertAlmostEqual(self.feature.better, 0.75)
        self.assertAlmostEqual(self.feature.worse, -0.5)
        self.assertEqual(self.study.customer_count, 4)

    def test_class_follows_its_answers(self):
        answer = self._answer(self._create_customer(), "like", "neutral")
        self.assertEqual(self.feature.kano_class, "attractive")
        answer.absent = "dislike"
        self.assertEqual(self.feature.kano_class, "one_dimensional")
        answer.unlink()
        self.assertFalse(self.feature.kano_class)
        self.assertEqual(self.feature.answer_count, 0)

    def test_customer_is_asked_once_about_a_feature(self):
        customer = self._create_customer()
        self._answer(customer, "like", "neutral")
        with mute_logger("odoo.sql_db"), self.assertRaises(UniqueViolation):
            self._answer(customer, "like", "like")

    def test_nobody_was_asked_tomorrow(self):
        answer = self._answer(self._create_customer(), "like", "neutral")
        with self.assertRaisesRegex(ValidationError, "still to come"):
            answer.date = "2026-06-16"

    def test_salespeople_record_answers_of_their_customers(self):
        mine = self._create_customer("Mine", self.sally)
        theirs = self._create_customer("Theirs", self.sam)
        self._answer(mine, "like", "dislike", self.sally)
        self.assertEqual(self.feature.kano_class, "one_dimensional")
        with self.assertRaises(AccessError):
            self._answer(theirs, "like", "dislike", self.sally)
        with self.assertRaises(AccessError):
            self._forge(self.feature, self.sally, name="Other words")
        self._forge(self.feature, self.anna, name="Better words")

    def _interview(self, customer, user):
        return (
            self.env["crm.kano.interview"]
            .with_user(user)
            .create({"study_id": self.study.id, "customer_id": customer.id})
        )

    def test_interview_asks_about_every_feature(self):
        """What is left out is not answered; asked again, the answer is changed."""
        self.study.feature_ids = [Command.create({"name": "Call before delivery"})]
        mine = self._create_customer("Mine", self.sally)
        interview = self._interview(mine, self.sally)
        self.assertEqual(interview.line_ids.feature_id, self.study.feature_ids)
        first = interview.line_ids[0]
        first.present = "like"
        with self.assertRaisesRegex(UserError, "Tracking by phone"):
            interview.action_save()
        first.absent = "neutral"
        interview.action_save()
        self.assertEqual(self.study.answer_ids.kano_class, "attractive")
        again = self._interview(mine, self.sally)
        self.assertEqual(again.line_ids[0].present, "like")
        again.line_ids[0].absent = "dislike"
        again.action_save()
        self.assertEqual(self.study.answer_ids.kano_class, "one_dimensional")
        empty = self._interview(self._create_customer("New", self.sally), self.sally)
        with self.assertRaisesRegex(UserError, "everything is empty"):
            empty.action_save()

    def test_merged_customers_keep_one_answer(self):
        kept = self._create_customer("Kept")
        twin = self._create_customer("Twin")
        stays = self._answer(kept, "like", "dislike")
        goes = self._answer(twin, "neutral", "neutral")
        twin._prepare_for_merge(kept)
        self.assertTrue(stays.exists())
        self.assertFalse(goes.exists())
        self.assertEqual(self.feature.kano_class, "one_dimensional")
