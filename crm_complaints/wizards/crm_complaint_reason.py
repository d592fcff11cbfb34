# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmComplaintReason(models.TransientModel):
    """Asks for the reason of a step; the step itself checks who may take it."""

    _name = "crm.complaint.reason"
    _description = "Reason of a Step"

    complaint_id = fields.Many2one("crm.complaint", required=True, readonly=True)
    compensation_id = fields.Many2one("crm.complaint.compensation", readonly=True)
    promise_id = fields.Many2one("crm.complaint.promise", readonly=True)
    operation = fields.Selection(
        selection=[
            ("pause", "Wait for the Customer"),
            ("cancel", "Cancel the Complaint"),
            ("reopen", "Reopen"),
            ("accept", "The Customer Accepted"),
            ("refuse", "The Customer Refused"),
            ("escalate", "Escalate"),
            ("lower", "Lower the Escalation"),
            ("declare_crisis", "Declare a Crisis"),
            ("end_crisis", "The Crisis is over"),
            ("urge", "Urge the Office"),
            ("inspect", "Result of the Inspection"),
            ("withdraw", "Withdraw"),
            ("reclassify", "Close by the Present Category"),
            ("answer_by_phone", "Answered by Phone"),
            ("keep_secret", "Make Confidential"),
            ("lift_secret", "Lift Confidentiality"),
        ],
        required=True,
        readonly=True,
    )
    reason = fields.Char(required=True)

    def action_confirm(self):
        self.ensure_one()
        if self.promise_id:
            self.promise_id._withdraw(self.reason)
        elif self.operation in ("accept", "refuse", "withdraw"):
            offer = self.compensation_id
            offer.complaint_id.check_access("write")
            step = getattr(offer, f"_{self.operation}")
            step(offer.complaint_id.partner_id, self._reason_of_staff())
        else:
            getattr(self.complaint_id, f"_{self.operation}")(self.reason)
        return {"type": "ir.actions.act_window_close"}

    def _reason_of_staff(self):
        return self.env._(
            "%(reason)s (recorded by %(user)s)",
            reason=self.reason,
            user=self.env.user.name,
        )
