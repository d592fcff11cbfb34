# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import ComplaintsCommon


@tagged("post_install", "-at_install")
class TestComplaintClosing(ComplaintsCommon):
    """Another category or kind is no way around what closing asks for."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        categories = cls.env["crm.complaint.category"]
        cls.plain = categories.create({"name": "Plain"})
        cls.strict = {
            name: categories.create({"name": name.title(), **values})
            for name, values in (
                ("cause", {"is_cause_required": True}),
                ("8d", {"is_8d_required": True}),
                ("measure", {"measure_rule": "done"}),
                ("verified", {"measure_rule": "verified"}),
                ("confirmation", {"is_confirmation_required": True}),
            )
        }

    def _moved(self, name, **values):
        """A solved case that left the strict category by the agent's hand."""
        complaint = self._create_complaint(category_id=self.strict[name].id)
        complaint.write({"category_id": self.plain.id, **values})
        self._solve(complaint)
        return complaint

    def test_each_rule_stays(self):
        for name, words in (
            ("cause", "category “Cause”.* cause and a corrective"),
            ("8d", "category “8D”.* 8D sheet"),
            ("measure", "category “Measure”.* measure"),
            ("verified", "category “Verified”.* measure"),
            ("confirmation", "when the customer says"),
        ):
            with self.subTest(name), self.assertRaisesRegex(UserError, words):
                self._moved(name).action_close()

    def test_strictest_of_several_counts(self):
        complaint = self._moved("verified", category_id=self.strict["measure"].id)
        self.assertEqual(complaint._measure_category(), self.strict["verified"])
        complaint.category_id = self.plain
        self.assertEqual(
            complaint.past_category_ids,
            self.strict["verified"] | self.strict["measure"],
        )

    def test_back_and_forth_and_other_categories_leave_nothing(self):
        complaint = self._create_complaint(category_id=self.plain.id)
        complaint.category_id = self.strict["cause"]
        self.assertFalse(complaint.past_category_ids)
        complaint.category_id = False
        self.assertEqual(complaint.past_category_ids, self.strict["cause"])

    def test_kind_is_no_way_around_the_confirmation(self):
        self.company.complaint_confirmation_required = True
        complaint = self._create_complaint()
        complaint.kind = "suggestion"
        self._solve(complaint)
        with self.assertRaisesRegex(UserError, "when the customer says"):
            complaint.action_close()
        self._step(complaint, "reclassify", "It was an idea", user=self.mona)
        complaint.action_close()
        self.assertEqual(complaint.phase, "closed")

    def test_the_leader_says_with_a_reason_that_the_present_one_counts(self):
        complaint = self._moved("measure")
        for user in (self.anna, self.sally):
            with self.assertRaisesRegex(AccessError, "only the team leader"):
                self._step(complaint, "reclassify", "Typed wrong", user=user)
        with self.assertRaises(AccessError):
            self._forge(complaint, self.anna, past_category_ids=[(5,)])
        self._step(complaint, "reclassify", "Typed wrong", user=self.mona)
        self.assertFalse(complaint.past_category_ids)
        log = complaint.sudo().message_ids.filtered(lambda m: "Typed wrong" in m.body)
        self.assertIn("Measure", log.body)
        self.assertEqual(log.author_id, self.mona.partner_id)
        complaint.action_close()
        self.assertEqual(complaint.phase, "closed")
        with self.assertRaisesRegex(UserError, "never had stricter"):
            self._step(complaint, "reclassify", "Again", user=self.mona)
