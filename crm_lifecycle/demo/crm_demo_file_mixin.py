# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import api, models
from odoo.fields import Domain

HEADS = ("General Manager", "Deputy General Manager", "Head of Production")
PEOPLE = ("Gao Jun", "Sun Ying", "Lin Feng", "Tang Mei", "Han Bo", "Deng Rui")
RIVALS = ("Huaihai Coal Trading", "Bohai Cement")
ATTITUDES = ("friendly", "neutral", "ally", "doubting", "neutral", "against")
KINDS = {
    "trading": ("coal", "construction", "project_dealer"),
    "liquor": ("group_liquor", "retail"),
}


class CrmDemoFileMixin(models.AbstractModel):
    """Customer files: key people, kinds, certificates, stock and shares."""

    _name = "crm.demo.file.mixin"
    _description = "Customer Files of the Demo Company"

    @api.model
    def _create_files(self):
        """Two files of three are filled; nothing when key people are there already."""
        if self.env["crm.key.person"].search_count([], limit=1):
            return
        rivals = self.env["res.partner"].create(
            [{"name": name, "is_company": True} for name in RIVALS]
        )
        for company, kinds in KINDS.items():
            customers = self.env["crm.customer"].search(
                Domain("company_id", "=", self._demo(f"company_{company}").id)
                & Domain("user_id", "!=", False),
                order="id",
            )
            for number, customer in enumerate(customers):
                if number % 3 == 2:
                    continue
                kind = self.env.ref(
                    f"crm_lifecycle.crm_customer_kind_{kinds[number % len(kinds)]}"
                )
                self._fill_file(customer, kind, number)
                self._introduce_people(customer, number)
                self._add_certificate(customer, number)
                if number % 2 == 0:
                    self._count_stock(customer, number)
                    self._share_out(customer, rivals[number % len(rivals)], number)
        self._change_key_people()
        self._ask_for_material()

    @api.model
    def _ask_for_material(self):
        """One sample on the way, one asked for again, one catalogue sent."""
        people = self.env["crm.key.person"].search([], order="id", limit=3)
        requests = self.env["crm.material.request"].create(
            [
                {
                    "customer_id": person.customer_id.id,
                    "contact_id": person.partner_id.id,
                    "name": name,
                    "kind": kind,
                    "user_id": person.customer_id.user_id.id,
                    "date_needed": self._today() + timedelta(days=days),
                }
                for person, name, kind, days in (
                    (people[0], "Sample of washed anthracite, 5 kg", "sample", 4),
                    (people[0], "Sample of washed anthracite, 5 kg", "sample", -20),
                    (people[2], "Catalogue of the year", "paper", -6),
                )
            ]
        )
        requests[1:].write(
            {"state": "sent", "date_sent": self._today() - timedelta(days=8)}
        )

    @api.model
    def _fill_file(self, customer, kind, number):
        customer.write(
            {
                "kind_id": kind.id,
                "buys_what": "Thermal coal, 5500 kcal" if number % 2 else False,
                "buys_why": "Heating of the town from November to March",
                "buys_who": "Production proposes, purchasing compares, the head signs",
                "buys_how": "Tender in September, monthly orders, 30 days",
                "need_explicit": "Even quality, delivery on the day agreed",
                "need_latent": "Less stock by planned deliveries",
                "information_source": ("reference", "experience")[number % 2],
                "collector_id": customer.user_id.id,
                "date_file_review": self._today() + timedelta(days=number * 7 - 20),
                "strategy": "Second boiler house next year" if number % 4 == 0 else "",
            }
        )
        if kind == self.env.ref("crm_lifecycle.crm_customer_kind_coal"):
            customer.kind_properties = {
                "coal_demand": "Heat and power",
                "coal_kinds": "Thermal coal 5500",
                "coal_quality": "Moisture below 8 %",
                "coal_monthly": 600.0 + 40 * number,
                "coal_route": "Rail to the works siding",
                "coal_person": PEOPLE[number % len(PEOPLE)],
            }

    @api.model
    def _introduce_people(self, customer, number):
        """The buyer everybody has, and for every second customer who decides."""
        buyer = customer.partner_id.child_ids[:1]
        head = self.env["res.partner"].create(
            {
                "name": PEOPLE[number % len(PEOPLE)],
                "parent_id": customer.partner_id.id,
                "function": HEADS[number % len(HEADS)],
                "phone": f"+86 531 8600 {1000 + number}",
            }
        )
        role = "decider" if number % 2 == 0 else "influencer"
        rows = [(head, role, "1", "3")]
        if buyer:
            rows.append((buyer, "buyer", "3", "2"))
        self.env["crm.key.person"].create(
            [
                {
                    "customer_id": customer.id,
                    "partner_id": person.id,
                    "role_id": self.env.ref(
                        f"crm_lifecycle.crm_key_person_role_{part}"
                    ).id,
                    "level": level,
                    "influence": influence,
                    "attitude": ATTITUDES[(number + int(level)) % len(ATTITUDES)],
                    "relation_depth": str(1 + (number + int(level)) % 4),
                    "internal_user_id": customer.user_id.id,
                    "preferences": "Tea from Laoshan; talks about his daughter",
                    "worries": "A stop of the boilers in January",
                }
                for person, part, level, influence in rows
            ]
        )

    @api.model
    def _add_certificate(self, customer, number):
        """Licences that ended, end soon, or last for years."""
        name = ("licence", "tax")[number % 2]
        kind = self.env.ref(f"crm_lifecycle.crm_customer_certificate_type_{name}")
        end = self._today() + timedelta(days=(-12, 9, 25, 400, 900)[number % 5])
        self.env["crm.customer.certificate"].create(
            {
                "customer_id": customer.id,
                "type_id": kind.id,
                "number": f"3701{number:04d}",
                "date_from": end - timedelta(days=1095),
                "date_to": end,
            }
        )

    @api.model
    def _count_stock(self, customer, number):
        product = self._demo_product(customer)
        self.env["crm.customer.stock"].create(
            [
                {
                    "customer_id": customer.id,
                    "product_id": product.id,
                    "date": self._today() - timedelta(days=days),
                    "quantity": 15 + 8 * (number % 7) + 2 * days,
                    "monthly_use": 60 + number % 5 * 6,
                    "user_id": customer.user_id.id,
                    "source": ("told", "counted")[number % 2],
                }
                for days in (75, 45, 15)
            ]
        )

    @api.model
    def _demo_product(self, customer):
        line = customer.last_order_id.order_line[:1]
        return line.product_id or self.env["product.product"].search(
            [("sale_ok", "=", True)], limit=1, order="id"
        )

    @api.model
    def _share_out(self, customer, rival, number):
        """Our share grows or falls from last year to this one."""
        category = self._demo_product(customer).categ_id
        if not category:
            category = self.env["product.category"].search([], limit=1, order="id")
        ours = 30 + number % 5 * 10
        change = (10, -5)[number % 4 // 2]
        self.env["crm.customer.share"].create(
            [
                {
                    "customer_id": customer.id,
                    "categ_id": category.id,
                    "supplier_id": supplier.id if supplier else False,
                    "share": share,
                    "date": self._today() - timedelta(days=days),
                    "user_id": customer.user_id.id,
                    "source": ("volume", "purchases")[days > 300],
                }
                for days, mine in ((380, ours), (20, ours + change))
                for supplier, share in ((False, mine), (rival, 90 - mine))
            ]
        )

    @api.model
    def _change_key_people(self):
        """One left and one rose: two signals with their evidence."""
        people = self.env["crm.key.person"].search([], order="id", limit=12)
        people[3:4].action_left()
        people[4:5].partner_id.function = "General Manager of the Group"
