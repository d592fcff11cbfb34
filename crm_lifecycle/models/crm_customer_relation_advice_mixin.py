# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from . import crm_relation_queries as queries
from . import crm_relation_rules as rules


class CrmCustomerRelationAdviceMixin(models.AbstractModel):
    """The type of relation that pays for customers of this kind, as advice."""

    _name = "crm.customer.relation.advice.mixin"
    _description = "Suggested Type of Relation"
    _inherit = ["crm.customer.facts.mixin"]

    relation_suggested = fields.Selection(
        selection=[
            ("basic", "Basic"),
            ("responsible", "Responsible"),
            ("proactive", "Proactive"),
            ("partner", "Partner"),
        ],
        string="Suggested Type",
        readonly=True,
        copy=False,
        help="From the number of customers of the same kind and their worth.",
    )
    relation_suggestion_reason = fields.Char(
        string="Reason for the Suggestion",
        compute="_compute_relation_suggestion_reason",
    )
    is_relation_open = fields.Boolean(
        string="Type of Relation to Choose",
        compute="_compute_is_relation_open",
        search="_search_is_relation_open",
        help="Another type is suggested than the chosen one.",
    )

    @api.depends("relation_suggested", "kind_id", "company_id")
    def _compute_relation_suggestion_reason(self):
        figures = {
            company: self._kind_figures(company) for company in self.sudo().company_id
        }
        for customer in self:
            found = figures.get(customer.sudo().company_id, {})
            count, percent = found.get(customer.kind_id.id, (0, 0))
            customer.relation_suggestion_reason = count and self.env._(
                "%(count)s customers of the kind “%(kind)s”, each worth %(percent)s %% "
                "of the company's mean turnover.",
                count=count,
                kind=customer.kind_id.name,
                percent=round(percent),
            )

    @api.depends("relation_suggested", "relation_type")
    def _compute_is_relation_open(self):
        for customer in self:
            suggested = customer.relation_suggested
            customer.is_relation_open = bool(
                suggested and suggested != customer.relation_type
            )

    def _search_is_relation_open(self, operator, value):
        if operator != "in":
            return NotImplemented
        same = Domain("relation_suggested", "=", False) | Domain.OR(
            Domain("relation_suggested", "=", name) & Domain("relation_type", "=", name)
            for name, _label in self._fields["relation_suggested"].selection
        )
        return Domain.OR(~same if wanted else same for wanted in set(value))

    def action_accept_relation(self):
        """Takes the suggestion over for those of the customers that have one."""
        self.check_access("write")
        found = self.filtered("is_relation_open")
        if not found:
            raise UserError(
                self.env._(
                    "%s: nothing else is suggested. Suggestions come nightly for "
                    "customers whose kind is set.",
                    self[:1].display_name or self.env._("No customer chosen"),
                )
            )
        for customer in found:
            customer.relation_type = customer.relation_suggested

    @api.model
    def _kind_figures(self, company):
        """{kind id: (number of customers, percent of the company's mean turnover)}."""
        self.env["crm.customer"].flush_model(
            ["active", "amount_12m", "company_id", "kind_id"]
        )
        rows = self.env.execute_query(queries.kinds_of_company(company.id))
        return {kind: (count, float(percent)) for kind, count, percent in rows}

    @api.model
    def _refresh_suggestions(self, company):
        """Stores the suggestions of a company; returns the ids of who changed."""
        scope = self._fact_scope(company)
        bounds = (
            company.lifecycle_relation_few,
            company.lifecycle_relation_many,
            company.lifecycle_relation_high,
            company.lifecycle_relation_low,
        )
        suggestions = [
            (kind, rules.suggest(count, percent, bounds))
            for kind, (count, percent) in self._kind_figures(company).items()
        ]
        self.env.flush_all()
        query = queries.store_suggestions(scope, suggestions)
        changed = {row[0] for row in self.env.execute_query(query)}
        self.env["crm.customer"].invalidate_model(["relation_suggested"])
        return changed

    @api.model
    def _cron_suggest_relations(self):
        """Nightly, once for a company: the figures of a kind need all its customers."""
        cron = self.env["ir.cron"]
        companies = self.env["res.company"].sudo().search(Domain.TRUE)
        cron._commit_progress(remaining=len(companies))
        for company in companies:
            with company._on_its_own("Suggested relations"):
                self._refresh_suggestions(company)
            if not cron._commit_progress(1):
                return
