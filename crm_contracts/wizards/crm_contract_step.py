# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmContractStep(models.TransientModel):
    """Asks for the day and the words that a step of a contract needs."""

    _name = "crm.contract.step"
    _description = "Step of a Contract"

    contract_id = fields.Many2one(
        comodel_name="crm.contract", required=True, ondelete="cascade"
    )
    step = fields.Selection(
        selection=[
            ("accept", "Record Acceptance"),
            ("paper", "Signed on Paper"),
            ("suspend", "Suspend"),
            ("resume", "Resume"),
            ("close", "Close"),
            ("terminate", "Terminate"),
            ("reopen", "Take Back the Closing"),
        ],
        required=True,
    )
    date = fields.Date(default=fields.Date.context_today)
    reason = fields.Char(string="Note")
    document = fields.Binary(string="Signed Copy")
    filename = fields.Char()

    def action_confirm(self):
        self.ensure_one()
        contract = self.contract_id
        if self.step == "accept":
            contract._accept(self.date, self.reason or "")
        elif self.step == "paper":
            contract._sign_on_paper(self.date, self.document, self.filename)
        else:
            getattr(contract, f"_{self.step}")(self.reason or "")
        return {"type": "ir.actions.act_window_close"}
