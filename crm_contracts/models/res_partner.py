# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models
from odoo.exceptions import UserError


class ResPartner(models.Model):
    _inherit = "res.partner"

    def write(self, vals):
        if "credit_limit" in vals and not self.env.su:
            self._check_limit_is_typed(vals["credit_limit"] or 0.0)
        return super().write(vals)

    def _check_limit_is_typed(self, limit):
        """Where a limit is decided or worked out, nobody types another one."""
        accounts = self.env["crm.customer"]._accounts_of(self, self.env.company)
        for account in accounts.sudo():
            currency = account.company_id.currency_id
            same = not currency.compare_amounts(limit, account.credit_limit_amount)
            if account.credit_limit_source in (False, "none", "typed") or same:
                continue
            raise UserError(
                self.env._(
                    "The credit limit of %s is not typed here: it comes from its "
                    "credit file. Have another limit decided under Contracts › "
                    "Credit › Limits.",
                    account.display_name,
                )
            )
