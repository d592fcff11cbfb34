# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import ComplaintsCommon


@tagged("post_install", "-at_install")
class TestComplaintRating(ComplaintsCommon):
    def setUp(self):
        super().setUp()
        self.complaint = self._create_complaint()

    def test_rated_after_the_solution_only(self):
        with self.assertRaisesRegex(UserError, "when it is solved"):
            self.complaint.sudo()._rate(5)
        self._solve(self.complaint)
        self.complaint.sudo()._rate(5, "Quick")
        rating = self.complaint.sudo().rating_ids
        self.assertEqual((rating.rating, rating.feedback), (5, "Quick"))
        self.assertEqual(rating.partner_id, self.contact)
        self.assertEqual(rating.rated_partner_id, self.anna.partner_id)
        self.assertFalse(self.complaint.activity_ids)

    def test_rated_once(self):
        self._solve(self.complaint)
        complaint = self.complaint.sudo()
        self.assertFalse(complaint.is_rated)
        complaint._rate(1)
        self.assertTrue(complaint.is_rated)
        with self.assertRaisesRegex(UserError, "already rated"):
            complaint._rate(5)
        rating = complaint.rating_ids
        with self.assertRaisesRegex(UserError, "already rated"):
            complaint.rating_apply(5, rating=rating)
        self.assertEqual(rating.rating, 1)

    def test_unhappy_customer_calls_the_leader(self):
        self.team.resource_calendar_id = False  # called whatever the hour
        self._solve(self.complaint)
        self.complaint.sudo()._rate(1, "Nobody called")
        activity = self.complaint.activity_ids
        self.assertEqual(activity.user_id, self.mona)
        self.assertIn("Nobody called", activity.note)

    def test_only_three_faces(self):
        self._solve(self.complaint)
        with self.assertRaisesRegex(UserError, "three faces"):
            self.complaint.sudo()._rate(4)

    def test_no_rating_inside_a_message(self):
        self.assertNotIn("rating_value", self.complaint._get_allowed_message_params())
