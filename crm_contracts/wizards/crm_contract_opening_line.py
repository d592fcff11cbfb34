# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models


class CrmContractOpeningLine(models.TransientModel):
    _name = "crm.contract.opening.line"
    _description = "Line of an Opening"
    _inherit = ["crm.contract.wizard.mixin"]

    opening_id = fields.Many2one(
        comodel_name="crm.contract.opening",
        required=True,
        index=True,
        ondelete="cascade",
    )
    line_id = fields.Many2one("crm.contract.line", ondelete="cascade")
    instalment_id = fields.Many2one("crm.contract.instalment", ondelete="cascade")
    name = fields.Char(string="What", compute="_compute_name")
    kind = fields.Selection(
        selection=[("quantity", "Delivered"), ("amount", "Received")],
        compute="_compute_name",
    )
    agreed = fields.Float(readonly=True)
    done = fields.Float(string="Already Done")

    @api.depends("line_id", "instalment_id")
    def _compute_name(self):
        for row in self:
            row.kind = "quantity" if row.line_id else "amount"
            row.name = row.line_id.description or row.instalment_id.name
