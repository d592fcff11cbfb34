# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models


class CrmCustomerVisit(models.Model):
    _name = "crm.customer.visit"
    _inherit = ["crm.customer.visit", "crm.complaint.warning.mixin"]
