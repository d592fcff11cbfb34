# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import fields
from odoo.tests import HttpCase, tagged

from .common import LifecycleCommon


@tagged("post_install", "-at_install")
class TestDisciplineTours(LifecycleCommon, HttpCase):
    """Plans, old customers, declarations, residents and news in the browser."""

    def test_plan_is_submitted(self):
        self.start_tour(
            "/odoo/new-customer-plans/new",
            "crm_lifecycle_plan_submit",
            login="sally_t",
        )
        plan = self.env["crm.development.plan"].search(
            [("name", "=", "New works of the spring")]
        )
        self.assertEqual((plan.state, plan.target_customers), ("submitted", 5))

    def test_old_customer_is_asked_and_still_wants(self):
        today = fields.Date.today()
        customer = self._create_customer("Old Works")
        self._create_order(customer, 100, today - timedelta(days=400))
        self._refresh(customer, today)
        self.start_tour(
            "/odoo/reactivation-lists/new", "crm_lifecycle_reactivate", login="sally_t"
        )
        line = self.env["crm.reactivation.line"].search(
            [("customer_id", "=", customer.id)]
        )
        self.assertEqual(line.intention, "confirmed")

    def test_file_opens_after_the_declaration(self):
        customer = self._create_customer("Plant Works")
        self._create_customer("Other Works")
        self.company.write(
            {
                "lifecycle_declaration": "<p>I keep it to myself.</p>",
                "lifecycle_declaration_required": True,
            }
        )
        # from the board: where the address itself is refused, the web client loads its
        # first app, which may win against the click
        board = "/odoo/customer-accounts"
        self.start_tour(board, "crm_lifecycle_declare", login="sally_t")
        file = f"{board}/{customer.id}"
        self.start_tour(file, "crm_lifecycle_open_file", login="sally_t")

    def test_resident_reports_and_the_leader_appraises(self):
        customer = self._create_customer("Plant Works")
        customer.resident_user_id = self.sally
        self.company.lifecycle_plant_report = True
        reports = self.env["crm.plant.report"]
        reports._cron_open_due()
        report = reports.search([("customer_id", "=", customer.id)])
        self.start_tour(
            "/odoo/customer-plant-reports",
            "crm_lifecycle_plant_report",
            login="sally_t",
        )
        self.assertEqual((report.state, report.production), ("sent", 120))
        self.start_tour(
            f"/odoo/customer-plant-reports/{report.id}",
            "crm_lifecycle_appraise",
            login="lena_t",
        )
        self.assertEqual(report.accuracy, "right")

    def test_offer_goes_to_customers_marked_in_the_list(self):
        customer = self._create_customer("Alpha Works", email="a@alpha.example.com")
        self.start_tour(
            "/odoo/customer-accounts?view_type=list",
            "crm_lifecycle_send_offer",
            login="sally_t",
        )
        self.assertEqual(customer.offer_line_ids.state, "sent")
