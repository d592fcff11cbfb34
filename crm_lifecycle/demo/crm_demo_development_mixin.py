# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import api, models
from odoo.fields import Domain

EVENTS = (
    ("Opening of the second plant", 12, False, "Flower baskets, the director comes"),
    ("Twenty years of the company", 30, True, "Article in our journal"),
    ("Stand at the trade fair", 45, False, "Lend our sample cases"),
)


class CrmDemoDevelopmentMixin(models.AbstractModel):
    """Plans for new customers, old customers asked again, events of customers."""

    _name = "crm.demo.development.mixin"
    _description = "New and Old Customers of the Demo Company"

    @api.model
    def _create_developments(self):
        """Nothing when plans are there already."""
        if self.env["crm.development.plan"].search_count([], limit=1):
            return
        trading = self._demo("company_trading")
        for login, customers, amount in (("sally", 6, 300000), ("sam", 12, 900000)):
            self._plan_new_customers(trading, login, customers, amount)
        self._ask_old_customers(trading)
        self._enter_events(trading)

    @api.model
    def _plan_new_customers(self, company, login, customers, amount):
        user = self._demo(f"user_{login}")
        year = self._today().year
        plan = (
            self.env["crm.development.plan"]
            .with_user(user)
            .with_company(company)
            .create(
                {
                    "name": f"{user.name} {year}",
                    "company_id": company.id,
                    "date_from": f"{year}-01-01",
                    "date_to": f"{year}-12-31",
                    "target_customers": customers,
                    "target_registrations": customers,
                    "target_amount": amount,
                    "measures": "Two fairs, referrals of good customers, the port",
                }
            )
        )
        plan.action_submit()
        approver = plan.sudo().approval_id.approver_ids[:1]
        plan.approval_id.with_user(approver).sudo(False).action_approve()

    @api.model
    def _ask_old_customers(self, company):
        record = (
            self.env["crm.reactivation"]
            .with_user(self._demo("user_archie"))
            .with_company(company)
            .create(
                {
                    "name": "Guests of the last fair",
                    "company_id": company.id,
                    "source": "Building fair",
                    "date": self._today() - timedelta(days=90),
                    "silent_months": 1,
                }
            )
        )
        record.action_fill()
        for number, line in enumerate(record.line_ids.sudo(False)):
            if number % 3 == 0:
                line.action_confirmed()
            elif number % 3 == 1:
                line.action_none()
        record.line_ids[2:4]._plan_contacts()
        record.sudo()._refresh_orders(company)

    @api.model
    def _enter_events(self, company):
        customers = self.env["crm.customer"].search(
            Domain("company_id", "=", company.id) & Domain("user_id", "!=", False),
            order="id",
            limit=len(EVENTS),
        )
        for customer, (name, days, yearly, support) in zip(
            customers, EVENTS, strict=False
        ):
            customer.event_ids.create(
                {
                    "customer_id": customer.id,
                    "name": name,
                    "date": self._today() + timedelta(days=days),
                    "is_yearly": yearly,
                    "support": support,
                }
            )
