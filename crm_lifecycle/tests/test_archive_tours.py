# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
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
