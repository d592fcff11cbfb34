# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.exceptions import UserError


class CrmAppendOnlyMixin(models.AbstractModel):
    """History rows: written once, never changed, gone only with their customer."""

    _name = "crm.append.only.mixin"
    _description = "Append-only history"

    def write(self, vals):  # pylint: disable=method-required-super
        raise UserError(self._append_only_message())

    @api.ondelete(at_uninstall=False)
    def _unlink_except_history(self):
        raise UserError(self._append_only_message())

    def _append_only_message(self):
        return self.env._(
            "%(model)s is a history: its lines are never changed or deleted. "
            "Record a new decision instead.",
            model=self.env["ir.model"]._get(self._name).name,
        )
