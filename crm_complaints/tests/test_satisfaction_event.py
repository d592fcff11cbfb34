# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import fields
from odoo.tests import freeze_time, tagged

from .common import ComplaintsCommon, at


@tagged("post_install", "-at_install")
class TestSatisfactionEvent(ComplaintsCommon):
    """Surveys after events; all from Monday, 2 March 2026 on."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["crm.satisfaction.survey"].search([]).unlink()

    def _create_survey(self, trigger, **values):
        with freeze_time(at(0, 0)):
            survey = self.env["crm.satisfaction.survey"].create(
                {
                    "name": f"After {trigger}",
                    "company_id": self.company.id,
                    "kind": "event",
                    "trigger": trigger,
                    "delay_days": 2,
                    "throttle_days": 30,
                    **values,
                }
            )
            survey.action_start()
        return survey

    def _closed_case(self, day, **values):
        with freeze_time(at(day, 1)):
            complaint = self._create_complaint(**values)
            self._solve(complaint)
            complaint.with_user(self.anna).action_close()
        return complaint

    def _collect(self, survey, moment):
        with freeze_time(moment):
            return survey.sudo()._collect(fields.Datetime.now())

    def test_after_a_closed_case_and_the_delay(self):
        survey = self._create_survey("case", case_kind="complaint")
        case = self._closed_case(0)
        self._closed_case(0, kind="praise")
        self.assertFalse(self._collect(survey, at(2, 0)))
        invitation = self._collect(survey, at(2, 1))
        self.assertEqual(invitation.complaint_id, case)
        self.assertEqual(invitation.partner_id, self.contact)
        self.assertEqual(invitation.state, "waiting")
        self.assertFalse(self._collect(survey, at(2, 2)), "each event once")

    def test_contact_is_asked_once_within_the_throttle(self):
        survey = self._create_survey("case")
        self._closed_case(0)
        self._collect(survey, at(2, 1))
        self._closed_case(3)
        second = self._collect(survey, at(5, 1))
        self.assertEqual((second.state, second.skip_reason), ("skipped", "throttle"))
        self._closed_case(31)
        third = self._collect(survey, at(33, 1))
        self.assertEqual(third.state, "waiting", "thirty days later again")

    def test_two_events_at_once_ask_once(self):
        survey = self._create_survey("case")
        self._closed_case(0)
        self._closed_case(0)
        found = self._collect(survey, at(2, 1))
        self.assertEqual(sorted(found.mapped("state")), ["skipped", "waiting"])

    def test_what_was_before_the_survey_is_not_asked(self):
        self._closed_case(-3)
        survey = self._create_survey("case")
        self.assertFalse(self._collect(survey, at(1, 0)))

    def test_after_an_order(self):
        survey = self._create_survey("order")
        with freeze_time(at(1, 1)):
            order = self._create_order()
        self.assertEqual(self._collect(survey, at(3, 1)).order_id, order)

    def test_after_a_delivery(self):
        """Promised for Thursday: asked on Saturday, not on Wednesday."""
        survey = self._create_survey("delivery")
        with freeze_time(at(0, 1)):
            order = self._create_order()
        delivered = at(3, 1)
        if "effective_date" in order._fields:
            order.effective_date = delivered
        else:
            order.commitment_date = delivered
        self.assertFalse(self._collect(survey, at(2, 2)))
        self.assertEqual(self._collect(survey, at(5, 2)).order_id, order)

    def test_goods_sent_again_are_no_order_to_ask_about(self):
        """Nobody bought what replaces torn bags; the case itself is asked about."""
        surveys = [self._create_survey(event) for event in ("order", "delivery")]
        with freeze_time(at(1, 1)):
            order = self._create_order()
        order.sudo().is_gratis = True
        if "effective_date" in order._fields:
            order.effective_date = at(1, 1)
        for survey in surveys:
            self.assertFalse(self._collect(survey, at(3, 2)), survey.name)

    def test_after_a_visit(self):
        survey = self._create_survey("visit")
        visit = self.env["crm.customer.visit"].create(
            {
                "customer_id": self.customer.id,
                "user_id": self.sally.id,
                "type_id": self.env.ref("crm_lifecycle.crm_visit_type_call").id,
                "date_start": at(1, 1),
            }
        )
        visit.sudo().write({"state": "done", "date_done": at(1, 2)})
        self.assertEqual(self._collect(survey, at(3, 2)).visit_id, visit)

    def test_job_asks_and_sends(self):
        survey = self._create_survey("case")
        self._closed_case(0)
        with freeze_time(at(2, 1)), self.enter_registry_test_mode():
            self.env.ref(
                "crm_complaints.crm_satisfaction_survey_cron"
            ).method_direct_trigger()
        self.env.invalidate_all()
        self.assertEqual(survey.invitation_ids.state, "sent")
        self.assertEqual(survey.invitation_ids.date_sent - at(2, 1), timedelta(0))
