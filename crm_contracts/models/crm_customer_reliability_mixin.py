# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.fields import Domain


class CrmCustomerReliabilityMixin(models.AbstractModel):
    """Grades of credit tell who has a credit problem (S-442)."""

    _inherit = "crm.customer.reliability.mixin"

    @api.model
    def _credit_problem_domain(self, problem):
        """A grade that pays in advance is a problem, one without credit a serious one.

        Only a customer's own grade while it is valid; the grade everybody starts with
        says nothing about him.
        """
        sign = "is_blocking" if problem == "serious" else "is_prepaid"
        today = self.env["crm.customer"]._today(self.env.company)
        is_valid = Domain("credit_grade_until", "=", False) | Domain(
            "credit_grade_until", ">=", today
        )
        graded = Domain(f"credit_grade_id.{sign}", "=", True) & is_valid
        return super()._credit_problem_domain(problem) | graded
