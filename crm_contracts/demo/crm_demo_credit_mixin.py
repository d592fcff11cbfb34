# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import api, models
from odoo.fields import Command

# customer of the plan of crm_lifecycle: answers to (debts, taxes, scale)
RATINGS = {
    0: ("None known", "On time", "Large: own premises, over 100 people"),
    1: ("None known", "On time", "Medium"),
    16: ("Once, settled", "Late now and then", "Small"),
    20: ("Repeatedly", "In arrears", "Small"),
    33: ("None known", "Late now and then", "Medium"),
    36: ("Once, settled", "On time", "Medium"),
    2: ("None known", "On time", "Large: own premises, over 100 people"),
    3: ("None known", "Late now and then", "Medium"),
    4: ("None known", "On time", "Medium"),
    17: ("Once, settled", "On time", "Medium"),
    18: ("None known", "On time", "Large: own premises, over 100 people"),
    34: ("None known", "On time", "Small"),
    41: ("Once, settled", "Late now and then", "Small"),
    52: ("None known", "On time", "Medium"),
}
# customer: (limit, days from today until its end or None, temporary)
LIMITS = {
    0: (1600000.0, None, False),
    1: (1000000.0, None, False),
    2: (1800000.0, None, False),
    3: (1500000.0, None, False),
    4: (1400000.0, 200, False),
    16: (600000.0, 120, False),
    17: (1600000.0, None, False),
    18: (1500000.0, 20, True),
    33: (500000.0, None, False),
    34: (600000.0, None, False),
    52: (500000.0, None, False),
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
        self._ask_for_releases()
        self._remember_credit(company)

    @api.model
    def _remember_credit(self, company, weeks=10):
        """Snapshots of today, and of the weeks before, when less was used."""
        today = self._today()
        snapshots = self.env["crm.credit.snapshot"]
        snapshots._take(company, today)
        now = snapshots.search([("company_id", "=", company.id), ("date", "=", today)])
        snapshots.create(
            [
                {
                    **values,
                    "date": today - timedelta(days=7 * week),
                    "exposure_amount": round(
                        values["exposure_amount"] * (1 - (week % 4 + week) / 40), 2
                    ),
                }
                for week in range(1, weeks)
                for values in now.copy_data()
            ]
        )

    @api.model
    def _ask_for_releases(self):
        """Two quotations that credit holds: one was released, one waits."""
        until = self._today() + timedelta(days=7)
        words = "The train is loaded; half is paid before it leaves."
        for number, quantity, released in ((16, 160.0, True), (20, 60.0, False)):
            order = self._quote_demo_customer(number, quantity)
            if not order._credit_hold_now():
                continue
            seller = order.user_id or self.env.user
            approval = order.with_user(seller)._ask_release(words, until).approval_ids
            while released and approval.sudo().state == "pending":
                approver = approval.sudo()._current_approvers()[:1]
                approval.with_user(approver)._decide("approved", "Half is here.")

    @api.model
    def _quote_demo_customer(self, number, quantity):
        customer = self._demo_customer(number)
        line = {
            "product_id": self._demo("product_coal").id,
            "product_uom_qty": quantity,
        }
        return (
            self.env["sale.order"]
            .with_company(customer.company_id)
            .create(
                {
                    "partner_id": customer.partner_id.id,
                    "company_id": customer.company_id.id,
                    "user_id": customer.user_id.id,
                    "order_line": [Command.create(line)],
                }
            )
        )

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
