# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class StockPicking(models.Model):
    _name = "stock.picking"
    _inherit = ["stock.picking", "crm.picking.credit.mixin"]

    crm_contract_id = fields.Many2one(
        related="sale_id.crm_contract_id", string="Contract"
    )
