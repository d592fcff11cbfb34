# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmContractModelCopy(models.TransientModel):
    """Starts a contract with the words of a model contract."""

    _name = "crm.contract.model.copy"
    _description = "Contract from a Model"

    model_id = fields.Many2one(
        comodel_name="crm.contract",
        string="Model Contract",
        domain="[('is_model', '=', True)]",
        required=True,
        ondelete="cascade",
    )
    customer_id = fields.Many2one(
        comodel_name="crm.customer", required=True, ondelete="cascade"
    )
    subject = fields.Char(help="Empty: the subject of the model.")

    def action_confirm(self):
        self.ensure_one()
        contract = self.model_id._copy_for(self.customer_id, self.subject)
        return {
            "type": "ir.actions.act_window",
            "res_model": "crm.contract",
            "res_id": contract.id,
            "views": [(False, "form")],
        }
