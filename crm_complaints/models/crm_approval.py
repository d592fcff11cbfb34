# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmApproval(models.Model):
    _inherit = "crm.approval"

    kind = fields.Selection(
        selection_add=[("compensation", "Compensation")],
        ondelete={"compensation": "cascade"},
    )

    def _is_last_answer(self, answer):
        if answer == "approved":
            self.sudo()._count_same_yes()
        return super()._is_last_answer(answer)

    def _count_same_yes(self):
        """Who said yes as a manager and may say it above the managers' limit as well
        is not asked the same question twice."""
        step = self.current_step_id
        while step.is_above_limit and self.env.user in step._approvers():
            step.write(
                {
                    "state": "approved",
                    "decided_by_id": self.env.uid,
                    "date_decided": fields.Datetime.now(),
                    "comment": self.env._("Counts for this step too."),
                }
            )
            step = self.current_step_id
