# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmSalesImportError(models.Model):
    """A cell of the file that keeps the whole import from being stored."""

    _name = "crm.sales.import.error"
    _description = "Fault in a Sales History File"
    _inherit = ["crm.guarded.mixin"]
    _order = "import_id, number, id"
    _rec_name = "message"

    import_id = fields.Many2one(
        comodel_name="crm.sales.import",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(related="import_id.company_id")
    number = fields.Integer(
        string="Row",
        readonly=True,
        aggregator=None,
        help="As a spreadsheet counts: the head is row 1.",
    )
    column = fields.Char(readonly=True)
    content = fields.Char(string="Cell", readonly=True)
    message = fields.Char(string="What Is Wrong", readonly=True)
