# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models


class CrmCustomerOwnership(models.Model):
    _name = "crm.customer.ownership"
    _description = "Ownership History"
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
    date = fields.Datetime(required=True, default=fields.Datetime.now)
    from_user_id = fields.Many2one("res.users", string="From", ondelete="set null")
    user_id = fields.Many2one("res.users", string="Owner", ondelete="set null")
    operator_id = fields.Many2one("res.users", string="Done by", ondelete="set null")
    reason = fields.Char()
    date_protected_until = fields.Date(string="Protected until")

    @api.depends("customer_id")
    def _compute_company_id(self):
        for line in self:
            line.company_id = line.customer_id.company_id
