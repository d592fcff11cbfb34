# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models


class CrmComplaintServiceLine(models.Model):
    """Material that a service used up."""

    _name = "crm.complaint.service.line"
    _description = "Material of a Service"
    _order = "service_id, sequence, id"
    _rec_name = "product_id"

    service_id = fields.Many2one(
        comodel_name="crm.complaint.service",
        required=True,
        ondelete="cascade",
        index=True,
    )
    sequence = fields.Integer(default=10)
    product_id = fields.Many2one(
        comodel_name="product.product", string="Material", required=True
    )
    quantity = fields.Float(default=1.0, digits="Product Unit", required=True)
    note = fields.Char(string="Serial Number or Remark")

    _quantity_positive = models.Constraint(
        "CHECK (quantity > 0)", "The quantity of material is more than zero."
    )

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines.service_id._check_editable()
        return lines

    def write(self, vals):
        self.service_id._check_editable()
        result = super().write(vals)
        self.service_id._check_editable()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_signed(self):
        self.service_id._check_editable()
