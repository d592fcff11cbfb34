# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models


class BaseImportImport(models.TransientModel):
    _inherit = "base_import.import"

    def execute_import(self, fields, columns, options, dryrun=False):
        """The test of a file lists the rows that resemble customers."""
        importer = self.with_context(lifecycle_list_twins=dryrun)
        return super(BaseImportImport, importer).execute_import(
            fields, columns, options, dryrun=dryrun
        )
