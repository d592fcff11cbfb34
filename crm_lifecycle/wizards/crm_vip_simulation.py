# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools.safe_eval import safe_eval


class CrmVipSimulation(models.TransientModel):
    """A new rule of a tier, seen before it acts: who gains it, keeps it, loses it."""

    _name = "crm.vip.simulation"
    _description = "Simulation of a Tier's Rule"

    tier_id = fields.Many2one("crm.vip.tier", required=True)
    rule_domain = fields.Char(string="New Rule", default="[]")
    gained_count = fields.Integer(
        string="Would Become Eligible", compute="_compute_counts"
    )
    kept_count = fields.Integer(string="Stay Eligible", compute="_compute_counts")
    dropped_count = fields.Integer(
        string="Would No Longer Be Eligible", compute="_compute_counts"
    )

    @api.depends("tier_id", "rule_domain")
    @api.depends_context("allowed_company_ids")
    def _compute_counts(self):
        customers = self.env["crm.customer"]
        for simulation in self:
            for group in ("gained", "kept", "dropped"):
                simulation[f"{group}_count"] = customers.search_count(
                    simulation._group_domain(group)
                )

    def action_view_gained(self):
        return self._view_customers("gained", self.env._("Would Become Eligible"))

    def action_view_kept(self):
        return self._view_customers("kept", self.env._("Stay Eligible"))

    def action_view_dropped(self):
        return self._view_customers(
            "dropped", self.env._("Would No Longer Be Eligible")
        )

    def action_apply(self):
        """Puts the rule in force; eligibility follows within a minute."""
        self.ensure_one()
        self.tier_id.write({"rule_domain": self.rule_domain, "rule_enabled": True})
        self.env["crm.customer"].sudo()._cron_refresh_all()
        return {"type": "ir.actions.client", "tag": "soft_reload"}

    def _view_customers(self, group, title):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_lifecycle.crm_customer_action"
        )
        action.update(name=title, domain=list(self._group_domain(group)), context={})
        return action

    def _group_domain(self, group):
        before = self.tier_id._rule_as_domain()
        try:
            after = Domain(safe_eval(self.rule_domain or "[]"))
            after.validate(self.env["crm.customer"])
        except (ValueError, SyntaxError, TypeError) as error:
            raise ValidationError(
                self.env._("This is not a condition on customers: %s", error)
            ) from error
        return {
            "gained": after & ~before,
            "kept": after & before,
            "dropped": before & ~after,
        }[group]
