# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmCustomerTransfer(models.Model):
    _inherit = "crm.customer.transfer"

    take_complaints = fields.Boolean(string="Open Complaints", default=True)
