# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmContractAssign(models.TransientModel):
    _name = "crm.contract.assign"
    _description = "Name the Responsible Person of a Contract"

    contract_id = fields.Many2one(
        comodel_name="crm.contract", required=True, ondelete="cascade"
    )
    instalment_ids = fields.Many2many(
        comodel_name="crm.contract.instalment",
        relation="crm_contract_assign_instalment_rel",
        domain="[('contract_id', '=', contract_id)]",
        string="Only for",
        help="Empty: for the contract and all instalments without a name of their own.",
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Responsible",
        domain="[('share', '=', False)]",
        help="Empty: the owner of the customer again.",
    )
    reason = fields.Char(required=True)

    def action_confirm(self):
        self.ensure_one()
        self.contract_id._assign(self.user_id, self.reason, self.instalment_ids)
        return {"type": "ir.actions.act_window_close"}
