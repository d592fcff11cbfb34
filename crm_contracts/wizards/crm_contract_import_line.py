# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmContractImportLine(models.TransientModel):
    _name = "crm.contract.import.line"
    _description = "Record that an Import left out"
    _order = "source_number, id"

    import_id = fields.Many2one(
        comodel_name="crm.contract.import",
        required=True,
        index=True,
        ondelete="cascade",
    )
    source_number = fields.Integer(string="ID there", readonly=True, aggregator=None)
    name = fields.Char(string="Record", readonly=True)
    reason = fields.Char(string="Why it is left out", readonly=True)
