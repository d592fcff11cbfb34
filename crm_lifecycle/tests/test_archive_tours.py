# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date

from odoo.tests import HttpCase, tagged

from .common import LifecycleCommon


@tagged("post_install", "-at_install")
class TestArchiveTours(LifecycleCommon, HttpCase):
    """The archive's discipline in the browser, as those who work with it."""

    def test_change_is_asked_and_taken_over(self):
        self.company.lifecycle_keeper_edits = True
        customer = self._create_customer("Moved Works", city="Jinan")
        self.start_tour(
            f"/odoo/customer-accounts/{customer.id}",
            "crm_lifecycle_request_change",
            login="sally_t",
        )
        self.assertEqual(customer.change_ids.state, "submitted")
        self.start_tour(
            "/odoo/customer-changes", "crm_lifecycle_take_over_change", login="archie_t"
        )
        customer.invalidate_recordset()
        self.assertEqual((customer.city, customer.change_ids.state), ("Taian", "done"))

    def test_caller_is_found_and_opened(self):
        customer = self._create_customer("Calling Works", phone="+8653188886666")
        self._create_order(customer, 10, date(2026, 6, 1))
        self.start_tour(
            "/odoo/customer-caller", "crm_lifecycle_find_caller", login="sally_t"
        )

    def test_leader_gives_a_task_in_the_list(self):
        customer = self._create_customer("Calling Works")
        self.start_tour(
            "/odoo/customer-accounts?view_type=list",
            "crm_lifecycle_give_task",
            login="lena_t",
        )
        self.assertEqual(customer.activity_ids.user_id, self.sally)

    def test_leader_asks_for_the_account_of_who_leaves(self):
        self.start_tour(
            "/odoo/customer-account-changes/new",
            "crm_lifecycle_account_change",
            login="lena_t",
        )
        change = self.env["crm.account.change"].search(
            [("user_id", "=", self.sally.id)]
        )
        self.assertEqual((change.kind, change.state), ("left", "submitted"))
