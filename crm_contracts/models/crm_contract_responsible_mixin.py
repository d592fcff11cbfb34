# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError


class CrmContractResponsibleMixin(models.AbstractModel):
    """Who answers for a contract: the customer's owner, or whom a manager named."""

    _name = "crm.contract.responsible.mixin"
    _description = "Responsible Persons of Contracts"

    user_id = fields.Many2one("res.users")
    assigned_id = fields.Many2one(
        comodel_name="res.users",
        string="Named Responsible",
        readonly=True,
        copy=False,
        groups="base.group_user",
    )
    responsible_id = fields.Many2one(
        comodel_name="res.users",
        compute="_compute_responsible_id",
        store=True,
        index=True,
        help="Who answers for fulfilment and collection: the owner of the customer, "
        "unless a manager named somebody else.",
    )

    @api.depends("assigned_id", "user_id")
    def _compute_responsible_id(self):
        for contract in self:
            contract.responsible_id = contract.assigned_id or contract.user_id

    def action_open_assign(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_contracts.crm_contract_assign_action"
        )
        action["context"] = {
            "default_contract_id": self.id,
            "default_user_id": self.responsible_id.id,
        }
        return action

    def _assign(self, user, reason, instalments=None):
        """Names who answers for the contract, or for some instalments of it only.

        An empty user gives it back to the owner. The person has to see the customer.
        """
        self.ensure_one()
        self._check_manager()
        self._check_reason(reason)
        if user and not self.with_user(user).has_access("read"):
            raise UserError(
                self.env._(
                    "%(user)s does not see %(contract)s. Make %(user)s a collaborator "
                    "of %(customer)s first.",
                    user=user.name,
                    contract=self.display_name,
                    customer=self.customer_id.display_name,
                )
            )
        (instalments or self).sudo().assigned_id = user
        what = ", ".join(instalments.mapped("name")) if instalments else self.name
        name = user.name or self.user_id.name or ""
        self._log_event("assigned", description=f"{what}: {name} ({reason})")
