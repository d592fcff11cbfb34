# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError


class CrmCollectionHoldMixin(models.AbstractModel):
    """An amount that reminders leave out for a while, kept in the customer's file."""

    _name = "crm.collection.hold.mixin"
    _description = "Amount Left out of Reminders"
    _inherit = ["crm.collection.entry.mixin"]

    currency_id = fields.Many2one("res.currency")
    amount = fields.Monetary(required=True, readonly=True)
    company_currency_id = fields.Many2one(
        related="company_id.currency_id", string="Company Currency"
    )
    company_amount = fields.Monetary(
        currency_field="company_currency_id", readonly=True
    )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_history(self):
        raise UserError(
            self.env._(
                "%(kind)s “%(name)s” stays in the file of the customer; withdraw what "
                "was recorded by mistake.",
                kind=self.env["ir.model"]._get(self._name).name,
                name=self[:1].display_name,
            )
        )
