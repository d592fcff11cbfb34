# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models

PLANNED_CUSTOMERS = 8


class CrmDemoSeasonMixin(models.AbstractModel):
    """Season plans and forecasts of the demo companies and their largest customers."""

    _name = "crm.demo.season.mixin"
    _description = "Demo: Seasons"

    @api.model
    def _load_seasons(self, companies):
        """Nothing when plans are there already."""
        plans = self.env["crm.season.plan"]
        if plans.search_count([("company_id", "in", companies.ids)], limit=1):
            return
        for company in companies:
            customers = self.env["crm.customer"].search(
                [("company_id", "=", company.id), ("amount_12m", ">", 0)],
                order="amount_12m desc, id",
                limit=PLANNED_CUSTOMERS,
            )
            self._create_season_plans(company, customers)
            self._create_forecasts(company, customers[:3])

    @api.model
    def _create_season_plans(self, company, customers):
        """Liquor is given at the spring festival; so its seasons move with it."""
        follows = company == self._demo("company_liquor")
        common = {
            "company_id": company.id,
            "year": self._today().year,
            "follows_festival": follows,
        }
        values = [
            {
                **common,
                "subject": "customer",
                "customer_id": customer.id,
                "target": max(round(customer.amount_12m * 1.05, -3), 1000),
            }
            for customer in customers
        ]
        self.env["crm.season.plan"].create([{**common, "subject": "company"}, *values])

    @api.model
    def _create_forecasts(self, company, customers):
        common = {"company_id": company.id, "test_months": 6}
        values = [
            {**common, "subject": "customer", "customer_id": customer.id}
            for customer in customers
        ]
        self.env["crm.turnover.forecast"].create(
            [{**common, "subject": "company"}, *values]
        )
