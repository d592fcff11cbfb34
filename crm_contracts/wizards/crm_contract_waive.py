# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmContractWaive(models.TransientModel):
    """Asks why a penalty is waived."""

    _name = "crm.contract.waive"
    _description = "Waive a Penalty"

    penalty_id = fields.Many2one(
        comodel_name="crm.contract.penalty", required=True, ondelete="cascade"
    )
    reason = fields.Char(required=True)

    def action_confirm(self):
        self.ensure_one()
        self.penalty_id._waive(self.reason)
        return {"type": "ir.actions.act_window_close"}
