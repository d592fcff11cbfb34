# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models
from odoo.fields import Domain

from odoo.addons.crm_lifecycle.models.crm_customer_belongings_mixin import Belonging

ENDED = ("closed", "terminated")


class CrmContractBelongingsMixin(models.AbstractModel):
    """Contracts, payments and duties named to a person change hands with the customer.

    What nobody was named for follows the owner of the customer by itself.
    """

    _name = "crm.contract.belongings.mixin"
    _description = "Contracts That Go along with a Customer"
    _inherit = ["crm.customer.belongings.mixin"]

    def _belongings(self, user):
        where = Domain("customer_id", "in", self.ids)
        return [*super()._belongings(user), *self._contract_tasks(user, where)]

    def _belongings_without_customer(self, user, company):
        """What the person was named for at customers of colleagues."""
        where = Domain("company_id", "=", company.id)
        rest = super()._belongings_without_customer(user, company)
        return [*rest, *self._contract_tasks(user, where)]

    def _contract_tasks(self, user, where):
        """List of Belonging: what `user` still answers for in contracts of a Domain."""
        contracts = self.env["crm.contract"].sudo()
        instalments = self.env["crm.contract.instalment"].sudo()
        duties = self.env["crm.contract.obligation"].sudo()
        named = where & Domain("assigned_id", "=", user.id)
        here = contracts.search(where & Domain("state", "not in", ENDED))
        return [
            Belonging(
                "contracts",
                self.env._("Contracts"),
                contracts.search(named & Domain("state", "not in", ENDED)),
                "assigned_id",
            ),
            Belonging(
                "contracts",
                self.env._("Instalments"),
                instalments.search(named & Domain("state", "not in", ("paid", "void"))),
                "assigned_id",
            ),
            Belonging(
                "contracts",
                self.env._("Duties"),
                duties.search(
                    where
                    & Domain("user_id", "=", user.id)
                    & Domain("state", "in", ("waiting", "due"))
                ),
                "user_id",
            ),
            Belonging(
                "contracts",
                self.env._("Activities"),
                self._activities_of(user, [here]),
                "user_id",
            ),
        ]

    def _move_belongings(self, from_user, to_user, kinds=None):
        moved = super()._move_belongings(from_user, to_user, kinds)
        for belonging in moved:
            if belonging.records._name == "crm.contract":
                reason = self.env._("the customer changed hands")
                belonging.records._log_event(
                    "assigned", description=f"{to_user.name} ({reason})"
                )
        return moved
