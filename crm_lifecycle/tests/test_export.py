# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from .common import LifecycleCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15 10:00:00")
class TestExport(LifecycleCommon):
    """Exports by right or by request, each one noted."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer = cls._create_customer("Beihai Mining", vat="CN777")
        allowed = cls.env.ref("base.group_allow_export")
        (cls.sam | cls.dora).group_ids = [Command.link(allowed.id)]

    def _ask(self, user=None):
        request = (
            self.env["crm.export.request"]
            .with_user(user or self.sam)
            .create({"reason": "List for the printer of the catalogue", "days": 3})
        )
        request.action_submit()
        return request

    def _grant(self, request):
        general = self._create_user(
            "general_t", "crm_lifecycle.crm_lifecycle_group_director"
        )
        for user in (self.dora, general):
            self.assertEqual(request.state, "submitted")
            request.approval_id.with_user(user).action_approve("Yes")
        return request

    def test_export_needs_the_right_and_is_noted(self):
        customers = self.customer | self._create_customer("Second", user=self.sam)
        with self.assertRaisesRegex(AccessError, "Export Customers"):
            customers[1].with_user(self.sam).export_data(["name"])
        exporter = self.env.ref("crm_lifecycle.crm_lifecycle_group_export")
        self.dora.group_ids = [Command.link(exporter.id)]
        data = customers.with_user(self.dora).export_data(["name", "vat"])
        self.assertEqual(len(data["datas"]), 2)
        line = self.env["crm.export.log"].search([("user_id", "=", self.dora.id)])
        self.assertEqual((line.record_count, line.field_names), (2, "name, vat"))

    def test_export_by_granted_request_lasts_its_days(self):
        own = self._create_customer("Second", user=self.sam).with_user(self.sam)
        request = self._grant(self._ask())
        self.assertEqual(request.date_until, date(2026, 6, 17))
        self.assertTrue(own.export_data(["name"])["datas"])
        with freeze_time("2026-06-18 10:00:00"), self.assertRaises(AccessError):
            own.export_data(["name"])

    def test_nobody_asks_for_another_or_grants_himself(self):
        request = (
            self.env["crm.export.request"]
            .with_user(self.sam)
            .create({"reason": "Sneaky", "user_id": self.sally.id})
        )
        self.assertEqual(request.user_id, self.sam)
        for values in ({"state": "granted"}, {"user_id": self.sally.id}):
            with self.assertRaises(AccessError):
                self._forge(request, self.sam, **values)
        request.action_submit()
        with self.assertRaises(UserError):
            self._forge(request, self.sam, days=30)
        with self.assertRaises(AccessError):
            request.with_user(self.sally).read(["reason"])

    def test_log_is_read_by_directors_only_and_never_changed(self):
        exporter = self.env.ref("crm_lifecycle.crm_lifecycle_group_export")
        self.sam.group_ids = [Command.link(exporter.id)]
        self._create_customer("Own", user=self.sam).with_user(self.sam).export_data(
            ["name"]
        )
        line = self.env["crm.export.log"].search([("user_id", "=", self.sam.id)])
        with self.assertRaises(AccessError):
            line.with_user(self.sam).read(["field_names"])
        with self.assertRaises(UserError):
            line.sudo().write({"record_count": 0})
        self.assertEqual(line.with_user(self.dora).record_count, 1)
