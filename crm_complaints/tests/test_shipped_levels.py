# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import freeze_time, tagged

from .common import ComplaintsCommon, at


@tagged("post_install", "-at_install")
class TestShippedLevels(ComplaintsCommon):
    """Service levels and rungs that come with the module, in Shanghai's hours: 8 to 12
    and 13 to 17 are 0 to 4 and 5 to 9 in UTC."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        levels = cls.env["crm.complaint.sla"].search([])
        cls.shipped = {
            name: cls.env.ref(f"crm_complaints.crm_complaint_sla_{name}")
            for name in ("critical", "major", "praise", "suggestion", "standard")
        }
        (levels - cls.shipped["praise"].concat(*cls.shipped.values())).active = False
        cls.rung = cls.env.ref("crm_complaints.crm_complaint_escalation_level_warning")

    def test_praise_and_suggestions_have_own_clocks(self):
        for kind in ("praise", "suggestion"):
            complaint = self._create_complaint(kind=kind)
            self.assertEqual(complaint.sla_id, self.shipped[kind])
            self.assertEqual(complaint.sla_id.name, "Praise and Suggestions")
            clock = complaint.sudo().clock_ids
            self.assertEqual(clock.mapped("target"), ["acknowledge"], kind)
            self.assertEqual(clock.allowed_hours, 8)
        enquiry = self._create_complaint(kind="enquiry")
        self.assertEqual(enquiry.sla_id, self.shipped["standard"])

    def test_later_questions_have_a_clock_on_every_level(self):
        hours = {
            name: (level.next_response_hours, level.pause_hours)
            for name, level in self.shipped.items()
        }
        self.assertEqual(
            hours,
            {
                "critical": (2, 24),
                "major": (4, 40),
                "praise": (16, 80),
                "suggestion": (16, 80),
                "standard": (8, 80),
            },
        )

    def test_later_question_of_a_standard_case(self):
        """Answered at 10, asked again at 11: 1 h before noon, 4 h after it, 3 h of
        Tuesday make 8."""
        with freeze_time(at(0, 1)):
            complaint = self._create_complaint(kind="enquiry")
        with freeze_time(at(0, 2)):
            self._answer(complaint)
        with freeze_time(at(0, 3)):
            complaint.with_user(self.anna).sudo().message_post(
                body="And the second bag?",
                author_id=self.contact.id,
                message_type="comment",
                subtype_xmlid="mail.mt_comment",
            )
        clock = self._clock(complaint, "next_response")
        self.assertEqual(clock.date_deadline, at(1, 3))

    def climb(self, moment):
        self.env.flush_all()
        with freeze_time(moment):
            self.env["crm.complaint.clock"]._climb_ladders(moment)
        self.env.invalidate_all()

    def test_three_quarters_warn_agent_and_leader(self):
        """8 h to answer from 8 o'clock on: 6 of them are over at 15 h."""
        self.rung.active = True
        with freeze_time(at(0, 0)):
            complaint = self._create_complaint(kind="enquiry", channel="phone")
        self.climb(at(0, 6, 59))
        self.assertFalse(complaint.sudo().escalation_ids)
        self.climb(at(0, 7))
        self.climb(at(0, 7, 30))
        step = complaint.sudo().escalation_ids
        self.assertEqual(step.rung_id, self.rung)
        self.assertEqual(step.called_ids, self.anna | self.mona)
        called = complaint.sudo().activity_ids.user_id
        self.assertEqual(called, self.anna | self.mona)
        self.assertFalse(complaint.escalation_level, "warned, not escalated")

    def test_three_quarters_call_nobody_at_night(self):
        """Filed on Monday at 11 h: 6 h of work are over on Tuesday at 9 h, and the
        job was down until 18 h."""
        self.rung.active = True
        with freeze_time(at(0, 3)):
            complaint = self._create_complaint(kind="enquiry", channel="phone")
        self.climb(at(0, 20))
        self.climb(at(1, 10))
        self.assertFalse(complaint.sudo().escalation_ids)
        self.climb(at(2, 0))
        self.assertEqual(complaint.sudo().escalation_ids.rung_id, self.rung)
