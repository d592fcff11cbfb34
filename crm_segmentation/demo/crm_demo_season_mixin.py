# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from dateutil.relativedelta import relativedelta

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
    def _annual_target(self, company):
        """A little more than the last twelve months brought."""
        [[amount]] = self.env["crm.customer"]._read_group(
            [("company_id", "=", company.id)], aggregates=["amount_12m:sum"]
        )
        return max(round(amount * 1.05, -4), 100_000)

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
        if customers:
            self._create_group_plans(common, customers)

    @api.model
    def _create_group_plans(self, common, customers):
        """What the largest customer buys, and everybody in the same trade."""
        product = self._demo_product(customers[0])
        trade_type = customers.trade_type_id[:1]
        bought = sum(
            customers.search(
                [
                    ("trade_type_id", "=", trade_type.id),
                    ("company_id", "=", common["company_id"]),
                ]
            ).mapped("amount_12m")
        )
        subjects = [
            {
                "subject": "product",
                "product_id": product.id,
                "target": self._product_target(common["company_id"], product),
            },
            {
                "subject": "trade_type",
                "trade_type_id": trade_type.id,
                "target": round(bought * 1.05, -3),
            },
        ]
        self.env["crm.season.plan"].create(
            [{**common, **values} for values in subjects if all(values.values())]
        )

    @api.model
    def _product_target(self, company_id, product):
        """As much as was ordered of it in the last twelve months."""
        [[amount]] = self.env["sale.order.line"]._read_group(
            [
                ("product_id", "=", product.id),
                ("company_id", "=", company_id),
                ("state", "=", "sale"),
                ("order_id.date_order", ">", self._today() - relativedelta(years=1)),
            ],
            aggregates=["price_subtotal:sum"],
        )
        return round(amount or 0, -3)

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
