# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields
from odoo.tests import tagged

from .common import QueryCountCommon


@tagged("post_install", "-at_install")
class TestBoardQueries(QueryCountCommon):
    """Each board of the complaints takes as many queries for 40 rows as for four."""

    def _assert_constant(self, records, *names):
        self.assertEqual(len(records), 40)
        for name in names:
            view = self.env.ref(f"crm_complaints.crm_complaint_{name}")
            with self.subTest(view=name):
                few = self._queries(records[:4], view.type, view.id)
                many = self._queries(records, view.type, view.id)
                self.assertLessEqual(many, few)

    def _for_each(self, model, **values):
        return self.env[model].create(
            [{**values, "complaint_id": case.id} for case in self.complaints]
        )

    def test_cases_with_goods_and_offers(self):
        goods = self.env["product.product"].create({"name": "Lime"})
        self._for_each("crm.complaint.line", product_id=goods.id, quantity=2)
        offers = self._for_each(
            "crm.complaint.compensation", kind="goodwill", amount=5, note="Sorry"
        )
        self._assert_constant(offers, "compensation_view_list")
        lists = ("view_list", "view_list_desk", "view_list_intake")
        boards = ("view_kanban", "view_kanban_desk", "view_kanban_cards")
        self._assert_constant(self.complaints, *lists, *boards)

    def test_wall_of_clocks(self):
        clocks = self.complaints.clock_ids.filtered(lambda c: c.target == "solution")
        self._assert_constant(clocks, "clock_view_list_wall", "clock_view_kanban")

    def test_what_is_done_about_cases(self):
        tomorrow = fields.Date.add(fields.Date.today(), days=1)
        measures = self._for_each(
            "crm.complaint.measure", name="Training", date_due=tomorrow
        )
        self._assert_constant(measures, "measure_view_list", "measure_view_kanban")
        kind = self.env["crm.complaint.service.kind"].create({"name": "Repair"})
        services = self._for_each("crm.complaint.service", kind_id=kind.id)
        self._assert_constant(services, "service_view_list", "service_view_kanban")

    def test_questions_to_colleagues_and_promises(self):
        requests = self._for_each(
            "crm.complaint.request",
            name="Which lot?",
            question="Which?",
            user_id=self.env.ref("base.user_admin").id,
        )
        self._assert_constant(requests, "request_view_list", "request_view_kanban")
        due = fields.Datetime.add(fields.Datetime.now(), days=1)
        promises = self.env["crm.complaint.promise"].create(
            [
                {
                    "complaint_id": case.id,
                    "name": "Laboratory",
                    "date_due": due,
                    "partner_id": case.partner_id.id,
                    "user_id": self.env.uid,
                }
                for case in self.complaints
            ]
        )
        self._assert_constant(promises, "promise_view_list", "promise_view_kanban")
