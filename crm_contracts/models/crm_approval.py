# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmApproval(models.Model):
    _inherit = "crm.approval"

    kind = fields.Selection(
        selection_add=[
            ("contract", "Contract"),
            ("contract_review", "Review of a Contract"),
            ("contract_amendment", "Amendment of a Contract"),
            ("credit_grade", "Credit Grade"),
            ("credit_limit", "Credit Limit"),
            ("credit_release", "Credit Release"),
        ],
        ondelete={
            "contract": "cascade",
            "contract_review": "cascade",
            "contract_amendment": "cascade",
            "credit_grade": "cascade",
            "credit_limit": "cascade",
            "credit_release": "cascade",
        },
    )
