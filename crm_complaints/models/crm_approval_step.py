# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmApprovalStep(models.Model):
    _inherit = "crm.approval.step"

    is_above_limit = fields.Boolean(
        string="Above the Managers' Limit",
        readonly=True,
        help="Who answers this step decides whatever his own limit is.",
    )
