# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models

from odoo.addons.crm_lifecycle.models.crm_customer_transfer import (
    CrmCustomerTransfer as Base,
)


class CrmCustomerTransfer(models.Model):
    _inherit = "crm.customer.transfer"

    _approval_content = Base._approval_content | {"take_contracts"}

    take_contracts = fields.Boolean(string="Contracts and Duties", default=True)
