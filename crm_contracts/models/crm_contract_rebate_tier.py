# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models


class CrmContractRebateTier(models.Model):
    _name = "crm.contract.rebate.tier"
    _description = "Tier of a Rebate"
    _order = "rebate_id, amount_from"
    _rec_name = "percent"

    rebate_id = fields.Many2one(
        comodel_name="crm.contract.rebate",
        required=True,
        index=True,
        ondelete="cascade",
    )
    contract_id = fields.Many2one(
        related="rebate_id.contract_id", store=True, precompute=True, index=True
    )
    currency_id = fields.Many2one(related="rebate_id.currency_id")
    amount_from = fields.Monetary(
        string="From", help="Untaxed amount of the period from which the tier counts."
    )
    percent = fields.Float(string="Rebate (%)", digits=(5, 2), required=True)

    _percent_valid = models.Constraint(
        "CHECK (percent > 0 AND percent <= 100 AND amount_from >= 0)",
        "A tier starts at zero or above and gives between 0 and 100 percent.",
    )
    _from_unique = models.Constraint(
        "UNIQUE (rebate_id, amount_from)", "Two tiers cannot start at the same amount."
    )

    @api.model_create_multi
    def create(self, vals_list):
        tiers = super().create(vals_list)
        tiers.rebate_id._check_terms_open()
        return tiers

    def write(self, vals):
        self.rebate_id._check_terms_open()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_agreed(self):
        self.rebate_id._check_terms_open()
