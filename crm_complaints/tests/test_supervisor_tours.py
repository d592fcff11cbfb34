# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import HttpCase, tagged

from .compensation_common import CompensationCommon


@tagged("post_install", "-at_install")
class TestSupervisorTours(CompensationCommon, HttpCase):
    def test_escalated_and_taken_over(self):
        """Nothing is due in two hours: it is on the wall because it was escalated."""
        self.env["crm.complaint.sla"].search([]).write(
            {"acknowledge_hours": 0, "response_hours": 80, "solution_hours": 160}
        )
        complaint = self._create_complaint(description="Plant stands still")
        self._create_complaint(description="Quiet case")
        complaint.with_user(self.anna).action_take()
        self.assertEqual(complaint.user_id, self.anna)
        self.start_tour(
            f"/odoo/complaints/{complaint.id}",
            "crm_complaints_agent_escalates",
            login="anna_c",
        )
        self.env.invalidate_all()
        step = complaint.sudo().escalation_ids
        self.assertEqual(
            (step.kind, step.level, step.user_id), ("manual", 1, self.anna)
        )
        self.assertEqual(step.called_ids, self.mona)
        self.start_tour(
            "/odoo/complaint-wall",
            "crm_complaints_supervisor_takes_over",
            login="mona_c",
        )
        self.env.invalidate_all()
        self.assertEqual(complaint.user_id, self.mona)
        moved = complaint.sudo().handoff_ids.sorted("id")[-1]
        self.assertEqual((moved.from_user_id, moved.to_user_id), (self.anna, self.mona))

    def test_compensation_above_the_limit(self):
        """690 of 1,150: more than the 500 of the agent, less than the 5,000 of mona."""
        complaint = self._create_claim(6)
        portal = self._create_portal_user("paula_credit", self.contact)
        page = f"/odoo/complaints/{complaint.id}"
        self.start_tour(page, "crm_complaints_agent_asks_approval", login="anna_c")
        self.env.invalidate_all()
        offer = complaint.sudo().compensation_ids
        self.assertEqual((offer.state, offer.amount), ("waiting", 690))
        self.start_tour(
            "/odoo/customer-approvals",
            "crm_complaints_supervisor_approves",
            login="mona_c",
        )
        self.env.invalidate_all()
        self.assertEqual((offer.state, offer.is_approved), ("offered", True))
        self.assertFalse(offer.move_id)
        self.start_tour(
            f"/my/complaints/{complaint.id}",
            "crm_complaints_portal_takes_credit",
            login=portal.login,
        )
        self.env.invalidate_all()
        notes = self.env["account.move"].search(
            [("move_type", "=", "out_refund"), ("partner_id", "=", self.partner.id)]
        )
        self.assertEqual(notes, offer.move_id)
        self.assertEqual((notes.state, notes.amount_total), ("posted", 690))
        self.assertEqual(notes.reversed_entry_id, self.invoice)
        action = offer.with_user(self.anna).action_view_document()
        self.assertEqual(
            (action["res_model"], action["res_id"]), (notes._name, notes.id)
        )
