# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models


class CrmContractAmendmentPartMixin(models.AbstractModel):
    """What an amendment changes: open until the amendment is submitted."""

    _name = "crm.contract.amendment.part.mixin"
    _description = "Part of an Amendment"
    _inherit = ["crm.guarded.mixin"]

    _frozen_fields = frozenset({"amendment_id"})

    amendment_id = fields.Many2one(
        comodel_name="crm.contract.amendment",
        required=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        related="amendment_id.company_id", store=True, precompute=True, index=True
    )
    currency_id = fields.Many2one(related="amendment_id.currency_id")
    sequence = fields.Integer(default=10)

    @api.model_create_multi
    def create(self, vals_list):
        parts = super().create(vals_list)
        parts.amendment_id._check_open_terms()
        return parts

    def write(self, vals):
        self.amendment_id._check_open_terms()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_agreed(self):
        self.amendment_id._check_open_terms()
        if not self.env.su:
            self._check_taken_out()

    def _check_taken_out(self):
        """Hook: raises where a row of the contract would only vanish from the list."""
