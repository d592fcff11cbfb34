# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmCollectionDecide(models.TransientModel):
    """Asks for the words that a decision about a dispute needs."""

    _name = "crm.collection.decide"
    _description = "Decision on a Dispute"

    dispute_id = fields.Many2one(
        comodel_name="crm.collection.dispute", required=True, ondelete="cascade"
    )
    decision = fields.Selection(
        selection=[
            ("accepted", "Accept: a credit note follows"),
            ("rejected", "Reject: the amount is due"),
            ("withdrawn", "Withdraw: recorded by mistake"),
        ],
        required=True,
    )
    resolution = fields.Text(required=True, string="What the Customer Is Told")

    def action_confirm(self):
        self.ensure_one()
        self.dispute_id._decide(self.decision, self.resolution)
        return {"type": "ir.actions.act_window_close"}
