# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


# pylint: disable=no-wizard-in-models
class ResConfigSettings(models.TransientModel):
    _name = "res.config.settings"
    _inherit = ["res.config.settings", "crm.credit.settings.mixin"]

    collection_dunning_on = fields.Boolean(
        related="company_id.collection_dunning_on", readonly=False
    )
    collection_promise_days = fields.Integer(
        related="company_id.collection_promise_days", readonly=False
    )
    collection_promise_percent = fields.Float(
        related="company_id.collection_promise_percent", readonly=False
    )
    collection_promise_limit = fields.Integer(
        related="company_id.collection_promise_limit", readonly=False
    )
    collection_dispute_days = fields.Integer(
        related="company_id.collection_dispute_days", readonly=False
    )
    collection_interest_rate = fields.Float(
        related="company_id.collection_interest_rate", readonly=False
    )
    collection_interest_grace = fields.Integer(
        related="company_id.collection_interest_grace", readonly=False
    )
    collection_interest_product_id = fields.Many2one(
        related="company_id.collection_interest_product_id", readonly=False
    )
    collection_legal_order = fields.Boolean(
        related="company_id.collection_legal_order", readonly=False
    )
