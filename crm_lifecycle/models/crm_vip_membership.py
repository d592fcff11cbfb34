# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models


class CrmVipMembership(models.Model):
    _name = "crm.vip.membership"
    _description = "VIP Membership History"
    _inherit = ["crm.append.only.mixin"]
    _order = "date desc, id desc"
    _log_access = False

    customer_id = fields.Many2one(
        comodel_name="crm.customer", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(
        comodel_name="res.company",
        compute="_compute_company_id",
        store=True,
        precompute=True,
        index=True,
    )
    tier_id = fields.Many2one("crm.vip.tier", ondelete="restrict")
    previous_tier_id = fields.Many2one("crm.vip.tier", ondelete="restrict")
    date = fields.Datetime(required=True, default=fields.Datetime.now)
    date_until = fields.Date(string="Valid until")
    reason = fields.Char()
    user_id = fields.Many2one("res.users", string="Decided by", ondelete="set null")
    application_id = fields.Many2one("crm.vip.application", ondelete="set null")

    @api.depends("customer_id")
    def _compute_company_id(self):
        for line in self:
            line.company_id = line.customer_id.company_id
