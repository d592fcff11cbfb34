# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmRuleWayBackMixin(models.AbstractModel):
    """A rule that was changed can go back to what it was before."""

    _name = "crm.rule.way.back.mixin"
    _description = "Rule with a Way Back"
    _inherit = ["crm.rule.mixin"]

    rule_before = fields.Char(string="Former Rule", readonly=True, copy=False)

    def write(self, vals):
        changed = "rule_domain" in vals
        before = [(rule, rule.rule_domain) for rule in self] if changed else []
        result = super().write(vals)
        for rule, domain in before:
            if domain and rule.rule_domain != domain:
                super(CrmRuleWayBackMixin, rule).write({"rule_before": domain})
        return result

    def action_rule_back(self):
        """Exchanges the rule and the one before; doing it twice changes nothing."""
        self.check_access("write")
        former = self.filtered("rule_before")
        for rule in former:
            rule.write({"rule_domain": rule.rule_before})
        if former:
            self.env["crm.customer"].sudo()._cron_refresh_all()
        return {"type": "ir.actions.client", "tag": "soft_reload"}
