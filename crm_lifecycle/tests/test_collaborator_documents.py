# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from .common import LifecycleCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15 10:00:00")
class TestCollaboratorDocuments(LifecycleCommon):
    """Orders and opportunities, read by who works on the customer."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer = cls._create_customer()
        cls.order = cls._create_order(cls.customer, 100, date(2026, 6, 1), False)
        cls.person = cls.env["res.partner"].create(
            {"name": "Ann", "parent_id": cls.customer.partner_id.id}
        )
        cls.lead = cls.env["crm.lead"].create(
            {"name": "Hall", "partner_id": cls.person.id, "user_id": cls.sally.id}
        )

    def _collaborate(self, until=date(2026, 6, 15), access="read"):
        return self.env["crm.customer.collaborator"].create(
            {
                "customer_id": self.customer.id,
                "user_id": self.sam.id,
                "date_until": until,
                "access": access,
                "reason": "Tender",
            }
        )

    def _sees(self, record):
        records = self.env[record._name].with_user(self.sam)
        return records.search([("id", "=", record.id)]) == record

    def _all_seen(self):
        return [self._sees(r) for r in (self.order, self.order.order_line, self.lead)]

    @mute_logger("odoo.addons.base.models.ir_rule")
    def test_collaborator_reads_and_an_ended_one_does_not(self):
        self.assertEqual(self._all_seen(), [False, False, False])
        self._collaborate()
        self.assertEqual(self._all_seen(), [True, True, True])
        with freeze_time("2026-06-16 10:00:00"):
            self.env.invalidate_all()
            self.assertEqual(self._all_seen(), [False, False, False])
            with self.assertRaises(AccessError):
                self.order.with_user(self.sam).read(["amount_total"])

    @mute_logger("odoo.addons.base.models.ir_rule")
    def test_collaborator_changes_no_order(self):
        self._collaborate(access="write")
        order = self.order.with_user(self.sam)
        self.assertEqual(order.amount_total, 100)
        with self.assertRaises(AccessError):
            order.client_order_ref = "Mine"
        with self.assertRaises(AccessError):
            self.lead.with_user(self.sam).name = "Mine"

    def test_orders_of_another_company_stay_closed(self):
        other = self.env["res.company"].create({"name": "Other"})
        self.sam.company_ids = [Command.link(other.id)]
        self._collaborate()
        order = (
            self.env["sale.order"]
            .with_company(other)
            .create(
                {
                    "partner_id": self.order.partner_id.id,
                    "company_id": other.id,
                    "user_id": self.sally.id,
                }
            )
        )
        records = self.env["sale.order"].with_user(self.sam)
        seen = records.with_context(
            allowed_company_ids=(self.company | other).ids
        ).search([("partner_id", "=", self.customer.partner_id.id)])
        self.assertEqual(seen, self.order)
        self.assertNotIn(order, seen)
