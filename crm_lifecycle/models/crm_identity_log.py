# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmIdentityLog(models.Model):
    """Who looked at the identity number of which customer, and when."""

    _name = "crm.identity.log"
    _description = "Look at an Identity Number"
    _inherit = ["crm.customer.history.mixin"]
    _order = "date desc, id desc"
    _rec_name = "user_id"
    _log_access = False

    user_id = fields.Many2one("res.users", required=True, index=True)
