# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

CONFIRMED = ("sale", "purchase")


class CrmContractOrderMixin(models.AbstractModel):
    """An order under a contract, of sale or of purchase."""

    _name = "crm.contract.order.mixin"
    _description = "Orders under a Contract"

    crm_contract_id = fields.Many2one(
        comodel_name="crm.contract",
        string="Contract",
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
        help="The effective contract under which this order is made; prices and "
        "quantities of its lines are checked against it.",
    )

    @api.constrains("crm_contract_id", "partner_id", "currency_id", "company_id")
    def _check_crm_contract_id(self):
        """An order names an effective contract of its customer, in its currency."""
        for order in self.filtered("crm_contract_id"):
            contract = order.crm_contract_id.sudo()
            contract._check_executable()
            if (contract.contract_type == "purchase") != self._is_contract_purchase():
                raise ValidationError(
                    self.env._(
                        "%(contract)s and %(order)s do not fit: we sell in sales "
                        "orders and buy under purchase contracts in purchase orders.",
                        contract=contract.display_name,
                        order=order.name,
                    )
                )
            if order.partner_id.commercial_partner_id != contract.partner_id:
                raise ValidationError(
                    self.env._(
                        "%(contract)s is a contract with %(customer)s; %(order)s of "
                        "somebody else does not belong to it. Remove the contract "
                        "from the order.",
                        contract=contract.display_name,
                        customer=contract.partner_id.name,
                        order=order.name,
                    )
                )
            if order.currency_id != contract.currency_id:
                raise ValidationError(
                    self.env._(
                        "%(contract)s is in %(currency)s, and so is every order under "
                        "it. Choose that currency for %(order)s.",
                        contract=contract.display_name,
                        currency=contract.currency_id.name,
                        order=order.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        self._check_contracts_seen(vals_list)
        orders = super().create(vals_list)
        # defaults come from the context, which is the caller's
        if contracts := orders.crm_contract_id:
            contracts.check_access("read")
        return orders

    def write(self, vals):
        if "crm_contract_id" in vals:
            self._check_contracts_seen([vals])
            self._check_contract_stays(vals["crm_contract_id"])
        if vals.get("state") in CONFIRMED:
            moving = self.filtered(lambda order: order.state not in CONFIRMED)
            moving._check_contract_confirmable()
        return super().write(vals)

    def _check_contract_confirmable(self):
        """Only what is under an effective contract is confirmed."""
        if self.crm_contract_id:
            self.crm_contract_id.sudo()._check_executable()

    @api.model
    def _check_contracts_seen(self, vals_list):
        """Nobody ties an order to a contract that he may not read."""
        named = [vals.get("crm_contract_id") for vals in vals_list]
        named = list(filter(None, named))
        if named:
            self.env["crm.contract"].browse(named).check_access("read")

    def _check_contract_stays(self, contract_id):
        """What was confirmed stays with its contract: the numbers of it count there."""
        for order in self.filtered("crm_contract_id"):
            if order.state in ("draft", "sent", "cancel"):
                continue
            if order.crm_contract_id.id != contract_id:
                raise UserError(
                    self.env._(
                        "%(order)s was confirmed under %(contract)s and counts there. "
                        "Cancel the order to take it out of the contract.",
                        order=order.name,
                        contract=order.crm_contract_id.sudo().display_name,
                    )
                )

    @api.model
    def _is_contract_purchase(self):
        return False
