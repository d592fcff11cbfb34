# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import api, models

# customer of the plan of crm_lifecycle: answers to (debts, taxes, scale)
RATINGS = {
    0: ("None known", "On time", "Large: own premises, over 100 people"),
    1: ("None known", "On time", "Medium"),
    16: ("Once, settled", "Late now and then", "Small"),
    20: ("Repeatedly", "In arrears", "Small"),
    33: ("None known", "Late now and then", "Medium"),
    36: ("Once, settled", "On time", "Medium"),
}
# customer: (limit, days from today until its end or None, temporary)
LIMITS = {
    0: (600000.0, None, False),
    1: (900000.0, None, False),
    16: (80000.0, 120, False),
    33: (150000.0, None, False),
}


class CrmDemoCreditMixin(models.AbstractModel):
    """Ratings, limits, and one order that waits for a release."""

    _name = "crm.demo.credit.mixin"
    _description = "Credit of the Demo Company"

    @api.model
    def _load_credit(self):
        company = self._demo("company_trading")
        # the seller warns; holding would stop orders of the other parts of the demo
        company.write({"crm_credit_hold_order": "warn"})
        for number, answers in RATINGS.items():
            self._rate_demo_customer(self._demo_customer(number), answers)
        for number, (amount, days, temporary) in LIMITS.items():
            self._limit_demo_customer(number, amount, days, temporary)
        waiting = self._limit_demo_customer(36, 250000.0, None, False, decide=False)
        waiting.with_user(self._demo("user_fiona")).action_submit()
        customers = self.env["crm.customer"]
        customers._refresh_facts(customers.search([("company_id", "=", company.id)]))
        self.env["crm.credit.snapshot"]._take(company, self._today())

    @api.model
    def _rate_demo_customer(self, customer, answers):
        rating = (
            self.env["crm.credit.rating"]
            .with_company(customer.company_id)
            .create({"customer_id": customer.id})
        )
        for item, answer in zip(("debt", "tax", "scale"), answers, strict=True):
            criterion = self.env.ref(f"crm_contracts.crm_credit_criterion_{item}")
            line = rating.line_ids.filtered(
                lambda row, c=criterion: row.criterion_id == c
            )
            names = criterion.with_context(lang="en_US").level_ids
            line.level_id = names.filtered(lambda level, a=answer: level.name == a)[:1]
        rating._put_into_force()

    @api.model
    def _limit_demo_customer(self, number, amount, days, temporary, decide=True):
        customer = self._demo_customer(number)
        today = self._today()
        limits = self.env["crm.credit.limit"].with_company(customer.company_id)
        limit = limits.create(
            {
                "customer_id": customer.id,
                "amount": amount,
                "is_temporary": temporary,
                "date_from": today - timedelta(days=60),
                "date_to": today + timedelta(days=days) if days else False,
                "reason": "Accounts of the last two years, visit of the premises.",
            }
        )
        if decide:
            limit.state = "approved"
        return limit
