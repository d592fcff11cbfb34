# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from dateutil.relativedelta import relativedelta

from odoo import api, models

from odoo.addons.crm_lifecycle.demo import demo_plan

TRADE_TYPES = {
    "Heat and Power": "key_account",
    "Steel Works": "key_account",
    "Construction Group": "distributor",
    "Road and Bridge": "distributor",
    "Building Market": "retailer",
    "Grand Hotel": "key_account",
    "Banquet Hall": "distributor",
    "Wine Store": "retailer",
}


class CrmDemoCompany(models.AbstractModel):
    _name = "crm.demo.company"
    _inherit = [
        "crm.demo.company",
        "crm.demo.cockpit.mixin",
        "crm.demo.market.mixin",
        "crm.demo.quality.mixin",
        "crm.demo.report.mixin",
        "crm.demo.score.mixin",
        "crm.demo.season.mixin",
        "crm.demo.segment.mixin",
        "crm.demo.share.mixin",
    ]

    @api.model
    def _load_segmentation(self):
        """The analyst, trade types, scores of today and snapshots of last months."""
        builder = self.with_context(tracking_disable=True, no_reset_password=True)
        companies = self._demo("company_trading") | self._demo("company_liquor")
        group = "crm_segmentation.crm_segmentation_group_analyst"
        builder._create_user("anna", "Anna Ou, Analyst", [group], companies)
        builder._set_trade_types()
        self.env["crm.customer"]._refresh_facts()
        builder._load_shares(companies)
        builder._judge_customers(companies)
        builder._load_segments(companies)
        builder._load_quality(self._demo("company_trading"))
        builder._load_costs(companies)
        builder._load_history(companies)
        for company in companies:
            company.segmentation_annual_target = builder._annual_target(company)
            for months in (3, 2, 1):
                builder._take_snapshot_of(company, months)
        self.env["crm.customer"]._refresh_facts()
        builder._value_customers(companies)
        builder._classify_customers(companies)
        builder._load_seasons(companies)
        builder._load_cockpit(companies)
        builder._load_market(companies[:1])
        builder._load_staff_answers(companies)
        builder._load_opportunities(companies)
        builder._load_reports(companies)

    @api.model
    def _value_customers(self, companies):
        """Values of today; so small a company asks for fewer customers than usual."""
        for company in companies:
            company.write(
                {
                    "value_min_customers": 20,
                    "value_visit_cost": 300,
                    "value_margin_source": "fixed",
                    # visits and credit make the difference of high and low profit
                    "value_margin_percent": 25.1,
                }
            )
            self.env["crm.customer.value"]._refresh(company, fit=True)

    @api.model
    def _take_snapshot_of(self, company, months_ago):
        """Facts, scores and segments as they were so many months ago."""
        day = self._today() - relativedelta(months=months_ago)
        customers = self.env["crm.customer"].sudo().with_company(company)
        self.env.flush_all()
        customers._store_facts(customers._fact_scope(company, None, day))
        self.env.invalidate_all()
        customers._refresh_scores(company, day)
        self.env["crm.customer.snapshot"]._take(company, day)
        self.env["crm.cockpit.figure"]._refresh(company, day)

    @api.model
    def _set_trade_types(self):
        for customer in demo_plan.customers(self._today()):
            kind = TRADE_TYPES[customer.name.partition(" ")[2]]
            account = self._demo_customer(customer.number)
            account.trade_type_id = self.env.ref(
                f"crm_segmentation.crm_trade_type_{kind}"
            )
