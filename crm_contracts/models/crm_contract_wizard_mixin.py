# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models


class CrmContractWizardMixin(models.AbstractModel):
    """Dialogs about a contract or a customer that the user has to be able to read.

    Related and stored computed fields of a dialog are worked out as superuser: a dialog
    about a record of somebody else would show prices, debts and telephone numbers.
    """

    _name = "crm.contract.wizard.mixin"
    _description = "Dialog about Records the User Reads"
    _inherit = ["crm.guarded.mixin"]

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            for vals in vals_list:
                self.browse()._check_shown_customers(vals)
        return super().create(vals_list)

    def write(self, vals):
        if not self.env.su:
            for dialog in self:
                dialog._check_shown_customers(vals)
        return super().write(vals)

    @api.model
    def _is_guarded(self, name):
        """A dialog decides nothing: the document it calls checks the rest."""
        return False
