# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models

from .crm_customer_scoring_mixin import DECIDED


class CrmClassRule(models.Model):
    """Who belongs to which class A to D: the first rule that a customer meets."""

    _name = "crm.class.rule"
    _description = "Rule of the Classification"
    _inherit = ["crm.rule.mixin"]
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10, help="The first rule that fits decides.")
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        comodel_name="res.company", help="Empty: the rule serves every company."
    )
    class_name = fields.Selection(
        selection=DECIDED, string="Class", required=True, default="C"
    )

    @api.model
    def _rules_of_company(self, company_id):
        """Rules in use, in order; an empty condition takes everybody who is left."""
        return (
            self.sudo()
            .with_context(active_test=True)
            .search(
                [
                    ("company_id", "in", [company_id, False]),
                    ("rule_enabled", "=", True),
                ]
            )
        )
