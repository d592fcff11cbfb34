# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import HttpCase, tagged

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
