# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmApproval(models.Model):
    _inherit = "crm.approval"

    kind = fields.Selection(
        selection_add=[
            ("contract", "Contract"),
            ("credit_grade", "Credit Grade"),
            ("credit_limit", "Credit Limit"),
            ("credit_release", "Credit Release"),
        ],
        ondelete={
            "contract": "cascade",
            "credit_grade": "cascade",
            "credit_limit": "cascade",
            "credit_release": "cascade",
        },
    )
