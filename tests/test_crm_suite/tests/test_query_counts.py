# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from lxml import etree

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
