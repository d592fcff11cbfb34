# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models

from .crm_contract_rules import percent_amounts


class CrmContractShareMixin(models.AbstractModel):
    """A part of what an agreement asks for: a share of it, or an amount."""

    _name = "crm.contract.share.mixin"
    _description = "Share of an Agreement"

    currency_id = fields.Many2one("res.currency")
    sequence = fields.Integer(default=10)
    name = fields.Char(string="Instalment", required=True)
    days = fields.Integer(help="Days after the event until the payment is due.")
    date_fixed = fields.Date(string="Fixed Date")
    percent = fields.Float(
        digits=(16, 4), help="Share of the contract; leave empty to give an amount."
    )
    amount = fields.Monetary(compute="_compute_amount", store=True, readonly=False)

    _amount_positive = models.Constraint(
        "CHECK (amount >= 0 AND percent >= 0 AND days >= 0)",
        "Amounts, percentages and days of an instalment cannot be negative.",
    )
    _date_given = models.Constraint(
        "CHECK (trigger != 'date' OR date_fixed IS NOT NULL)",
        "An instalment on a fixed date needs the date.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._without_amount(vals) for vals in vals_list])

    def write(self, vals):
        return super().write(self._without_amount(vals))

    @api.model
    def _without_amount(self, vals):
        """A percentage decides the amount, whatever else was sent along."""
        if vals.get("percent"):
            return {key: value for key, value in vals.items() if key != "amount"}
        return vals

    def _spread_percents(self, parent, total):
        """Percentages of a total; those of 100 % together lose no cent.

        parent: field with the agreement; total: its field with the amount
        """
        for agreement in self[parent]:
            shares = (agreement.instalment_ids | self).filtered(
                lambda i, a=agreement: i.percent and i[parent] == a
            )
            amounts = percent_amounts(
                agreement[total],
                shares.mapped("percent"),
                agreement.currency_id.decimal_places,
            )
            for share, amount in zip(shares, amounts, strict=True):
                share.amount = amount
