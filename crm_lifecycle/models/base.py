# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models

CUSTOMER = "crm.customer"
NAMES_ONLY = ("id", ".id", "display_name")


class Base(models.AbstractModel):
    _inherit = "base"

    def export_data(self, fields_to_export):
        """Columns of the customer in another list are an export of customers too.

        So are contacts and documents of customers, where the company says so.
        """
        reached = self._name != CUSTOMER and (
            any(self._reaches_customer(name.split("/")) for name in fields_to_export)
            or self._exports_customers()
        )
        if reached:
            self._exported_customers()._check_may_export()
        result = super().export_data(fields_to_export)
        if reached:
            self.env["crm.export.log"]._log_export(self, fields_to_export)
        return result

    @api.model
    def _reaches_customer(self, path):
        """Whether a column tells more of a customer than the name.

        path: names of fields, each of the model that the one before leads to
        """
        model = self
        for name in path:
            if model._name == CUSTOMER:
                return name not in NAMES_ONLY
            field = model._fields.get(name)
            if not field:
                return False
            if not field.relational:
                through = (field.related or "").split(".")
                return len(through) > 1 and model._reaches_customer(through)
            model = self.env[field.comodel_name]
        return False

    def _exported_customers(self):
        """The accounts whose data these records carry, as far as contacts tell."""
        customers = self.env[CUSTOMER]
        if self._name == "res.partner" or "partner_id" in self._fields:
            partners = self if self._name == "res.partner" else self.sudo().partner_id
            if partners._name == "res.partner":
                found = customers._accounts_of(partners.sudo(), self.env.company)
                return found.with_env(self.env)
        if "customer_id" in self._fields:
            return self.customer_id if self.customer_id._name == CUSTOMER else customers
        return customers

    def _exports_customers(self):
        """Whether these records belong to customers: see crm.customer.record.mixin."""
        return False
