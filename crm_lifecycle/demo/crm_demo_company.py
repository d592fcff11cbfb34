# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.fields import Command

from . import demo_plan

GROUP = "crm_lifecycle.crm_lifecycle_group_%s"


class CrmDemoCompany(models.AbstractModel):
    """Builds the demo company; each module of the suite adds its part.

    Loaded by demo data only. Records get external ids ``crm_lifecycle.demo_*``, by
    which the other modules find them (see ``_demo``).
    """

    _name = "crm.demo.company"
    _description = "Demo Company"
    _inherit = ["crm.demo.documents.mixin"]

    @api.model
    def _load_lifecycle(self):
        """Companies, people, products, customers, orders, invoices and payments."""
        builder = self.with_context(
            tracking_disable=True, mail_notify_force_send=False, no_reset_password=True
        )
        builder._create_companies()
        builder._create_people()
        builder._create_products()
        for company in ("trading", "liquor"):
            builder._create_customers(company)
        builder._create_portal_customer()
        self.env["crm.customer"]._refresh_facts()
        builder._create_registrations()
        builder._grant_tiers()

    @api.model
    def _demo(self, name):
        """The record with the external id crm_lifecycle.demo_<name>."""
        return self.env.ref(f"crm_lifecycle.demo_{name}")

    @api.model
    def _name_record(self, name, record):
        self.env["ir.model.data"]._update_xmlids(
            [
                {
                    "xml_id": f"crm_lifecycle.demo_{name}",
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
            ("sally", "Sally Sun, Salesperson", "user", trading),
            ("sam", "Sam Song, Salesperson", "user", trading),
            ("lily", "Lily Liu, Salesperson", "user", liquor),
            ("archie", "Archie An, Sales Administrator", "archive", trading | liquor),
            ("lena", "Lena Lin, Team Leader", "team", trading),
            ("dora", "Dora Du, Director", "director", trading | liquor),
            ("gina", "Gina Gao, Group Management", "director", trading | liquor),
        )
        for login, name, group, companies in people:
            self._create_user(login, name, [GROUP % group], companies)
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
        """A user whose password is the log-in name."""
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
        self._name_record("portal_customer", customer)

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
            self._name_record(f"customer_{customer.number}", account)
        self._create_orders(plan, company)

    @api.model
    def _prepare_partner_values(self, customer, company):
        place, _blank, _rest = customer.name.partition(" ")
        slug = customer.name.lower().replace(" ", "-")
        return {
            "name": f"{customer.name} Co., Ltd.",
            "is_company": True,
            "company_id": False,
            "city": place,
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
        self.env["res.config.settings"].create(
            {"group_product_pricelist": True}
        ).execute()
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
