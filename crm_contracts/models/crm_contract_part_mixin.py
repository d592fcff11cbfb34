# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models


class CrmContractPartMixin(models.AbstractModel):
    """What belongs to the words of a contract: written in draft, then agreed.

    Fields in ``_free_fields`` say what happened later and stay open.
    """

    _name = "crm.contract.part.mixin"
    _description = "Part of a Contract"
    _inherit = ["crm.guarded.mixin"]

    _frozen_fields = frozenset({"contract_id"})
    _free_fields = frozenset()

    contract_id = fields.Many2one(
        comodel_name="crm.contract", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="contract_id.company_id", store=True, precompute=True, index=True
    )
    contract_state = fields.Selection(
        related="contract_id.state", string="Contract Status"
    )

    @api.model_create_multi
    def create(self, vals_list):
        parts = super().create(vals_list)
        parts._check_terms_open()
        return parts

    def write(self, vals):
        if vals.keys() - self._free_fields:
            self._check_terms_open()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_agreed(self):
        self._check_terms_open()

    def _check_terms_open(self):
        if not self.env.su:
            self.contract_id._check_terms_open()
