# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError


class CrmContractInstalmentResponsibleMixin(models.AbstractModel):
    """Who answers for one payment, so that overdue money has a name."""

    _name = "crm.contract.instalment.responsible.mixin"
    _description = "Responsible Persons of Instalments"

    contract_id = fields.Many2one("crm.contract")
    assigned_id = fields.Many2one(
        comodel_name="res.users", string="Named Responsible", readonly=True, copy=False
    )
    responsible_id = fields.Many2one(
        comodel_name="res.users",
        compute="_compute_responsible_id",
        store=True,
        index=True,
        help="Who answers for this payment: the responsible person of the contract, "
        "unless a manager named somebody else.",
    )

    @api.depends("assigned_id", "contract_id.responsible_id")
    def _compute_responsible_id(self):
        for row in self:
            row.responsible_id = row.assigned_id or row.contract_id.responsible_id

    def action_open_assign(self):
        """For instalments of one contract, chosen in the list."""
        if len(self.contract_id) != 1:
            raise UserError(
                self.env._("Choose instalments of one contract; each has its own log.")
            )
        action = self.contract_id.action_open_assign()
        action["context"]["default_instalment_ids"] = self.ids
        return action
