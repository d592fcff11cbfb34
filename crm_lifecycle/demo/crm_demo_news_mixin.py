# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models


class CrmDemoNewsMixin(models.AbstractModel):
    """Tips of colleagues, an offer to many customers, and a tolerated rate of loss."""

    _name = "crm.demo.news.mixin"
    _description = "News and Tips in the Demo Company"

    @api.model
    def _create_news(self):
        trading = self._demo("company_trading")
        trading.lifecycle_loss_tolerated = 1
        trading.lifecycle_loss_tolerated_12m = 8
        self.env["crm.loss.rate"]._refresh_company(trading)
        if self.env["crm.customer.tip"].search_count([], limit=1):
            return
        self._give_tips(trading)
        self._prepare_offers()

    @api.model
    def _give_tips(self, company):
        """Two to sort, one passed on to a salesperson."""
        tips = self.env["crm.customer.tip"].with_user(self._demo("user_lena"))
        names = ("name", "city", "phone", "need")
        tips = tips.with_company(company).create(
            [
                {**dict(zip(names, words, strict=True)), "company_id": company.id}
                for words in (
                    ("Laiwu Steel Mill No. 2", "Laiwu", "+86 634 6600 200",
                     "Their gate keeper says a third furnace starts in autumn."),
                    ("Linyi Precast Works", "Linyi", "+86 539 8100 300",
                     "Looking for cement by rail, saw it in their tender."),
                    ("Dezhou Heating Company", "Dezhou", "+86 534 2600 400",
                     "A neighbour works there: unhappy with the coal of this winter."),
                )
            ]
        )  # fmt: skip
        sorted_tip = tips[-1].with_user(self._demo("user_archie"))
        sorted_tip.salesperson_id = self._demo("user_sam")
        sorted_tip.answer = "Thank you: Sam calls them this week."
        sorted_tip.action_make_lead()

    @api.model
    def _prepare_offers(self):
        """One in the hands of the customers, one still a draft."""
        customers = self._demo_customers_of("sally", 6)
        for name, kind, body in (
            (
                "Washed coal of the new pit",
                "product",
                "<p>Ash below 9 %, from May.</p>",
            ),
            ("Rebate for orders before the holiday", "offer", "<p>2 % until then.</p>"),
        ):
            action = customers.action_prepare_offer()
            offer = self.env["crm.customer.offer"].browse(action["res_id"])
            offer = offer.with_env(customers.env)
            offer.write({"name": name, "kind": kind, "body": body})
            if kind == "product":
                offer.action_send()
                mails = self.env["mail.mail"].sudo().search([("subject", "=", name)])
                mails.state = "cancel"  # these addresses exist in the demo only
