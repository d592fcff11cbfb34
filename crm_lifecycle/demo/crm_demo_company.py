# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.fields import Command

from . import demo_plan

GROUP = "crm_lifecycle.crm_lifecycle_group_%s"
NAMES = "crm_suite_demo"
PEOPLE = {
    "sally": "user",
    "sam": "user",
    "lily": "user",
    "archie": "archive",
    "lena": "team",
    "dora": "director",
    "gina": "director",
}


class CrmDemoCompany(models.AbstractModel):
    """Builds the demo company; each module of the suite adds its part.

    Loaded by demo data only. Records get external ids ``crm_suite_demo.*``, by which
    the other modules find them (see ``_demo``): a name of no module, because what a
    company works with must outlive the removal of an add-on. Loading it again finds
    what is there.
    """

    _name = "crm.demo.company"
    _description = "Demo Company"
    _inherit = [
        "crm.demo.archive.mixin",
        "crm.demo.development.mixin",
        "crm.demo.documents.mixin",
        "crm.demo.file.mixin",
        "crm.demo.news.mixin",
        "crm.demo.ownership.mixin",
        "crm.demo.qualification.mixin",
        "crm.demo.standing.mixin",
        "crm.demo.visits.mixin",
    ]

    @api.model
    def _load_lifecycle(self):
        """Companies, people, products, customers, orders, invoices and payments."""
        # where Inventory is installed, orders of past years are not delivered again
        builder = self.with_context(
            tracking_disable=True,
            mail_notify_force_send=False,
            no_reset_password=True,
            skip_procurement=True,
        )
        if self.env.ref(f"{NAMES}.company_trading", raise_if_not_found=False):
            builder._reopen_accounts()
        else:
            builder._create_companies()
            builder._create_people()
            builder._create_products()
            for company in ("trading", "liquor"):
                builder._create_customers(company)
            builder._create_portal_customer()
        self.env["crm.customer"]._refresh_facts()
        builder._create_registrations()
        builder._grant_tiers()
        builder._create_higher_tier()
        builder._fill_pool()
        builder._explain_losses()
        builder._create_visits()
        builder._create_files()
        builder._create_archive()
        builder._create_qualifications()
        builder._create_developments()
        builder._create_news()
        self.env["crm.customer"]._refresh_facts()

    @api.model
    def _reopen_accounts(self):
        """After a removal contacts and documents are still there, accounts are not."""
        self.env["crm.customer"]._open_missing_accounts()
        for login, group in PEOPLE.items():
            user = self._demo(f"user_{login}")
            user.group_ids = [Command.link(self.env.ref(GROUP % group).id)]

    @api.model
    def _demo(self, name):
        """The record with the external id crm_suite_demo.<name>."""
        return self.env.ref(f"{NAMES}.{name}")

    @api.model
    def _demo_customer(self, number):
        """The account of a customer of the plan, opened if need be."""
        partner = self._demo(f"partner_{number}")
        company = self._demo(f"company_{demo_plan.company_of(number)}")
        return self.env["crm.customer"]._ensure_accounts(partner, company)

    @api.model
    def _name_record(self, name, record):
        self.env["ir.model.data"]._update_xmlids(
            [
                {
                    "xml_id": f"{NAMES}.{name}",
                    "record": record,
                    "noupdate": True,
                }
            ]
        )
        return record

    @api.model
    def _today(self):
        return fields.Date.context_today(self)

    @api.model
    def _create_companies(self):
        currency = self.env.ref("base.CNY")
        currency.active = True
        country = self.env.ref("base.cn")
        for name, label, city in (
            ("trading", "Taishan Trading Group", "Jinan"),
            ("liquor", "Penglai Liquor", "Yantai"),
        ):
            company = self.env["res.company"].create(
                {
                    "name": label,
                    "currency_id": currency.id,
                    "country_id": country.id,
                    "city": city,
                    "email": f"office@{name}.example.com",
                }
            )
            company.resource_calendar_id.tz = "Asia/Shanghai"
            self._name_record(f"company_{name}", company)
            if "stock.warehouse" in self.env:
                self.env["stock.warehouse"].create(
                    {"name": city, "code": city[:5], "company_id": company.id}
                )
            charts = self.env["account.chart.template"].with_company(company)
            charts._load("generic_coa", company, install_demo=False)
            company.currency_id = currency
        companies = self._demo("company_trading") | self._demo("company_liquor")
        admin = self.env.ref("base.user_admin")
        admin.company_ids |= companies
        admin.company_id = companies[0]

    @api.model
    def _create_people(self):
        trading, liquor = self._demo("company_trading"), self._demo("company_liquor")
        people = (
            ("sally", "Sally Sun, Salesperson", trading),
            ("sam", "Sam Song, Salesperson", trading),
            ("lily", "Lily Liu, Salesperson", liquor),
            ("archie", "Archie An, Sales Administrator", trading | liquor),
            ("lena", "Lena Lin, Team Leader", trading),
            ("dora", "Dora Du, Director", trading | liquor),
            ("gina", "Gina Gao, Group Management", trading | liquor),
        )
        for login, name, companies in people:
            self._create_user(login, name, [GROUP % PEOPLE[login]], companies)
        teams = self.env["crm.team"]
        for name, label, company, leader, members in (
            ("coal", "Coal and Building", trading, "lena", ("sally", "sam", "lena")),
            ("group_buying", "Liquor Group Buying", liquor, "dora", ("lily",)),
        ):
            team = teams.create(
                {
                    "name": label,
                    "company_id": company.id,
                    "user_id": self._demo(f"user_{leader}").id,
                    "member_ids": [
                        Command.set([self._demo(f"user_{m}").id for m in members])
                    ],
                }
            )
            self._name_record(f"team_{name}", team)

    @api.model
    def _create_user(self, login, name, groups, companies):
        """A user whose password is the log-in name, or the one who is there."""
        user = self.env.ref(f"{NAMES}.user_{login}", raise_if_not_found=False)
        if user:
            user.group_ids = [Command.link(self.env.ref(g).id) for g in groups]
            return user
        user = self.env["res.users"].create(
            {
                "login": login,
                "name": name,
                "password": login,
                "email": f"{login}@demo.example.com",
                "tz": "Asia/Shanghai",
                "odoobot_state": "disabled",
                "company_id": companies[0].id,
                "company_ids": [Command.set(companies.ids)],
                "group_ids": [
                    Command.set([self.env.ref(xml_id).id for xml_id in groups])
                ],
            }
        )
        return self._name_record(f"user_{login}", user)

    @api.model
    def _create_portal_customer(self):
        """Carl signs, complains and rates for the first customer of the trade."""
        company = self._demo("company_trading")
        customer = self.env["crm.customer"].search(
            [("company_id", "=", company.id)], order="id", limit=1
        )
        contact = customer.partner_id.child_ids[:1]
        contact.write({"name": "Carl Cao", "email": "portal_carl@demo.example.com"})
        user = self.env["res.users"].create(
            {
                "login": "portal_carl",
                "password": "portal_carl",
                "partner_id": contact.id,
                "company_id": company.id,
                "company_ids": [Command.set(company.ids)],
                "group_ids": [Command.set(self.env.ref("base.group_portal").ids)],
            }
        )
        self._name_record("user_portal_carl", user)

    @api.model
    def _create_products(self):
        for code, (name, price, _quantity) in demo_plan.PRODUCTS.items():
            product = self.env["product.product"].create(
                {
                    "name": name,
                    "default_code": code.upper(),
                    "list_price": price,
                    "standard_price": round(price * 0.82, 2),
                    "type": "consu",
                    "invoice_policy": "order",
                    "taxes_id": [Command.clear()],
                }
            )
            self._name_record(f"product_{code}", product)

    @api.model
    def _create_customers(self, company_name):
        company = self._demo(f"company_{company_name}")
        plan = [
            customer
            for customer in demo_plan.customers(self._today())
            if customer.kind.company == company_name
        ]
        sellers = {"trading": ("sally", "sam"), "liquor": ("lily",)}[company_name]
        partners = self.env["res.partner"].create(
            [self._prepare_partner_values(customer, company) for customer in plan]
        )
        for number, (customer, partner) in enumerate(zip(plan, partners, strict=True)):
            owner = self._demo(f"user_{sellers[number % len(sellers)]}")
            accounts = self.env["crm.customer"].with_company(company)
            account = accounts._ensure_accounts(partner, company, owner)
            self._name_record(f"partner_{customer.number}", account.partner_id)
        self._create_orders(plan, company)

    @api.model
    def _prepare_partner_values(self, customer, company):
        place, _blank, _rest = customer.name.partition(" ")
        province = demo_plan.PROVINCES.get(place, demo_plan.PROVINCE)
        slug = customer.name.lower().replace(" ", "-")
        return {
            "name": f"{customer.name} Co., Ltd.",
            "is_company": True,
            "company_id": False,
            "city": place,
            "state_id": self.env.ref(province).id,
            "country_id": company.country_id.id,
            "phone": f"+86 531 8{customer.number:03d} {4000 + customer.number}",
            "email": f"office@{slug}.example.com",
            "website": f"https://www.{slug}.example.com",
            "child_ids": [
                Command.create(
                    {"name": f"Manager of {place}", "function": "Purchasing"}
                )
            ],
        }

    @api.model
    def _create_registrations(self):
        registrations = self.env["crm.customer.registration"]
        if registrations.search_count([], limit=1):
            return
        trading = self._demo("company_trading")
        for login, name, city, submit in (
            ("sally", "Rizhao Port Cement Terminal", "Rizhao", True),
            ("sam", "Jinan Heat & Power Limited", "Jinan", True),
            ("sally", "Weihai Coastal Homes", "Weihai", False),
        ):
            user = self._demo(f"user_{login}")
            registration = (
                registrations.with_user(user)
                .with_company(trading)
                .create(
                    {
                        "name": name,
                        "city": city,
                        "company_id": trading.id,
                        "need": "First delivery next month, monthly payment",
                    }
                )
            )
            if submit:
                registration.action_submit()

    @api.model
    def _grant_tiers(self):
        tier = self.env.ref("crm_lifecycle.crm_vip_tier_vip")
        if tier.pricelist_id:
            return
        pricelists = self.env.ref("product.group_product_pricelist")
        self.env.ref("base.group_user").sudo()._apply_group(pricelists)
        tier.pricelist_id = self.env["product.pricelist"].create(
            {
                "name": "VIP prices",
                "company_id": False,
                "currency_id": self.env.ref("base.CNY").id,
                "item_ids": [
                    Command.create(
                        {
                            "compute_price": "percentage",
                            "percent_price": 5,
                            "applied_on": "3_global",
                        }
                    )
                ],
            }
        )
        accounts = self.env["crm.customer"].sudo()
        candidates = accounts.search(
            [("vip_eligible_tier_id", "=", tier.id)], order="amount_12m desc"
        )
        candidates[: len(candidates) // 2]._grant_tier(
            tier, self.env._("Yearly review")
        )
