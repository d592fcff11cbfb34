# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import ComplaintsCommon


@tagged("post_install", "-at_install")
class TestSolution(ComplaintsCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["crm.complaint.solution"].search([]).active = False
        cls.cause = cls.env["crm.complaint.cause"].create({"name": "Thin seam"})
        cls.category = cls.env["crm.complaint.category"].create({"name": "Bags"})
        cls.old = cls._create_complaint(
            category_id=cls.category.id, cause_id=cls.cause.id
        )
        cls._solve(cls.old)
        cls.old.with_user(cls.anna).action_learn()
        cls.known = cls.old.learned_ids

    def publish(self):
        self.known.with_user(self.mona).action_publish()

    def use(self, complaint, user=None):
        return (
            self.known.with_user(user or self.anna)
            .with_context(complaint_id=complaint.id)
            .action_use()
        )

    def test_learned_from_a_solved_complaint_once(self):
        self.assertRecordValues(
            self.known,
            [
                {
                    "state": "draft",
                    "solution": "We bring new bags on Friday.",
                    "cause_id": self.cause.id,
                    "category_id": self.category.id,
                    "company_id": self.company.id,
                }
            ],
        )
        action = self.old.with_user(self.anna).action_learn()
        self.assertEqual(action["res_id"], self.known.id)
        fresh = self._create_complaint()
        with self.assertRaises(UserError):
            fresh.action_learn()

    @mute_logger("odoo.models", "odoo.addons.base.models.ir_rule")
    def test_managers_publish(self):
        self.known.with_user(self.anna).name = "Torn bags"
        with self.assertRaises(AccessError):
            self.known.with_user(self.anna).action_publish()
        with self.assertRaises(AccessError):
            self._forge(self.known, self.anna, state="published")
        self.publish()
        with self.assertRaises(UserError):
            self._forge(self.known, self.anna, solution="Nothing")
        with self.assertRaises(AccessError):
            self._forge(self.known, self.mona, used_count=99)
        self.assertEqual(self.known.state, "published")

    def test_draft_is_written_by_its_author_and_who_works_on_the_case(self):
        draft = self.known
        with self.assertRaisesRegex(AccessError, "is a draft of"):
            draft.with_user(self.boris).solution = "Nothing"
        self.team.member_ids |= self.boris
        draft.with_user(self.boris).solution = "New bags at once"
        draft.with_user(self.mona).keywords = "torn"
        free = self.env["crm.complaint.solution"].with_user(self.boris)
        own = free.create({"name": "Own", "problem": "Wet", "solution": "Dry it"})
        own.keywords = "wet"
        with self.assertRaisesRegex(AccessError, "is a draft of"):
            own.with_user(self.anna).keywords = "torn"
        self.publish()
        with self.assertRaisesRegex(UserError, "is published"):
            self.known.with_user(self.anna).keywords = "everything"

    def test_fitting_solutions_are_suggested_best_first(self):
        self.publish()
        by_word = self.known.copy(
            {"name": "Words", "cause_id": False, "category_id": False}
        )
        by_word.keywords = "torn, wet"
        by_word.with_user(self.mona).action_publish()
        fresh = self._create_complaint(cause_id=self.cause.id)
        self.assertEqual(fresh.solution_ids, self.known | by_word)
        self.assertEqual(fresh.solution_ids[0], self.known)
        other = self._create_complaint(description="The invoice shows an old price")
        self.assertFalse(other.solution_ids)

    def test_drafts_and_other_companies_are_not_suggested(self):
        fresh = self._create_complaint(cause_id=self.cause.id)
        self.assertFalse(fresh.solution_ids)
        self.publish()
        self.known.sudo().company_id = self.env["res.company"].create(
            {"name": "Sister"}
        )
        fresh.invalidate_recordset()
        self.assertFalse(fresh.sudo().solution_ids)

    def test_using_copies_the_words_and_counts(self):
        self.publish()
        fresh = self._create_complaint(category_id=self.category.id)
        fresh.solution = "We are sorry."
        self.use(fresh)
        self.assertEqual(
            fresh.solution, "We are sorry.\n\nWe bring new bags on Friday."
        )
        self.assertEqual(fresh.cause_id, self.cause)
        self.assertEqual(self.known.used_count, 1)

    @mute_logger("odoo.models", "odoo.addons.base.models.ir_rule")
    def test_used_by_who_works_on_the_complaint(self):
        self.publish()
        fresh = self._create_complaint()
        with self.assertRaises(AccessError):
            self.use(fresh, self.boris)
        with self.assertRaises(UserError):
            self.known.with_user(self.anna).action_use()
