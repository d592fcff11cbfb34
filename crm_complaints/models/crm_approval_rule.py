# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.fields import Domain


class CrmApprovalRule(models.Model):
    """Who says the second yes where a compensation is above the managers' limit.

    The limit differs with the customer's tier, so that no amount of a rule can tell it.
    """

    _inherit = "crm.approval.rule"

    is_above_limit = fields.Boolean(
        string="Above the Managers' Limit",
        help="These are asked as well, after the others, when a compensation is above "
        "what complaint managers may grant to the customer.",
    )

    @api.model
    def _rule_domain(self, kind, company, amount):
        domain = super()._rule_domain(kind, company, amount)
        return domain & Domain("is_above_limit", "=", False)

    @api.model
    def _rule_above_limit(self, company, amount):
        """The rule of the second yes, the company's own before the shared one."""
        serving = self._serving_domain("compensation", company, amount)
        return self._best_rule(serving & Domain("is_above_limit", "=", True))
