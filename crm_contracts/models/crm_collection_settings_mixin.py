# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmCollectionSettingsMixin(models.AbstractModel):
    """What a company decides about collecting."""

    _name = "crm.collection.settings.mixin"
    _description = "Settings of Collecting"

    collection_dunning_on = fields.Boolean(
        string="Remind by Night",
        help="Reminders are sent by the nightly job on working days. While it is off, "
        "a collector may simulate and start a run by hand.",
    )
    collection_promise_days = fields.Integer(
        string="Days of Tolerance", default=3, help="A promise is broken after them."
    )
    collection_promise_percent = fields.Float(
        string="Tolerance (%)",
        default=2.0,
        help="A promise is kept although so much of it is missing.",
    )
    collection_promise_limit = fields.Integer(
        string="Longest Promise (Days)",
        default=30,
        help="Customers can promise a day in the portal up to so many days ahead.",
    )
    collection_dispute_days = fields.Integer(
        string="Answer to Disputes (Days)",
        default=14,
        help="So long a disputed amount is left out of reminders; then it is asked for "
        "again unless somebody decided.",
    )
    collection_interest_rate = fields.Float(
        string="Late Interest (% a Year)",
        digits=(16, 4),
        help="Interest for what was paid late or is late still; 0: none.",
    )
    collection_interest_grace = fields.Integer(
        string="Days of Grace", help="So many days late cost nothing."
    )
    collection_interest_product_id = fields.Many2one(
        comodel_name="product.product",
        string="Product for Interest",
        domain="[('type', '=', 'service')]",
        help="Gives the account and the taxes of interest; empty: the account of the "
        "journal, without taxes.",
    )
    collection_legal_order = fields.Boolean(
        string="Costs, Interest, then the Debt",
        help="When open payments are matched, costs and interest are settled before "
        "what they were charged for. Otherwise the oldest item first.",
    )
