# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import HttpCase, tagged

from .common import ComplaintsCommon


@tagged("post_install", "-at_install")
class TestVoiceTours(ComplaintsCommon, HttpCase):
    def test_customer_answers_a_survey(self):
        """By the link of the mail, without log-in; the agent reads it."""
        survey = self.env["crm.satisfaction.survey"].create(
            {
                "name": "Customer Survey",
                "company_id": self.company.id,
                "kind": "periodic",
                "rule_domain": f"[('id', '=', {self.customer.id})]",
            }
        )
        survey.action_draw()
        survey.action_start()
        invitation = survey.invitation_ids
        self.start_tour(
            f"/satisfaction/{invitation.access_token}", "crm_complaints_survey_answer"
        )
        self.env.invalidate_all()
        self.assertEqual(invitation.gap_class, "above")
        self.assertEqual(invitation.nps_class, "promoter")
        self.start_tour(
            "/odoo/satisfaction-answers", "crm_complaints_survey_read", login="anna_c"
        )

    def test_supervisor_goes_through_the_call_backs(self):
        """One customer is satisfied now, the other's case is opened again."""
        calls = self.env["crm.complaint.callback"]
        for name in ("Alpha", "Beta"):
            partner = self._create_partner(name, f"{name}@calls.test").child_ids
            complaint = self._create_complaint(partner_id=partner.id)
            self._solve(complaint)
            complaint.with_user(self.anna).action_close()
            complaint.sudo()._rate(1)
        calls.sudo()._cron_plan()
        found = calls.search([("state", "=", "open")]).sorted(
            lambda c: c.complaint_id.id
        )
        self.start_tour(
            "/odoo/complaint-callbacks", "crm_complaints_callbacks", login="mona_c"
        )
        self.env.invalidate_all()
        self.assertEqual(found.mapped("state"), ["satisfied", "reopened"])
        self.assertEqual(found.complaint_id.mapped("phase"), ["closed", "work"])
