# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmContractImportMixin(models.AbstractModel):
    """Contracts that came from another add-on."""

    _name = "crm.contract.import.mixin"
    _description = "Imported Contracts"

    import_ref = fields.Char(
        string="Imported from",
        readonly=True,
        copy=False,
        help="Table and number of the contract in the add-on that it came from.",
    )
