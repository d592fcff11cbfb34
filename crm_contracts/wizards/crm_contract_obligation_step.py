# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmContractObligationStep(models.TransientModel):
    """Asks for what it takes to answer an obligation."""

    _name = "crm.contract.obligation.step"
    _description = "Answer of an Obligation"
    _inherit = ["crm.contract.wizard.mixin"]

    obligation_id = fields.Many2one(
        comodel_name="crm.contract.obligation", required=True, ondelete="cascade"
    )
    needs_proof = fields.Boolean(related="obligation_id.needs_proof")
    step = fields.Selection(
        selection=[("done", "Done"), ("waive", "Waive"), ("undo", "Take Back")],
        required=True,
        default="done",
    )
    date_done = fields.Datetime(string="Done on", default=fields.Datetime.now)
    note = fields.Char()
    proof_ids = fields.Many2many(comodel_name="ir.attachment")

    def action_confirm(self):
        self.ensure_one()
        line = self.obligation_id
        if self.step == "done":
            line._fulfil(self.date_done, self.note or "", self.proof_ids)
        else:
            getattr(line, f"_{self.step}")(self.note or "")
        return {"type": "ir.actions.act_window_close"}
