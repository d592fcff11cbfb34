# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmCollectionChargeLine(models.TransientModel):
    """Interest on one late item, before it is charged."""

    _name = "crm.collection.charge.line"
    _description = "Interest on a Late Item"

    charge_id = fields.Many2one(
        "crm.collection.charge", required=True, index=True, ondelete="cascade"
    )
    move_id = fields.Many2one("account.move", string="Late Invoice", ondelete="cascade")
    date_from = fields.Date(string="From")
    date_to = fields.Date(string="Until")
    amount_days = fields.Float(digits=(16, 2), aggregator=None)
    rate = fields.Float(string="% a Year", digits=(16, 4), aggregator=None)
    currency_id = fields.Many2one("res.currency")
    amount = fields.Monetary(string="Interest")
