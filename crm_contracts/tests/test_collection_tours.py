# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import fields
from odoo.tests import HttpCase, tagged

from .collection_common import CollectionCommon


@tagged("post_install", "-at_install")
class TestCollectionTours(CollectionCommon, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        person = cls.env["res.partner"].create(
            {"name": "Lin Hua", "parent_id": cls.partner.id}
        )
        cls._create_user("lin_owes", "base.group_portal", partner_id=person.id)
        # the browser has no frozen day: whichever it is, it is a working day
        cls.company.resource_calendar_id = False
        cls.today = fields.Date.context_today(cls.customer)
        cls.invoice = cls._owed(120.0, cls.today - timedelta(days=5))

    def test_from_simulation_to_promise(self):
        notices = self.env["crm.dunning.notice"].sudo()
        ours = [("customer_id", "=", self.customer.id)]
        action = "/odoo/action-crm_contracts.crm_dunning_simulation_action"
        self.start_tour(action, "crm_contracts_dunning_tour", login="cole_c")
        notice = notices.search(ours)
        self.assertEqual((notice.state, notice.amount), ("prepared", 120.0))
        self.env.ref("crm_contracts.crm_dunning_run_cron").method_direct_trigger()
        self.assertEqual((notice.state, notice.step_id.name), ("sent", "First"))
        self.start_tour("/odoo/reminders", "crm_contracts_notice_tour", login="cole_c")
        self.start_tour("/my/dues", "crm_contracts_promise_tour", login="lin_owes")
        promise = self.customer.sudo().promise_ids
        self.assertEqual(
            (promise.amount, promise.date, promise.source, promise.state),
            (120.0, self.today + timedelta(days=5), "portal", "open"),
        )
        self.env["crm.customer"]._refresh_facts(self.customer)
        self.env.invalidate_all()
        self.assertEqual(self.customer.sudo().collection_step, "promise")
        self.start_tour(
            "/odoo/collection", "crm_contracts_promised_tour", login="cole_c"
        )
        self.assertEqual(self._decide_on(self.today + timedelta(days=1))[0], "promised")

    def test_statement_as_a_file(self):
        self.start_tour("/my/dues", "crm_contracts_statement_tour", login="lin_owes")
        self.assertEqual(
            self.customer.sudo()._statement()["currencies"][0]["total"], 120.0
        )
