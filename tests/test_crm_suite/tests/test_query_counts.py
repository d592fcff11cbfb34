# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import tagged

from .common import QueryCountCommon


@tagged("post_install", "-at_install")
class TestQueryCounts(QueryCountCommon):
    """A list, a kanban or a form takes as many queries for 40 rows as for four."""

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
