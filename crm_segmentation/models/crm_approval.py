# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmApproval(models.Model):
    _inherit = "crm.approval"

    kind = fields.Selection(
        selection_add=[("classification", "Customer Classification")],
        ondelete={"classification": "cascade"},
    )
