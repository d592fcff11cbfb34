# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmCustomerCertificate(models.Model):
    _inherit = "crm.customer.certificate"

    is_credit_required = fields.Boolean(related="type_id.is_credit_required")
