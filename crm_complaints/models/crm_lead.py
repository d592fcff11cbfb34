# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models


class CrmLead(models.Model):
    _name = "crm.lead"
    _inherit = ["crm.lead", "crm.complaint.warning.mixin"]

    complaint_id = fields.Many2one(
        comodel_name="crm.complaint",
        string="From Complaint",
        index="btree_not_null",
        ondelete="set null",
        copy=False,
        help="The complaint in which this chance was found.",
    )

    @api.model
    def default_get(self, fields):
        values = super().default_get(fields)
        self._check_named_complaints([values])
        return values

    @api.model_create_multi
    def create(self, vals_list):
        self._check_named_complaints(vals_list)
        return super().create(vals_list)

    def write(self, vals):
        self._check_named_complaints([vals])
        return super().write(vals)

    def action_view_complaint(self):
        self.ensure_one()
        self.complaint_id.check_access("read")
        return self.complaint_id.get_formview_action()

    @api.model
    def _check_named_complaints(self, vals_list):
        """Nobody links a chance to a case that he may not read."""
        named = [v["complaint_id"] for v in vals_list if v.get("complaint_id")]
        self.env["crm.complaint"].browse(named).check_access("read")
