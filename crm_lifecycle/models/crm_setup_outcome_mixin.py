# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models
from odoo.fields import Domain


class CrmSetupOutcomeMixin(models.AbstractModel):
    """What each step of the set-up guide would do to the company's own data, and how
    it is undone. Nothing is changed by asking; methods run as superuser."""

    _name = "crm.setup.outcome.mixin"
    _description = "Outcome of Set-up Steps"

    def _outcome_owner(self, company):
        free = Domain("company_id", "=", company.id) & Domain("user_id", "=", False)
        known = free & Domain("last_order_id.user_id", "!=", False)
        return self.env._(
            "%s of them have a salesperson on their last order.",
            self.env["crm.customer"].search_count(known),
        )

    def _way_back_owner(self, company):
        return self.env._(
            "Assign again: every change of owner stays in the history of the customer."
        )

    def _outcome_visibility(self, company):
        group = self.env.ref("crm_lifecycle.crm_lifecycle_group_user")
        people = group.all_user_ids.filtered(
            lambda user: company in user.company_ids and not user.share
        )
        limited = people.filtered(lambda u: u.customer_level in ("own", "team"))
        return self.env._(
            "%(limited)s of %(all)s people see only their own or their team's "
            "customers.",
            limited=len(limited),
            all=len(people),
        )

    def _way_back_visibility(self, company):
        return self.env._("Set another level: it holds at once, and nothing is lost.")

    def _way_back_stages(self, company):
        return self.env._(
            "“Back to the Standard Stages” in the simulation of a set; “Back to the "
            "Former Rule” on a stage."
        )

    def _outcome_pool(self, company):
        pools = self.env["crm.customer.pool"].search([("company_id", "=", company.id)])
        off = pools.filtered(lambda pool: not pool.is_reclaim_on)
        if not off:
            return False
        silent = Domain.OR(pool._silent_domain() for pool in off)
        return self.env._(
            "Switched on, the other pools would take %s silent customers back after "
            "their grace.",
            self.env["crm.customer"].search_count(silent),
        )

    def _way_back_pool(self, company):
        return self.env._(
            "Switch the pool off: from then on nobody is taken back. Who was taken "
            "back is assigned again in one step."
        )

    def _outcome_tiers(self, company):
        tiers = self.env["crm.vip.tier"]._rules_of_company(company.id)
        own = Domain("company_id", "=", company.id)
        counts = [
            (tier.name, self.env["crm.customer"].search_count(own & rule))
            for tier, rule in ((tier, tier._rule_as_domain()) for tier in tiers)
        ]
        return self.env._(
            "Customers who meet the rule: %s.",
            ", ".join(f"{name} {count}" for name, count in counts) or "–",
        )

    def _way_back_tiers(self, company):
        return self.env._(
            "“Back to the Former Rule” on the tier; members stay until their last day."
        )

    def _outcome_visits(self, company):
        policies = self.env["crm.visit.policy"].search(
            [("company_id", "in", [company.id, False]), ("rule_enabled", "=", False)]
        )
        if not policies:
            return False
        own = Domain("company_id", "=", company.id)
        rules = Domain.OR(policy._rule_as_domain() for policy in policies)
        return self.env._(
            "The others would ask for visits to %s customers.",
            self.env["crm.customer"].search_count(own & rules),
        )

    def _way_back_visits(self, company):
        return self.env._(
            "Switch the policy off: it asks for nothing more; planned visits stay."
        )
