# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.fields import Domain

PROBLEMS = [("some", "Credit Problem"), ("serious", "Serious Credit Problem")]


class CrmCustomerReliabilityMixin(models.AbstractModel):
    """Whether a customer's credit stands in the way of a good class (S-442)."""

    _name = "crm.customer.reliability.mixin"
    _description = "Reliability of Customers"

    credit_problem = fields.Selection(
        selection=PROBLEMS,
        compute="_compute_credit_problem",
        search="_search_credit_problem",
        help="Serious: on the do-not-sell list, or with a grade that gets no credit. "
        "Apps that grade credit, such as Contracts, say who has one.",
    )

    @api.depends("sale_block_ids.is_current")
    def _compute_credit_problem(self):
        self.credit_problem = False
        customers = self.sudo().with_context(active_test=False)
        for problem, _label in PROBLEMS:
            theirs = Domain("id", "in", self.ids) & self._credit_problem_domain(problem)
            for customer in customers.search(theirs):
                self.browse(customer.id).credit_problem = problem

    def _search_credit_problem(self, operator, value):
        if operator != "in":
            return NotImplemented
        serious = self._credit_problem_domain("serious")
        some = self._credit_problem_domain("some")
        domains = {
            "serious": serious,
            "some": some & ~serious,
            False: ~(some | serious),
        }
        return Domain.OR(domains[problem] for problem in value if problem in domains)

    @api.model
    def _credit_problem_domain(self, problem):
        """Hook: domain of crm.customer with this problem, "some" or "serious"."""
        if problem == "serious":
            return Domain("is_sale_blocked", "=", True)
        return Domain.FALSE
