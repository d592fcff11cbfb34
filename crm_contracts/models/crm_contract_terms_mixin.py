# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models


class CrmContractTermsMixin(models.AbstractModel):
    """Type and group of a contract, and what follows from them."""

    _name = "crm.contract.terms.mixin"
    _description = "Terms of Contracts"

    type_id = fields.Many2one(
        comodel_name="crm.contract.type",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
        tracking=True,
        default=lambda self: self.env["crm.contract.type"]._first_type(
            self.env.company
        ),
    )
    contract_type = fields.Selection(
        related="type_id.kind", store=True, precompute=True, string="Kind"
    )
    type_description = fields.Text(related="type_id.description")
    group_id = fields.Many2one(
        comodel_name="crm.contract.group",
        index=True,
        ondelete="restrict",
        check_company=True,
        help="Contracts that belong together: a project, a season, a region.",
    )
    copies = fields.Integer(
        compute="_compute_copies",
        store=True,
        readonly=False,
        precompute=True,
        help="Copies that are signed, all equally valid.",
    )

    _copies_positive = models.Constraint(
        "CHECK (copies > 0)", "A contract is signed in one copy at least."
    )

    @api.depends("type_id")
    def _compute_copies(self):
        for contract in self:
            contract.copies = contract.type_id.copies or 1

    @api.model_create_multi
    def create(self, vals_list):
        return super().create(self._with_types(vals_list))

    def write(self, vals):
        if vals.get("contract_type"):
            [vals] = self._with_types([vals], self.company_id[:1])
        return super().write(vals)

    @api.model
    def _with_types(self, vals_list, company=None):
        """Values with a type each: imports and other modules may name the kind only."""
        types, result = {}, []
        for vals in vals_list:
            if not vals.get("type_id"):
                company_id = vals.get("company_id") or (company or self.env.company).id
                key = (company_id, vals.get("contract_type"))
                if key not in types:
                    types[key] = self.env["crm.contract.type"]._first_type(
                        self.env["res.company"].browse(company_id), key[1]
                    )
                vals = {**vals, "type_id": types[key].id}
            result.append(
                {key: value for key, value in vals.items() if key != "contract_type"}
            )
        return result
