# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.fields import Domain


class CrmCollectionItemDisputedMixin(models.AbstractModel):
    """What of an open item is disputed, whichever module knows of it, and where."""

    _name = "crm.collection.item.disputed.mixin"
    _description = "Dispute of an Open Item"

    move_id = fields.Many2one("account.move", readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    amount_disputed = fields.Monetary(
        string="In Dispute", compute="_compute_amount_disputed"
    )
    is_disputed = fields.Boolean(
        compute="_compute_amount_disputed", search="_search_is_disputed"
    )

    @api.depends("move_id", "amount")
    def _compute_amount_disputed(self):
        for item in self:
            disputed = item.move_id.amount_disputed if item.amount > 0 else 0.0
            item.amount_disputed = min(disputed, item.amount)
            item.is_disputed = bool(item.amount_disputed)

    @api.model
    def _search_is_disputed(self, operator, value):
        if operator != "in" or True not in value:
            return NotImplemented
        return Domain("move_id.is_disputed", "=", True) & Domain("amount", ">", 0)

    def action_view_disputes(self):
        self.ensure_one()
        return self.move_id.action_view_disputes()
