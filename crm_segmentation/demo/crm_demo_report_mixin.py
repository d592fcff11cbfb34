# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import base64

from dateutil.relativedelta import relativedelta

from odoo import api, models
from odoo.tools import date_utils

from odoo.addons.crm_lifecycle.demo import demo_plan

# Months before the last day of the file, and what was sold then.
OLD_SALES = ((34, 52000), (31, 47500), (27, 61000), (22, 39000), (18, 58500))
COSTS = (("Trade fair stand", 18000), ("Leaflets", 2500))
# What a product costs, as a part of its price; taken by turns.
COST_PARTS = (0.82, 0.71, 0.64, 0.77)
PRODUCT_LINES = {
    "coal": "Coal",
    "anthracite": "Coal",
    "cement": "Building Material",
    "rebar": "Building Material",
    "reserve": "Liquor",
    "classic": "Liquor",
}
GOALS = (
    ("A tenth more turnover with regular visits", "amount", 1),
    ("More customers who buy", "customer_count", 75),
    ("Satisfaction of 80", "score", 80),
    ("Staff that likes its CRM", "staff_score", 75),
    ("Nine of ten dates kept", "kept_rate", 90),
    ("Half of the turnover with key accounts", "key_amount", 50),
)
# Projects from the last one back: won or not.
PROJECTS = (True, False, True, True, False, True, False, True, False, False)
CHANNELS = ("phone", "direct", "website", "email")
VISITORS = ("Site manager", "Hotel buyer", "Road builder", "Wholesaler", "Architect")


class CrmDemoReportMixin(models.AbstractModel):
    """Sales of an older system, marketing costs and a page in the report archive."""

    _name = "crm.demo.report.mixin"
    _description = "Demo: Reports"

    @api.model
    def _load_costs(self, companies):
        """Products have a line and a cost, so that there is a margin."""
        lines = {
            name: self.env["product.category"].create({"name": name})
            for name in dict.fromkeys(PRODUCT_LINES.values())
        }
        for number, code in enumerate(demo_plan.PRODUCTS):
            product = self._demo(f"product_{code}")
            product.categ_id = product.categ_id or lines[PRODUCT_LINES[code]]
            cost = product.list_price * COST_PARTS[number % len(COST_PARTS)]
            for company in companies:
                product.with_company(company).standard_price = round(cost, 2)

    @api.model
    def _load_history(self, companies):
        """The three largest customers bought before Odoo came."""
        for company in companies:
            largest = self.env["crm.customer"].search(
                [("company_id", "=", company.id)], order="amount_12m desc, id", limit=3
            )
            load = self.env["crm.sales.import"].create(
                {
                    "name": "Sales of the old system",
                    "company_id": company.id,
                    "file": base64.b64encode(b"-"),
                    "file_name": "old_sales.csv",
                }
            )
            load.file = base64.b64encode(self._old_sales(load, largest).encode())
            load._import()

    @api.model
    def _old_sales(self, load, customers):
        lines = ["Customer,Date,Amount,Reference,Product,Quantity"]
        for customer in customers:
            product = customer.last_order_id.order_line.product_id[:1]
            for number, (months, amount) in enumerate(OLD_SALES):
                day = load.date_limit - relativedelta(months=months)
                reference = f"OLD-{customer.id}-{number}"
                quantity = round(amount / (product.list_price or amount))
                lines.append(
                    f'"{customer.partner_id.name}",{day},{amount},{reference},'
                    f"{product.default_code or ''},{quantity}"
                )
        return "\n".join(lines)

    @api.model
    def _load_reports(self, companies):
        campaign = self.env["utm.campaign"].create({"title": "Autumn Trade Fair"})
        this_month = date_utils.start_of(self._today(), "month")
        for company in companies:
            self._name_channels(company, campaign)
            self._create_leads(company, campaign)
            self._close_opportunities(company)
            self.env["crm.marketing.cost"].create(
                [
                    {
                        "name": name,
                        "date": this_month,
                        "campaign_id": campaign.id,
                        "amount": amount,
                        "company_id": company.id,
                    }
                    for name, amount in COSTS
                ]
            )
            self._fill_archive(company)
            self._set_goals(company)

    @api.model
    def _name_channels(self, company, campaign):
        """Orders came by a channel each; some of the last ones by the trade fair."""
        orders = self.env["sale.order"].search(
            [("company_id", "=", company.id), ("state", "=", "sale")],
            order="date_order desc, id",
        )
        for number, channel in enumerate(CHANNELS):
            medium = self.env.ref(f"utm.utm_medium_{channel}")
            orders[number :: len(CHANNELS)].medium_id = medium
        orders[:12:4].campaign_id = campaign

    @api.model
    def _create_leads(self, company, campaign):
        """Visitors of the stand; two of them bought."""
        leads = self.env["crm.lead"].create(
            [
                {
                    "name": f"Stand visitor: {visitor}",
                    "company_id": company.id,
                    "user_id": False,
                    "team_id": False,
                    "campaign_id": campaign.id,
                    "medium_id": self.env.ref("utm.utm_medium_direct").id,
                }
                for visitor in VISITORS
            ]
        )
        leads[:2].action_set_won()

    @api.model
    def _close_opportunities(self, company):
        """Projects of the largest customers of the last months, won and lost."""
        largest = self.env["crm.customer"].search(
            [("company_id", "=", company.id)], order="amount_12m desc, id", limit=6
        )
        for number, is_won in enumerate(PROJECTS if largest else ()):
            customer = largest[number % len(largest)]
            lead = self.env["crm.lead"].create(
                {
                    "name": f"Yearly agreement {number + 1}: {customer.display_name}",
                    "type": "opportunity",
                    "partner_id": customer.partner_id.id,
                    "company_id": company.id,
                    "user_id": customer.user_id.id,
                    "team_id": customer.team_id.id,
                }
            )
            if is_won:
                lead.action_set_won()
            else:
                lead.action_set_lost()
            lead.date_closed = self._today() - relativedelta(days=20 * number + 5)

    @api.model
    def _set_goals(self, company):
        """A tenth more turnover and more satisfied customers within a year."""
        start = self._today() - relativedelta(months=3)
        goals = self.env["crm.goal"].create(
            [
                {
                    "name": name,
                    "measure": measure,
                    "target": target,
                    "company_id": company.id,
                    "date_start": start,
                    "date_due": start + relativedelta(years=1),
                    "user_id": self._demo("user_anna").id,
                }
                for name, measure, target in GOALS
            ]
        )
        for goal in goals.filtered(lambda goal: goal.measure == "amount"):
            goal.target = round(goal.value_before * 1.1, -3)

    @api.model
    def _fill_archive(self, company):
        """The weekly sales statistics of last week, as the job would keep them."""
        schedules = self.env["crm.report.schedule"]
        schedule = schedules.search([("company_id", "=", company.id)], limit=1)
        if not schedule:
            report = self.env.ref("crm_segmentation.crm_report_statistics")
            schedule = schedules.create(
                {
                    "report_id": report.id,
                    "company_id": company.id,
                    "group1": report.group1,
                    "group2": report.group2,
                    "to_archive": True,
                }
            )
        run = schedule._ask()
        run._calculate()
        run.state = "done"
