# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmQualificationDecide(models.TransientModel):
    _name = "crm.qualification.decide"
    _description = "Decide on a Qualification"

    qualification_id = fields.Many2one(
        "crm.qualification", required=True, readonly=True
    )
    answer = fields.Selection(
        selection=[
            ("accepted", "Accept"),
            ("conditional", "Accept with conditions"),
            ("refused", "Refuse"),
        ],
        required=True,
    )
    score = fields.Float(related="qualification_id.score", related_sudo=False)
    is_passed = fields.Boolean(related="qualification_id.is_passed", related_sudo=False)
    reason_id = fields.Many2one("crm.qualification.reason")
    note = fields.Text(string="In Words")

    def action_decide(self):
        self.ensure_one()
        self.qualification_id._decide(self.answer, self.note or "", self.reason_id)
        return {"type": "ir.actions.act_window_close"}
