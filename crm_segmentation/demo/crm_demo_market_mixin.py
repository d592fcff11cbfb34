# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from dateutil.relativedelta import relativedelta

from odoo import api, models
from odoo.tools import date_utils

RIVALS = ("Northern Coal Trade", "Harbour Building Supplies")
# Days ago, rival, kind, words, effect, turnover at stake, what we do, source.
MOVES = (
    (6, 0, "price", "Four percent off for orders of a full train", "heavy", 240000,
     "Offer of a yearly quantity to the three who asked.", "visit"),
    (19, 1, "promotion", "Free delivery of rebar within 50 km", "slight", 60000,
     "", "press"),
    (41, 0, "capacity", "Second washing line runs since this month", "slight", 90000,
     "Ask the plants which quality they miss.", "partner"),
    (75, 1, "people", "Their head of sales left", "good", 0, "", "fair"),
    (120, 0, "terms", "Sixty days to pay for new customers", "slight", 120000,
     "Credit limits of class A looked at again.", "visit"),
    (190, 1, "channel", "Shop on the internet for builders", "none", 0, "", "press"),
)  # fmt: skip
# Industry, demand of the last months, stock on their last days (in thousand tons).
DEMAND = (
    ("D", (410, 455, 520, 610), (380, 330, 300, 260)),
    ("C", (300, 310, 295, 305), (150, 160, 170, 155)),
)
# Region, quantity of the whole market and of the first rival.
FLOWS = (("base.state_cn_SD", 820, 190), ("base.state_cn_JS", 540, 210),
         ("base.state_cn_HE", 260, 40))  # fmt: skip
# Answers of a quarter that is over, and remarks.
OPINIONS = (
    ("sally", "4", "The worklist is good, the phone view even better."),
    ("sam", "3", "Too many fields when I register a customer."),
    ("archie", "5", ""),
    ("dora", "4", "I see at once which team is behind."),
)
DEALS = ("Winter contract", "New site", "Second supplier", "Frame order", "Test lot",
         "Renewal", "Export trial", "Extension")  # fmt: skip


class CrmDemoMarketMixin(models.AbstractModel):
    """The market around the demo company, and what its own people think."""

    _name = "crm.demo.market.mixin"
    _description = "Demo: Market"

    @api.model
    def _load_market(self, company):
        """Nothing when it is there already."""
        moves = self.env["crm.market.move"]
        if moves.search_count([("company_id", "=", company.id)], limit=1):
            return
        rivals = self.env["res.partner"].create(
            [{"name": name, "is_company": True} for name in RIVALS]
        )
        common = {"company_id": company.id, "user_id": self._demo("user_anna").id}
        goods = self.env["product.category"].search([("name", "=", "Coal")], limit=1)
        moves.create(
            [
                {
                    **common,
                    "categ_id": not rival and goods.id,
                    "date": self._today() - relativedelta(days=days),
                    "competitor_id": rivals[rival].id,
                    "kind": kind,
                    "name": words,
                    "effect": effect,
                    "effect_amount": stake,
                    "response": response,
                    "source": source,
                }
                for days, rival, kind, words, effect, stake, response, source in MOVES
            ]
        )
        if goods:
            ton = self.env.ref("uom.product_uom_ton")
            common |= {"categ_id": goods.id, "uom_id": ton.id}
            self._create_demand(common)
            self._create_flows(common, rivals[0])

    @api.model
    def _create_demand(self, common):
        this_month = date_utils.start_of(self._today(), "month")
        values = []
        for letter, demands, stocks in DEMAND:
            industry = self.env.ref(f"base.res_partner_industry_{letter}")
            for place, (demand, stock) in enumerate(zip(demands, stocks, strict=True)):
                first = this_month - relativedelta(months=len(demands) - place)
                values.append(
                    {
                        **common,
                        "industry_id": industry.id,
                        "date_from": first,
                        "date_to": date_utils.end_of(first, "month"),
                        "demand": demand * 1000,
                        "stock": stock * 1000,
                        "source": "statistics",
                    }
                )
        self.env["crm.market.demand"].create(values)

    @api.model
    def _create_flows(self, common, rival):
        last_month = date_utils.start_of(self._today(), "month") - relativedelta(days=1)
        first = date_utils.start_of(last_month, "quarter")
        values = []
        for name, market, theirs in FLOWS:
            region = self.env.ref(name, raise_if_not_found=False)
            for supplier, quantity in ((False, market), (rival.id, theirs)):
                values.append(
                    {
                        **common,
                        "country_id": self.env.ref("base.cn").id,
                        "state_id": region and region.id,
                        "supplier_id": supplier,
                        "date_from": first,
                        "date_to": last_month,
                        "quantity": quantity * 1000,
                        "source": "estimate" if supplier else "statistics",
                    }
                )
        self.env["crm.market.flow"].create(values)

    @api.model
    def _load_staff_answers(self, companies):
        """Of the last two quarters; nothing when some are there already."""
        answers = self.env["crm.staff.answer"].sudo()
        if answers.search_count([], limit=1):
            return
        period = date_utils.start_of(self._today(), "quarter")
        people = [
            (self._demo(f"user_{login}"), score, remark)
            for login, score, remark in OPINIONS
        ]
        values = []
        for company in companies:
            for ago in (2, 1):
                for number, (user, score, remark) in enumerate(people):
                    if company in user.company_ids:
                        better = min(int(score) + (ago == 1 and number % 2), 5)
                        values.append(
                            {
                                "user_id": user.id,
                                "company_id": company.id,
                                "date_period": period - relativedelta(months=3 * ago),
                                "score": str(better),
                                "remark": remark if ago == 1 else "",
                            }
                        )
        answers.create(values)

    @api.model
    def _load_opportunities(self, companies):
        """Deals of the largest customers: open in several stages, won and lost."""
        stages = self.env["crm.stage"].search([("is_won", "=", False)])
        for company in companies:
            largest = self.env["crm.customer"].search(
                [("company_id", "=", company.id), ("user_id", "!=", False)],
                order="amount_12m desc, id",
                limit=len(DEALS),
            )
            leads = self.env["crm.lead"].create(
                [
                    {
                        "name": f"{deal}, {customer.partner_id.name}",
                        "type": "opportunity",
                        "company_id": company.id,
                        "partner_id": customer.partner_id.id,
                        "user_id": customer.user_id.id,
                        "team_id": customer.team_id.id,
                        "stage_id": stages[number % len(stages)].id,
                        "expected_revenue": 20000 * (number % 4 + 1),
                    }
                    for number, (deal, customer) in enumerate(
                        zip(DEALS, largest, strict=False)
                    )
                ]
            )
            leads[:2].action_set_won()
            leads[2:3].action_set_lost()
