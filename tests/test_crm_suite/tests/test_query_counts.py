# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from lxml import etree

from odoo import fields
from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestQueryCounts(TransactionCase):
    """A list, a kanban or a form takes as many queries for 40 rows as for four."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        partners = cls.env["res.partner"].create(
            [{"name": f"Count {number}", "is_company": True} for number in range(40)]
        )
        accounts = cls.env["crm.customer"]
        cls.customers = accounts._ensure_accounts(partners, cls.env.company)
        cls.complaints = cls.env["crm.complaint"].create(
            [{"partner_id": partner.id, "description": "Late"} for partner in partners]
        )
        cls.contracts = cls.env["crm.contract"].create(
            [
                {"subject": "Supply", "customer_id": customer.id}
                for customer in cls.customers
            ]
        )

    def _specification(self, model, view_type, view_id=None):
        """The fields of the view as the web client asks for them."""
        arch = etree.fromstring(model.get_view(view_id, view_type)["arch"])
        nested = arch.xpath("//field//field")
        names = {node.get("name") for node in arch.iter("field") if node not in nested}
        return {
            name: {"fields": {"display_name": {}}}
            if model._fields[name].relational
            else {}
            for name in names
        }

    def _queries(self, records, view_type, view_id=None):
        specification = self._specification(records, view_type, view_id)
        records.web_search_read([("id", "in", records.ids)], specification)
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.cr.sql_log_count
        records.web_search_read([("id", "in", records.ids)], specification)
        return self.cr.sql_log_count - before

    def test_screens_take_a_constant_number_of_queries(self):
        for records in (self.customers, self.complaints, self.contracts):
            for view_type in ("list", "kanban", "form"):
                with self.subTest(model=records._name, view=view_type):
                    few = self._queries(records[:4], view_type)
                    self.assertLessEqual(self._queries(records, view_type), few)

    def test_worklists_take_a_constant_number_of_queries(self):
        goods = {"description": "Coal", "quantity": 1, "price_unit": 10}
        goods["product_id"] = self.env["product.product"].create({"name": "Coal"}).id
        self.env["crm.contract.line"].create(
            [{**goods, "contract_id": contract.id} for contract in self.contracts]
        )
        self.env.flush_all()
        bench = self.env["crm.contract.workbench"].search(
            [("contract_id", "in", self.contracts.ids)]
        )
        self.assertEqual(len(bench), 40)
        for records, name in (
            (self.customers, "crm_customer_view_list_collection"),
            (self.customers, "crm_customer_view_kanban_collection"),
            (self.customers, "crm_customer_view_list_credit"),
            (self.customers, "crm_customer_view_kanban_credit"),
            (bench, "crm_contract_workbench_view_list"),
            (bench, "crm_contract_workbench_view_kanban"),
        ):
            view = self.env.ref(f"crm_contracts.{name}")
            with self.subTest(view=name):
                few = self._queries(records[:4], view.type, view.id)
                many = self._queries(records, view.type, view.id)
                self.assertLessEqual(many, few)

    def test_complaint_boards_take_a_constant_number_of_queries(self):
        for records, names in self._rows_of_boards().items():
            for name in names:
                view = self.env.ref(f"crm_complaints.{name}")
                with self.subTest(view=name):
                    self.assertEqual(len(records), 40)
                    few = self._queries(records[:4], view.type, view.id)
                    many = self._queries(records, view.type, view.id)
                    self.assertLessEqual(many, few)

    def _rows_of_boards(self):
        """{40 records: names of the views that show them}"""
        tomorrow = fields.Datetime.add(fields.Datetime.now(), days=1)
        goods = self.env["product.product"].create({"name": "Lime"})
        kind = self.env["crm.complaint.service.kind"].create({"name": "Repair"})

        def for_each(model, **values):
            rows = [{**values, "complaint_id": case.id} for case in self.complaints]
            return self.env[model].create(rows)

        for_each("crm.complaint.line", product_id=goods.id, quantity=2)
        offers = for_each(
            "crm.complaint.compensation", kind="goodwill", amount=5, note="Sorry"
        )
        case = "crm_complaint"
        return {
            self.complaints: [
                f"{case}_view_{name}"
                for name in (
                    "list",
                    "kanban",
                    "list_desk",
                    "kanban_desk",
                    "kanban_cards",
                    "list_intake",
                )
            ],
            self.complaints.clock_ids.filtered(lambda c: c.target == "solution"): [
                f"{case}_clock_view_list_wall",
                f"{case}_clock_view_kanban",
            ],
            offers: [f"{case}_compensation_view_list"],
            for_each("crm.complaint.measure", name="Training", date_due=tomorrow): [
                f"{case}_measure_view_list",
                f"{case}_measure_view_kanban",
            ],
            self._promise_each("Laboratory", tomorrow): [
                f"{case}_promise_view_list",
                f"{case}_promise_view_kanban",
            ],
            for_each("crm.complaint.service", kind_id=kind.id): [
                f"{case}_service_view_list",
                f"{case}_service_view_kanban",
            ],
            for_each(
                "crm.complaint.request",
                name="Which lot?",
                question="Which?",
                user_id=self.env.ref("base.user_admin").id,
            ): [f"{case}_request_view_list", f"{case}_request_view_kanban"],
        }

    def _promise_each(self, what, due):
        return self.env["crm.complaint.promise"].create(
            [
                {
                    "complaint_id": case.id,
                    "name": what,
                    "date_due": due,
                    "partner_id": case.partner_id.id,
                    "user_id": self.env.uid,
                }
                for case in self.complaints
            ]
        )
