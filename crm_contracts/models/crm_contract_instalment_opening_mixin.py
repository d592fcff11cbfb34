# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models
from odoo.exceptions import UserError


class CrmContractInstalmentOpeningMixin(models.AbstractModel):
    """What was received of an instalment before the contract came into Odoo (S-382)."""

    _name = "crm.contract.instalment.opening.mixin"
    _description = "Opening Balance of an Instalment"

    currency_id = fields.Many2one("res.currency")
    opening_amount = fields.Monetary(
        string="Received before",
        readonly=True,
        copy=False,
        help="Before the contract was taken over into Odoo.",
    )

    def _amount_to_ask(self):
        """What invoices of this ledger ask for: not what was received before it."""
        self.ensure_one()
        return self.amount - self.opening_amount

    def _set_opening(self, amount):
        if not 0 <= amount <= self.amount:
            raise UserError(
                self.env._(
                    "%(instalment)s: between nothing and %(amount)s was received "
                    "before.",
                    instalment=self.name,
                    amount=self.currency_id.format(self.amount),
                )
            )
        self.sudo().opening_amount = amount

    def _alarm_words(self):
        return self.env._(
            "%(instalment)s of %(contract)s is due: %(amount)s",
            instalment=self.name,
            contract=self.contract_id.name,
            amount=self.currency_id.format(self.amount_open),
        )
