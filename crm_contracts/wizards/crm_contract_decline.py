# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmContractDecline(models.TransientModel):
    """Asks why a business is not accepted."""

    _name = "crm.contract.decline"
    _description = "Business Not Accepted"

    contract_id = fields.Many2one(
        comodel_name="crm.contract", required=True, ondelete="cascade"
    )
    reason_id = fields.Many2one(
        comodel_name="crm.contract.refusal.reason", required=True, ondelete="cascade"
    )
    note = fields.Char(string="Analysis", required=True)

    def action_confirm(self):
        self.ensure_one()
        self.contract_id._turn_down(self.reason_id, self.note)
        return {"type": "ir.actions.act_window_close"}
