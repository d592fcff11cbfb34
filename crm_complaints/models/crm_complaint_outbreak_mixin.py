# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmComplaintOutbreakMixin(models.AbstractModel):
    """The outbreak that a complaint is a case of."""

    _name = "crm.complaint.outbreak.mixin"
    _description = "Case of an Outbreak"

    outbreak_id = fields.Many2one(
        comodel_name="crm.complaint.outbreak",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        help="So many complaints about one product that it is no chance.",
    )
