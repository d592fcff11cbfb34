# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models


class CrmVisitLineMixin(models.AbstractModel):
    """Lines of a visit belong to its record: who may not edit the visit, or nobody any
    more once it is reviewed, edits its lines either."""

    _name = "crm.visit.line.mixin"
    _description = "Line of a Visit"

    visit_id = fields.Many2one("crm.customer.visit")

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines._check_visit_open()
        return lines

    def write(self, vals):
        self._check_visit_open()
        result = super().write(vals)
        if "visit_id" in vals:
            self._check_visit_open()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_reviewed(self):
        self._check_visit_open()

    def _check_visit_open(self):
        if not self.env.su:
            self.visit_id.check_access("write")
            self.visit_id._check_not_reviewed()
