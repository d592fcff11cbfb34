# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import fields
from odoo.tests import HttpCase, freeze_time, tagged

from .common import SuiteCommon


@tagged("post_install", "-at_install")
class TestThreadTours(SuiteCommon, HttpCase):
    """The steps of the thread that cross the modules, in the browser."""

    def test_confirmed_order_moves_the_customer(self):
        customer = self._create_customer()
        order = self._create_order(customer, 12000, confirm=False)
        self.env["crm.customer"]._refresh_facts(customer)
        self.start_tour(
            f"/odoo/sales/{order.id}", "crm_suite_confirm_order", login="sally_s"
        )
        self.assertEqual(order.state, "sale")
        job = self.env.ref("crm_lifecycle.crm_customer_refresh_touched_cron")
        job.method_direct_trigger()
        self.start_tour(
            f"/odoo/customer-accounts/{customer.id}",
            "crm_suite_first_order",
            login="sally_s",
        )

    def test_payment_registered_in_accounting_pays_the_instalment(self):
        contract = self._sign_contract(self._create_customer())
        url = f"/odoo/contracts/{contract.id}"
        self.start_tour(url, "crm_suite_collect", login="fiona_s")
        self.start_tour(url, "crm_suite_instalment_is_paid", login="fiona_s")
        self.assertEqual(contract.instalment_ids.mapped("state"), ["paid", "waiting"])

    def test_leader_and_director_approve_the_contract(self):
        contract = self._create_contract(self._create_customer())
        contract.action_submit()
        url = f"/odoo/contracts/{contract.id}"
        self.start_tour(url, "crm_suite_approve_contract", login="lena_s")
        self.assertEqual(contract.state, "approval")
        self.start_tour(url, "crm_suite_approve_contract", login="dora_s")
        self.assertEqual(contract.state, "approved")

    def test_undone_reconciliation_makes_the_instalment_overdue(self):
        with freeze_time(fields.Datetime.now() - timedelta(days=10)):
            contract = self._sign_contract(self._create_customer())
        url = f"/odoo/contracts/{contract.id}"
        self.start_tour(url, "crm_suite_collect", login="fiona_s")
        self.start_tour(url, "crm_suite_instalment_is_paid", login="fiona_s")
        invoice = contract.invoice_ids
        url_invoice = f"/odoo/action-account.action_move_out_invoice_type/{invoice.id}"
        self.start_tour(url_invoice, "crm_suite_unreconcile", login="fiona_s")
        self.start_tour(url, "crm_suite_instalment_is_overdue", login="fiona_s")
        self.assertEqual(contract.instalment_ids[0].state, "overdue")

    def test_pricelist_of_the_tier_shows_on_the_next_quotation(self):
        pricelist = self.env["product.pricelist"].create(
            {"name": "VIP prices", "company_id": False}
        )
        tier = self.env.ref("crm_lifecycle.crm_vip_tier_vip")
        tier.pricelist_id = pricelist
        customer = self._create_customer()
        customer._grant_tier(tier, "Proposed by the company")
        group = self.env.ref("product.group_product_pricelist")
        self.env.ref("base.group_user")._apply_group(group)
        self.start_tour("/odoo/sales/new", "crm_suite_vip_quotation", login="sally_s")
        order = self.env["sale.order"].search(
            [("partner_id", "=", customer.partner_id.id)]
        )
        self.assertEqual(order.pricelist_id, pricelist)
