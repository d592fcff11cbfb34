# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from dateutil.relativedelta import relativedelta

from odoo import api, models
from odoo.fields import Command

from odoo.addons.crm_lifecycle.demo import demo_plan

# the industries of the demo company's customers, by the second part of their names
INDUSTRIES = {"Heat and Power": "D", "Steel Works": "C", "Construction Group": "F"}
GROWING = ("C", "D")


class CrmDemoSegmentMixin(models.AbstractModel):
    """Industries, a list, steps on entry and a study of the demo company."""

    _name = "crm.demo.segment.mixin"
    _description = "Demo: Segments"

    @api.model
    def _load_segments(self, companies):
        """Before the scores of today, so that their moves find the steps."""
        self._set_industries()
        self._create_segment_steps()
        self._choose_target_market()
        for company in companies:
            self._create_invitations(company)
        self._create_segment_study(companies[:1])

    @api.model
    def _set_industries(self):
        industries = {
            letter: self.env.ref(f"base.res_partner_industry_{letter}")
            for letter in set(INDUSTRIES.values())
        }
        for letter in GROWING:
            industries[letter].segment_is_growing = True
        for customer in demo_plan.customers(self._today()):
            letter = INDUSTRIES.get(customer.name.partition(" ")[2])
            if letter:
                account = self._demo_customer(customer.number)
                account.partner_id.industry_id = industries[letter]

    @api.model
    def _create_segment_steps(self):
        """Who falls silent is marked; who is heard of again loses the mark."""
        tag = self.env["res.partner.category"].create({"name": "Call back"})
        segment = self.env.ref("crm_segmentation.crm_segment_loyal_silent")
        self.env["crm.segment.step"].create(
            [
                {
                    "segment_id": segment.id,
                    "moment": moment,
                    "kind": kind,
                    "tag_ids": [Command.set(tag.ids)],
                    "repeats": True,
                }
                for moment, kind in (("entry", "tag"), ("exit", "untag"))
            ]
        )

    @api.model
    def _choose_target_market(self):
        """Growth industries, and why they buy here."""
        self.env.ref("crm_segmentation.crm_segment_growth_industry").write(
            {
                "is_target": True,
                "is_key_account": True,
                "buying_points": "Steady supply at times of high demand, one quality.",
                "selling_points": "Own stock near the railway, quality certificate "
                "with each delivery, yearly quantity agreed in advance.",
                "difference": "They plan a year ahead; others buy from month to month.",
            }
        )

    @api.model
    def _create_invitations(self, company):
        """A list of five, the largest customers, for half a year."""
        largest = self.env["crm.customer"].search(
            [("company_id", "=", company.id)], order="amount_12m desc, id", limit=5
        )
        segment = self.env["crm.segment"].create(
            {
                "name": "Invited to the autumn fair",
                "kind": "list",
                "company_id": company.id,
                "sequence": 200,
                "description": "They get an invitation and a visit before the fair.",
            }
        )
        self.env["crm.segment.listing"].create(
            [
                {
                    "segment_id": segment.id,
                    "customer_id": customer.id,
                    "date_until": self._today() + relativedelta(months=6),
                    "reason": "Among the five largest",
                    "user_id": self._demo("user_anna").id,
                }
                for customer in largest
            ]
        )

    @api.model
    def _create_segment_study(self, company):
        profit = self.env.ref("crm_segmentation.crm_segment_set_profit")
        self.env["crm.segment.study"].create(
            {
                "name": "Whom to give the better service",
                "company_id": company.id,
                "purpose": "Which customers get the short delivery time next year?",
                "user_id": self._demo("user_anna").id,
                "way_documents": True,
                "way_visits": True,
                "fact_ids": [
                    Command.create({"fact": "trade_type_id"}),
                    Command.create({"fact": "industry_id"}),
                ],
                "segment_ids": [Command.set(profit.segment_ids.ids)],
                "step": "criteria",
            }
        )
