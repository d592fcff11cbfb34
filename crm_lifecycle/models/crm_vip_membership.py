# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmVipMembership(models.Model):
    _name = "crm.vip.membership"
    _description = "VIP Membership History"
    _inherit = ["crm.customer.history.mixin"]
    _order = "date desc, id desc"
    _rec_name = "tier_id"
    _log_access = False

    tier_id = fields.Many2one("crm.vip.tier", ondelete="restrict")
    previous_tier_id = fields.Many2one("crm.vip.tier", ondelete="restrict")
    date_until = fields.Date(string="Valid until")
    reason = fields.Char()
    user_id = fields.Many2one("res.users", string="Decided by", ondelete="set null")
    application_id = fields.Many2one("crm.vip.application", ondelete="set null")
