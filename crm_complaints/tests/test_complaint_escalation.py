# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from .common import ComplaintsCommon, at


@tagged("post_install", "-at_install")
class TestComplaintEscalation(ComplaintsCommon):
    """Anna's team answers; carla leads the company level above it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        agent = "crm_complaints.crm_complaints_group_agent"
        cls.carla = cls._create_user("carla_c", agent)
        cls.company_level = cls.team.copy(
            {
                "name": "Head Office",
                "sequence": 99,
                "user_id": cls.carla.id,
                "member_ids": [Command.set(cls.carla.ids)],
            }
        )
        cls.team.parent_id = cls.company_level
        cls.clocks = cls.env["crm.complaint.clock"]

    def _steps(self, complaint):
        return complaint.sudo().escalation_ids.sorted("id")

    def test_each_rung_is_climbed_once_at_its_share(self):
        """Response within 2 h from 8 h on: half at 9, the deadline at 10 o'clock."""
        self._create_rung(
            name="Half", percent=50, is_agent_called=True, is_leader_called=False
        )
        self._create_rung(name="Deadline", level=2, target="response")
        with freeze_time(at(0, 0)):
            complaint = self._create_complaint()
        clock = self._clock(complaint, "response")
        self.assertEqual(clock.date_ladder, at(0, 1))
        self.clocks._climb_ladders(now=at(0, 0, 59))
        self.assertFalse(self._steps(complaint))
        self.clocks._climb_ladders(now=at(0, 1))
        self.assertEqual(self._steps(complaint).called_ids, self.anna)
        self.assertEqual(clock.date_ladder, at(0, 2))
        self.clocks._climb_ladders(now=at(0, 2))
        self.clocks._climb_ladders(now=at(0, 2, 30))
        self.assertEqual(
            [(s.level, s.called_ids, s.kind) for s in self._steps(complaint)],
            [(1, self.anna, "ladder"), (2, self.mona, "ladder")],
        )
        self.assertEqual(complaint.escalation_level, 2)
        self.assertFalse(clock.date_ladder)

    def test_nobody_is_called_at_night(self):
        """A job that was down until 22 h in Shanghai waits for the morning."""
        self._create_rung(target="response")
        with freeze_time(at(0, 6)):
            complaint = self._create_complaint()
        clock = self._clock(complaint, "response")
        self.clocks._climb_ladders(now=at(0, 14))
        self.assertFalse(self._steps(complaint))
        self.assertEqual(clock.date_ladder, at(1, 0))
        self.clocks._climb_ladders(now=at(1, 0))
        self.assertTrue(self._steps(complaint))

    def test_team_around_the_clock_is_called_at_night(self):
        self.team.resource_calendar_id = False
        self._create_rung(target="response")
        with freeze_time(at(0, 18)):
            complaint = self._create_complaint()
        self.clocks._climb_ladders(now=at(0, 20))
        self.assertEqual(self._steps(complaint).called_ids, self.mona)

    def test_rung_hands_the_complaint_over(self):
        self._create_rung(target="response", reassign_to="company")
        with freeze_time(at(0, 0)):
            complaint = self._create_complaint()
        self.clocks._climb_ladders(now=at(0, 2))
        self.assertEqual(complaint.user_id, self.carla)
        step = self._steps(complaint)
        self.assertEqual((step.from_user_id, step.to_user_id), (self.anna, self.carla))

    @mute_logger("odoo.addons.crm_complaints.models.crm_complaint_ladder_mixin")
    def test_faulty_rung_does_not_stop_the_others(self):
        """The mail of the first rung cannot be written; the second case has another."""
        template = self.env["mail.template"].create(
            {
                "name": "Broken",
                "model_id": self.env["ir.model"]._get_id("crm.complaint"),
                "subject": "{{ object.no_such_field }}",
            }
        )
        self._create_rung(
            target="response",
            severity="minor",
            is_mailed=True,
            mail_template_id=template.id,
        )
        self._create_rung(target="response", severity="major")
        with freeze_time(at(0, 0)):
            broken = self._create_complaint(severity="minor")
            sound = self._create_complaint(severity="major")
        self.clocks._climb_ladders(now=at(0, 2))
        self.assertFalse(self._steps(broken))
        self.assertEqual(self._steps(sound).called_ids, self.mona)
        self.assertEqual(self._clock(broken, "response").date_ladder, at(0, 3))

    def test_person_of_another_company_takes_nothing_over(self):
        stranger = self._create_user(
            "stan_c", "crm_complaints.crm_complaints_group_agent"
        )
        other = self.env["res.company"].create({"name": "Other"})
        stranger.write(
            {"company_ids": [Command.set(other.ids)], "company_id": other.id}
        )
        self._create_rung(
            target="response", reassign_to="user", reassign_user_id=stranger.id
        )
        with freeze_time(at(0, 0)):
            complaint = self._create_complaint()
        self.clocks._climb_ladders(now=at(0, 2))
        self.assertEqual(complaint.user_id, self.anna)
        self.assertEqual(self._steps(complaint).called_ids, self.mona)
        self.assertIn("does not work for", self._steps(complaint).reason)

    def test_answered_or_paused_clocks_climb_nothing(self):
        self._create_rung(target="response")
        with freeze_time(at(0, 0)):
            complaint = self._create_complaint()
            self._step(complaint, "pause", "Photo asked for")
        self.clocks._climb_ladders(now=at(3, 2))
        self.assertFalse(self._steps(complaint))

    def test_changed_ladder_counts_for_open_clocks(self):
        with freeze_time(at(0, 0)):
            complaint = self._create_complaint()
        with freeze_time(at(0, 3)):
            self._create_rung(target="response")
        self.clocks._climb_ladders(now=at(0, 3))
        self.assertEqual(self._steps(complaint).called_ids, self.mona)

    def test_calls_of_one_person_do_not_pile_up(self):
        for percent in (50, 100):
            self._create_rung(percent=percent, target="response")
        with freeze_time(at(0, 0)):
            complaint = self._create_complaint()
        self.clocks._climb_ladders(now=at(0, 2))
        self.assertEqual(len(self._steps(complaint)), 2)
        self.assertEqual(len(complaint.activity_ids), 1)

    def test_rung_for_another_team_or_severity_does_not_fit(self):
        self._create_rung(team_id=self.company_level.id)
        self._create_rung(severity="critical")
        with freeze_time(at(0, 0)):
            complaint = self._create_complaint()
        self.clocks._climb_ladders(now=at(5, 2))
        self.assertFalse(self._steps(complaint))

    @freeze_time(at(0, 0))
    def test_by_hand_with_a_reason_one_level_up(self):
        self._create_rung(level=2, user_ids=[Command.set(self.boris.ids)])
        complaint = self._create_complaint()
        self._step(complaint, "escalate", "The customer shouts")
        step = self._steps(complaint)
        self.assertEqual(step.called_ids, self.mona | self.carla)
        self.assertEqual((step.level, step.reason), (1, "The customer shouts"))
        self._step(complaint, "escalate", "Still shouting")
        self.assertIn(self.boris, self._steps(complaint)[-1].called_ids)
        self.assertEqual(complaint.escalation_level, 2)

    @freeze_time(at(0, 0))
    def test_the_customers_owner_may_escalate_a_stranger_may_not(self):
        complaint = self._create_complaint()
        self._step(complaint, "escalate", "My customer", user=self.sally)
        self.assertEqual(self._steps(complaint).user_id, self.sally)
        with self.assertRaises(AccessError), mute_logger("odoo.addons.base.models"):
            complaint.with_user(self.sam)._escalate("Not mine")

    @freeze_time(at(0, 15))
    def test_crisis_calls_everybody_at_once_at_night_too(self):
        self._create_rung(trigger="crisis", level=3, is_owner_called=True)
        complaint = self._create_complaint()
        self._step(complaint, "declare_crisis", "Coal burnt the furnace")
        self.assertEqual((complaint.is_crisis, complaint.severity), (True, "critical"))
        step = self._steps(complaint)
        self.assertEqual((step.kind, step.level), ("crisis", 3))
        self.assertEqual(step.called_ids, self.mona | self.carla | self.sally)
        notice = self.env["mail.message"].search(
            [
                ("model", "=", "crm.complaint"),
                ("res_id", "=", complaint.id),
                ("message_type", "=", "user_notification"),
                ("partner_ids", "=", self.carla.partner_id.id),
                ("subject", "=", f"{complaint.name}: Escalation, level 3 (Crisis)"),
            ]
        )
        self.assertIn("Coal burnt the furnace", notice.body)
        with self.assertRaisesRegex(UserError, "crisis already"):
            complaint._declare_crisis("Again")

    @freeze_time(at(0, 0))
    def test_leader_lowers_and_ends_the_agent_does_not(self):
        complaint = self._create_complaint()
        complaint._declare_crisis("Coal burnt the furnace")
        with self.assertRaisesRegex(AccessError, "team leader"):
            self._step(complaint, "end_crisis", "All good")
        self._step(complaint, "end_crisis", "All good", user=self.mona)
        self._step(complaint, "lower", "All good", user=self.mona)
        self.assertFalse(complaint.is_crisis)
        self.assertEqual(complaint.escalation_level, 0)
        self.assertEqual(
            self._steps(complaint).mapped("kind"), ["crisis", "calm", "lower"]
        )

    @freeze_time(at(0, 0))
    def test_company_level_follows_urges_and_inspects(self):
        complaint = self._create_complaint()
        seen = self.env["crm.complaint"].with_user(self.carla)
        self.assertIn(complaint, seen.search([("id", "=", complaint.id)]))
        self._step(complaint, "urge", "Call him today", user=self.carla)
        self._step(complaint, "inspect", "Answered in a friendly way", user=self.carla)
        self.assertEqual(self._steps(complaint).mapped("kind"), ["urge", "inspection"])
        self.assertEqual(complaint.activity_ids.user_id, self.anna)
        with self.assertRaisesRegex(AccessError, "company level"):
            complaint._urge("Myself")

    @freeze_time(at(0, 0))
    @mute_logger("odoo.models", "odoo.addons.base.models.ir_rule")
    def test_company_level_does_not_handle_what_its_offices_handle(self):
        complaint = self._create_complaint()
        line = self.env["crm.complaint.line"].create(
            {"complaint_id": complaint.id, "product_id": self.product.id}
        )
        offer = self.env["crm.complaint.compensation"].create(
            {
                "complaint_id": complaint.id,
                "kind": "goodwill",
                "amount": 10.0,
                "note": "Sorry",
            }
        )
        for record, values in (
            (complaint, {"solution": "We do nothing"}),
            (line, {"quantity": 0}),
            (offer, {"amount": 400.0}),
        ):
            own = record.with_user(self.carla)
            own.read(list(values))
            with self.assertRaises(AccessError):
                own.write(values)
        with self.assertRaises(AccessError):
            complaint.with_user(self.carla).action_take()
        with self.assertRaises(AccessError):
            offer.with_user(self.carla).action_offer()

    @freeze_time(at(0, 0))
    def test_agent_of_another_team_sees_nothing(self):
        complaint = self._create_complaint()
        seen = self.env["crm.complaint"].with_user(self.boris)
        self.assertNotIn(complaint, seen.search([("id", "=", complaint.id)]))

    @freeze_time(at(0, 0))
    @mute_logger("odoo.models", "odoo.addons.base.models.ir_model")
    def test_steps_cannot_be_forged_or_changed(self):
        complaint = self._create_complaint()
        complaint._escalate("The customer shouts")
        with self.assertRaisesRegex(UserError, "history"):
            self._steps(complaint).write({"reason": "forged"})
        with self.assertRaises(AccessError):
            self.env["crm.complaint.escalation"].with_user(self.mona).create(
                {"complaint_id": complaint.id, "kind": "urge", "date": at(0, 0)}
            )
        for values in ({"escalation_level": 0}, {"is_crisis": True}):
            with self.assertRaises(AccessError):
                self._forge(complaint, self.mona, **values)

    @freeze_time(at(0, 0))
    def test_closed_complaints_are_not_escalated(self):
        complaint = self._create_complaint()
        self._solve(complaint)
        with self.assertRaisesRegex(UserError, "reopen it"):
            complaint._escalate("Too late")

    def test_teams_do_not_stand_above_themselves(self):
        with self.assertRaisesRegex(Exception, "above itself"):
            self.company_level.parent_id = self.team
