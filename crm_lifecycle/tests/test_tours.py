# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import fields
from odoo.tests import HttpCase, tagged

from .common import LifecycleCommon, run_hoot


@tagged("post_install", "-at_install")
class TestTours(LifecycleCommon, HttpCase):
    """The thread of a new customer, each step as the person who takes it."""

    def test_components(self):
        run_hoot(self, "@crm_lifecycle")

    def test_register_confirm_order_and_vip(self):
        self._create_customer("Luqiang Building Limited", user=self.sam)
        self.start_tour(
            "/odoo/customer-registrations/new",
            "crm_lifecycle_register",
            login="sally_t",
        )
        registration = self.env["crm.customer.registration"].search(
            [("name", "=", "Luqiang Building Materials")]
        )
        self.assertEqual(registration.state, "submitted")
        self.start_tour(
            f"/odoo/customer-registrations/{registration.id}",
            "crm_lifecycle_confirm",
            login="archie_t",
        )
        registration.invalidate_recordset()
        customer = registration.customer_id
        self.assertTrue(customer.is_protected)
        today = self.env["crm.customer"]._today(self.company)
        self._create_order(customer, 12000, today)
        self.env["crm.customer"]._refresh_facts(customer)
        self.start_tour(
            f"/odoo/customer-accounts/{customer.id}",
            "crm_lifecycle_vip_apply",
            login="sally_t",
        )
        application = customer.vip_application_ids
        self.assertEqual(application.state, "submitted")
        self.start_tour(
            f"/odoo/customer-approvals/{application.approval_id.id}",
            "crm_lifecycle_vip_approve",
            login="lena_t",
        )
        customer.invalidate_recordset()
        self.assertEqual(customer.vip_tier_id.name, "VIP")

    def test_visit_from_my_day_to_the_review(self):
        customer = self._create_customer("Visited Works", user=self.sally)
        visit = self.env["crm.customer.visit"].create(
            {"customer_id": customer.id, "user_id": self.sally.id}
        )
        # due today at any hour of the day at which the test runs
        visit.date_start = fields.Datetime.now() - timedelta(hours=1)
        self.start_tour("/odoo/customer-day", "crm_lifecycle_visit", login="sally_t")
        visit.invalidate_recordset()
        self.assertEqual((visit.state, visit.next_step), ("done", "Bring samples"))
        self.start_tour(
            "/odoo/customer-day", "crm_lifecycle_visit_review", login="lena_t"
        )
        visit.invalidate_recordset()
        self.assertEqual((visit.state, visit.reviewer_id), ("reviewed", self.lena))

    def test_owner_fills_the_file(self):
        customer = self._create_customer("Filed Works", user=self.sally)
        self.env["res.partner"].create(
            {"name": "Wang Fang", "parent_id": customer.partner_id.id}
        )
        self.start_tour(
            f"/odoo/customer-accounts/{customer.id}",
            "crm_lifecycle_customer_file",
            login="sally_t",
        )
        customer.invalidate_recordset()
        person = customer.key_person_ids
        self.assertEqual(
            (person.name, person.worries, customer.buys_what),
            ("Wang Fang", "Late trains", "Thermal coal"),
        )
        self.assertEqual(customer.file_reviewer_id, self.sally)
