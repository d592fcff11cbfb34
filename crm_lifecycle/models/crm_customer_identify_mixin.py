# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.fields import Domain

from . import crm_customer_queries as queries

DAYS = 90
BEST = 0.8


class CrmCustomerIdentifyMixin(models.AbstractModel):
    """Who may become a customer, and who is worth most, by proved facts (S-192)."""

    _name = "crm.customer.identify.mixin"
    _description = "Identified Customers"

    is_promising = fields.Boolean(
        string="Promising",
        compute="_compute_is_promising",
        search="_search_is_promising",
        help="Has not ordered yet, but has an open quotation or a proved contact of "
        "the last 90 days.",
    )
    is_most_valuable = fields.Boolean(
        string="Most Valuable",
        compute="_compute_is_most_valuable",
        search="_search_is_most_valuable",
        help="Class A where customers are classified, otherwise the fifth of the "
        "company's buyers with the highest turnover of 12 months.",
    )

    def _compute_is_promising(self):
        found = self.search(Domain("id", "in", self.ids) & self._promising_domain())
        for customer in self:
            customer.is_promising = customer._origin in found

    def _search_is_promising(self, operator, value):
        return self._promising_domain() if operator == "in" else NotImplemented

    def _compute_is_most_valuable(self):
        found = self.search(Domain("id", "in", self.ids) & self._valuable_domain())
        for customer in self:
            customer.is_most_valuable = customer._origin in found

    def _search_is_most_valuable(self, operator, value):
        return self._valuable_domain() if operator == "in" else NotImplemented

    @api.model
    def _promising_domain(self):
        day = fields.Date.subtract(self._today(self.env.company), days=DAYS)
        return Domain("order_count", "=", 0) & (
            Domain("quotation_count", ">", 0) | Domain("date_last_action", ">=", day)
        )

    @api.model
    def _valuable_domain(self):
        if "abc_class" in self._fields:
            return Domain("abc_class", "=", "A")
        self.flush_model(["active", "amount_12m", "company_id"])
        rows = self.env.execute_query(
            queries.best_turnover(self.env.companies.ids, BEST)
        )
        return Domain.OR(
            Domain("company_id", "=", company) & Domain("amount_12m", ">=", amount)
            for company, amount in rows
        )
