# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models


class CrmContractStep(models.TransientModel):
    """Asks for the day and the words that a step of a contract needs."""

    _name = "crm.contract.step"
    _description = "Step of a Contract"

    contract_id = fields.Many2one(comodel_name="crm.contract", ondelete="cascade")
    contract_state = fields.Selection(related="contract_id.state", related_sudo=False)
    amendment_id = fields.Many2one(
        comodel_name="crm.contract.amendment", ondelete="cascade"
    )
    milestone_id = fields.Many2one(
        comodel_name="crm.contract.milestone", ondelete="cascade"
    )
    step = fields.Selection(
        selection=[
            ("accept", "Record Acceptance"),
            ("milestone", "Milestone Reached"),
            ("paper", "Signed on Paper"),
            ("suspend", "Suspend"),
            ("resume", "Resume"),
            ("close", "Close"),
            ("stop_renewal", "Do Not Renew"),
            ("terminate", "Terminate"),
            ("reopen", "Take Back the Closing"),
        ],
        required=True,
    )
    date = fields.Date(default=fields.Date.context_today)
    reason = fields.Char(string="Note")
    document = fields.Binary(string="Signed Copy")
    filename = fields.Char()
    findings = fields.Text(string="Still Open", compute="_compute_findings")

    @api.depends("contract_id", "step")
    def _compute_findings(self):
        """What is open of a contract that is to be closed."""
        for wizard in self:
            contract = wizard.contract_id
            wizard.findings = (
                contract._describe_findings(contract._family_findings())
                if contract and wizard.step == "close"
                else False
            )

    def action_confirm(self):
        self.ensure_one()
        contract = self.contract_id
        if self.step == "accept":
            contract._accept(self.date, self.reason or "")
        elif self.step == "milestone":
            self.milestone_id._reach(self.date, self.reason or "")
        elif self.step == "paper":
            document = self.amendment_id or contract
            document._sign_on_paper(self.date, self.document, self.filename)
        else:
            getattr(contract, f"_{self.step}")(self.reason or "")
        return {"type": "ir.actions.act_window_close"}

    def action_start_closing(self):
        self.ensure_one()
        self.contract_id._start_closing(self.reason or "")
        return {"type": "ir.actions.act_window_close"}
