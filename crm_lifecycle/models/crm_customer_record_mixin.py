# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models


class CrmCustomerRecordMixin(models.AbstractModel):
    """Records that belong to customers: they may stand under the export right too."""

    _name = "crm.customer.record.mixin"
    _description = "Record of a Customer"

    def _exports_customers(self):
        """True where the company says so and one of the records is of a customer."""
        company = self.env.company
        if not company.sudo().lifecycle_export_contacts:
            return False
        partners = self.sudo()
        if self._name != "res.partner":
            partners = partners.partner_id
        return bool(self.env["crm.customer"]._accounts_of(partners, company))
