# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.fields import Command


class CrmDemoArchiveMixin(models.AbstractModel):
    """The archive's discipline in the liquor company: keepers edit, others ask."""

    _name = "crm.demo.archive.mixin"
    _description = "Demo Archive"

    @api.model
    def _create_archive(self):
        self._ask_for_changes()

    @api.model
    def _demo_customers_of(self, login, limit):
        user = self._demo(f"user_{login}")
        customers = self.env["crm.customer"].search(
            [("user_id", "=", user.id)], order="id", limit=limit
        )
        return customers.with_user(user).with_company(user.company_id)

    @api.model
    def _ask_for_changes(self):
        """Two open requests and one that was answered."""
        self._demo("company_liquor").lifecycle_keeper_edits = True
        customers = self._demo_customers_of("lily", 3)
        if self.env["crm.customer.change"].search_count(
            [("customer_id", "in", customers.ids)], limit=1
        ):
            return
        fields = {
            field.field_name: field for field in self.env["crm.change.field"].search([])
        }
        plans = (
            ("They moved; new card from the visit", "street", "8 Harbour Road"),
            ("New switchboard, printed on their invoice", "phone", "+86 535 6600 100"),
            ("New licence of last month", "vat", "91370600MA3000001X"),
        )
        for customer, (reason, name, value) in zip(customers, plans, strict=False):
            line = {"field_id": fields[name].id, "value_char": value}
            change = self.env["crm.customer.change"].with_user(customer.env.user)
            change = change.create(
                {
                    "customer_id": customer.id,
                    "reason": reason,
                    "line_ids": [Command.create(line)],
                }
            )
            change.action_submit()
        change.with_user(self._demo("user_archie")).action_accept()
