# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools.safe_eval import safe_eval


class CrmVipSetLoadLine(models.TransientModel):
    _name = "crm.vip.set.load.line"
    _description = "Class to Load"
    _order = "sequence desc, id"

    load_id = fields.Many2one("crm.vip.set.load", required=True, ondelete="cascade")
    line_id = fields.Many2one("crm.vip.tier.set.line")
    name = fields.Char(required=True)
    sequence = fields.Integer()
    rule_domain = fields.Char(string="Rule", default="[]")
    visits_min = fields.Integer(string="Visits a Month, at Least")
    visits_max = fields.Integer(string="At Most")
    customer_count = fields.Integer(
        string="Customers",
        compute="_compute_customer_count",
        help="Customers who meet this rule and none of a higher class.",
    )

    @api.depends("rule_domain", "sequence", "load_id.line_ids.rule_domain")
    def _compute_customer_count(self):
        for line in self:
            higher = line.load_id.line_ids.filtered(
                lambda other, line=line: other.sequence > line.sequence
            )
            line.customer_count = self.env["crm.customer"].search_count(
                Domain("company_id", "=", line.load_id.company_id.id)
                & line._rule()
                & ~Domain.OR(other._rule() for other in higher)
            )

    def _rule(self):
        try:
            domain = Domain(safe_eval(self.rule_domain or "[]"))
            domain.validate(self.env["crm.customer"])
        except (ValueError, SyntaxError, TypeError) as error:
            raise ValidationError(
                self.env._("This is not a condition on customers: %s", error)
            ) from error
        return domain

    def _prepare_tier_values(self):
        sample = self.line_id
        return {
            "name": self.name,
            "sequence": self.sequence,
            "company_id": self.load_id.company_id.id,
            "rule_domain": self.rule_domain,
            "rule_enabled": True,
            "auto_upgrade": self.load_id.is_at_once,
            "condition": sample.condition,
            "priority": sample.priority or "0",
            "answer_factor": sample.answer_factor or 1.0,
        }

    def _prepare_policy_values(self, tier):
        visit = self.env.ref("crm_lifecycle.crm_visit_type_return")
        return {
            "name": self.env._("Customers of class %s", tier.name),
            "sequence": 1000 - tier.sequence,
            "company_id": tier.company_id.id,
            "rule_domain": str([("vip_tier_id", "=", tier.id)]),
            "visits_min": self.visits_min,
            "visits_max": self.visits_max,
            "type_id": visit.id,
        }
