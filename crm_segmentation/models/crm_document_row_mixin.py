# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmDocumentRowMixin(models.AbstractModel):
    """A row of an analysis that stands for one document of a customer."""

    _name = "crm.document.row.mixin"
    _description = "Row of a Document"

    customer_id = fields.Many2one("crm.customer", readonly=True)
    model = fields.Char(readonly=True)
    res_id = fields.Many2oneReference(
        string="Document", model_field="model", readonly=True
    )

    def action_open_document(self):
        """The document itself; the customer, for who may not read it."""
        self.ensure_one()
        document = self.env[self.model].browse(self.res_id)
        if not document.has_access("read"):
            document = self.customer_id
        return {
            "type": "ir.actions.act_window",
            "res_model": document._name,
            "res_id": document.id,
            "views": [(False, "form")],
        }
