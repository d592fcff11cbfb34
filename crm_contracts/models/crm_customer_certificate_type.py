# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmCustomerCertificateType(models.Model):
    _inherit = "crm.customer.certificate.type"

    is_credit_required = fields.Boolean(
        string="Needed for Credit",
        help="Documents of customers without a valid one are held by the credit check.",
    )
