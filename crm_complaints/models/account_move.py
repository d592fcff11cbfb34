# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models


class AccountMove(models.Model):
    _name = "account.move"
    _inherit = ["account.move", "crm.complaint.entry.button.mixin"]

    def _prepare_complaint_defaults(self):
        """The customer of the invoice; a single line is filled in."""
        lines = self.env["crm.complaint.line"]
        products = self.invoice_line_ids.filtered_domain(lines._invoice_line_domain())
        single = products if len(products) == 1 else products.browse()
        return {
            "partner_id": self.partner_id.id,
            "company_id": self.company_id.id,
            "lines": [lines._values_from_invoice_line(line) for line in single],
        }
