# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.exceptions import AccessError


class CrmComplaintPartMixin(models.AbstractModel):
    """Rows of a complaint stay with it: record rules look at the row before a write,
    and would let it be pushed into a case that its writer may not touch."""

    _name = "crm.complaint.part.mixin"
    _description = "Part of a Complaint"
    _inherit = ["crm.guarded.mixin"]

    @api.model_create_multi
    def create(self, vals_list):
        """Added by who works on the complaint, or while it is filed by who files it:
        reading a case of one's customer gives no say in what it claims."""
        parts = super().create(vals_list)
        if not self.env.su:
            foreign = parts.complaint_id.filtered(
                lambda case: (
                    case.sudo().create_uid != self.env.user
                    or case._is_hidden_from(self.env.user)
                )
            )
            if foreign:  # no records: the right of the model would be asked for
                foreign.check_access("write")
        return parts

    def write(self, vals):
        if "complaint_id" in vals and not self.env.su:
            raise AccessError(
                self.env._(
                    "%s cannot be moved to another complaint by hand; merge or split "
                    "the complaints instead.",
                    self.env["ir.model"]._get(self._name).name,
                )
            )
        return super().write(vals)
