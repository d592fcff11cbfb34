# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools.safe_eval import safe_eval


class CrmRuleMixin(models.AbstractModel):
    """A rule is data: a domain on crm.customer, simulated before it is switched on."""

    _name = "crm.rule.mixin"
    _description = "Rule on Customer Facts"

    rule_domain = fields.Char(
        string="Rule",
        default="[]",
        help="Customers that meet this condition; it may use every fact.",
    )
    rule_enabled = fields.Boolean(string="Rule Switched on", default=True)
    rule_match_count = fields.Integer(
        string="Customers Meeting the Rule", compute="_compute_rule_match_count"
    )

    @api.depends("rule_domain")
    @api.depends_context("allowed_company_ids")
    def _compute_rule_match_count(self):
        for rule in self:
            rule.rule_match_count = self.env["crm.customer"].search_count(
                rule._rule_as_domain()
            )

    @api.constrains("rule_domain")
    def _check_rule_domain(self):
        for rule in self:
            try:
                domain = rule._rule_as_domain()
                domain.validate(self.env["crm.customer"])
            except (ValueError, SyntaxError, TypeError) as error:
                raise ValidationError(
                    self.env._(
                        "The rule of %(name)s is not a valid condition on customers: "
                        "%(error)s",
                        name=rule.display_name,
                        error=error,
                    )
                ) from error
            self._check_author_may_search(domain)

    def action_view_rule_matches(self):
        """The customers who meet the rule now: what switching it on would move."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_lifecycle.crm_customer_action"
        )
        action["domain"] = list(self._rule_as_domain())
        action["name"] = self.env._("Customers meeting %s", self.display_name)
        action["context"] = {}
        return action

    @api.model
    def _check_author_may_search(self, domain):
        """Rules are applied with all rights: they look at what their author may read.

        Constraints run with all rights as well: it is the user who counts.
        """
        self.env["crm.customer"].with_user(self.env.uid)._search(domain)

    def _rule_as_domain(self):
        self.ensure_one()
        return Domain(safe_eval(self.rule_domain or "[]"))

    def _rule_subselect(self, scope):
        """SQL subselect of the ids in the scope's company that meet the rule."""
        return self._subselect(self._rule_as_domain(), scope)

    @api.model
    def _subselect(self, rule, scope):
        """SQL subselect of the customers in the scope that meet the Domain `rule`."""
        domain = Domain("company_id", "=", scope.company_id) & rule
        if scope.customer_ids is not None:
            domain &= Domain("id", "in", scope.customer_ids)
        customers = self.env["crm.customer"].sudo().with_context(active_test=True)
        return customers._search(domain, bypass_access=True).subselect()
