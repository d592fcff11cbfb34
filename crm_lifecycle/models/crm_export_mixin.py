# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models
from odoo.exceptions import AccessError

EXPORTERS = "crm_lifecycle.crm_lifecycle_group_export"


class CrmExportMixin(models.AbstractModel):
    """Exports of customer data need a right of their own, and each one is noted."""

    _name = "crm.export.mixin"
    _description = "Logged Export"

    def export_data(self, fields_to_export):
        self._check_may_export()
        result = super().export_data(fields_to_export)
        self.env["crm.export.log"]._log_export(self, fields_to_export)
        return result

    def _check_may_export(self):
        """Raises AccessError for whoever has neither the right nor a grant."""
        if self.env.su or self.env.user.has_group(EXPORTERS):
            return
        grants = self.env["crm.export.request"]._grants()
        if grants:
            if all(grants.mapped("to_third_party")):
                self._check_consent_to_disclose()
            return
        raise AccessError(
            self.env._(
                "Taking customer data out needs the right “Export Customers”, or a "
                "granted request: Cases › Export Requests."
            )
        )
