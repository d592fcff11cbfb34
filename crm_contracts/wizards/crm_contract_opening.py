# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.fields import Command


class CrmContractOpening(models.TransientModel):
    """Asks how far a running contract was fulfilled before it came to Odoo."""

    _name = "crm.contract.opening"
    _description = "Opening of a Running Contract"
    _inherit = ["crm.contract.wizard.mixin"]

    contract_id = fields.Many2one(
        comodel_name="crm.contract", required=True, ondelete="cascade"
    )
    date_signed = fields.Date(string="Signed on", required=True)
    date_accepted = fields.Date(string="Accepted on")
    signed_by = fields.Char(required=True)
    line_ids = fields.One2many(
        comodel_name="crm.contract.opening.line", inverse_name="opening_id"
    )

    def action_confirm(self):
        self.ensure_one()
        done = {row.line_id or row.instalment_id: row.done for row in self.line_ids}
        self.contract_id._take_over(
            self.date_signed, self.date_accepted, self.signed_by, done
        )
        return {"type": "ir.actions.act_window_close"}

    @api.model
    def _create_for(self, contract):
        rows = [
            {"line_id": line.id, "agreed": line.quantity} for line in contract.line_ids
        ]
        rows += [
            {"instalment_id": line.id, "agreed": line.amount}
            for line in contract.instalment_ids
        ]
        return self.create(
            {
                "contract_id": contract.id,
                "date_signed": contract.date_start or fields.Date.context_today(self),
                "signed_by": contract._signatory().name,
                "line_ids": [Command.create(row) for row in rows],
            }
        )
