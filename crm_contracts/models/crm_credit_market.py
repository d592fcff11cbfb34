# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models

from .crm_credit_grade import RISKS


class CrmCreditMarket(models.Model):
    """A market with a risk of its own: a condition on customers, checked each night.

    The first market whose rule a customer meets counts. It never makes a customer
    safer than his grade: the worse risk of the two is his.
    """

    _name = "crm.credit.market"
    _description = "Risk of a Market"
    _inherit = ["crm.rule.mixin"]
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10, help="The strictest market comes first.")
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        comodel_name="res.company", help="Empty: the market counts in every company."
    )
    risk = fields.Selection(selection=RISKS, required=True, default="medium")
    limit_factor = fields.Float(
        default=1.0, help="The limit by formula is multiplied by this factor."
    )
    is_prepaid = fields.Boolean(
        string="Pays in Advance",
        help="Customers of this market get no credit without a decision.",
    )

    _factor_between = models.Constraint(
        "CHECK (limit_factor >= 0 AND limit_factor <= 1)",
        "The factor of a market is between 0 and 1: a market makes nobody safer.",
    )

    @api.model
    def _rules_of_company(self, scope):
        """[(id, SQL subselect)] of the markets that count in the scope's company."""
        markets = self.sudo().search(
            [
                ("company_id", "in", [scope.company_id, False]),
                ("active", "=", True),
                ("rule_enabled", "=", True),
            ]
        )
        return [(market.id, market._rule_subselect(scope)) for market in markets]
