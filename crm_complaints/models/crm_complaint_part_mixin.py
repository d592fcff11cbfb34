# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models
from odoo.exceptions import AccessError


class CrmComplaintPartMixin(models.AbstractModel):
    """Rows of a complaint stay with it: record rules look at the row before a write,
    and would let it be pushed into a case that its writer may not touch."""

    _name = "crm.complaint.part.mixin"
    _description = "Part of a Complaint"

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
