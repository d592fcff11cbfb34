# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date

from odoo.exceptions import AccessError, RedirectWarning, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from .common import LifecycleCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15 10:00:00")
class TestPrivacy(LifecycleCommon):
    """Exports, consent, confidentiality, identity numbers, callers, retention."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer = cls._create_customer(phone="+86 (0531) 8888-6666")
        cls.beta = cls._create_customer("Beta Mining", user=cls.sam)
        allowed = cls.env.ref("base.group_allow_export")
        (cls.sally | cls.sam).group_ids = [Command.link(allowed.id)]
        cls.vendor = cls.env["res.partner"].create({"name": "Rail Freight"})

    def _grant(self, **values):
        request = self.env["crm.export.request"].create(
            {"user_id": self.sally.id, "reason": "List", **values}
        )
        request.sudo().write({"state": "granted", "date_until": "2026-06-20"})
        return request

    def test_contacts_and_orders_need_the_right_where_switched_on(self):
        order = self._create_order(self.customer, 10, date(2026, 6, 1))
        partner = self.customer.partner_id
        records = [record.with_user(self.sally) for record in (partner, order)]
        for record in records:
            self.assertTrue(record.export_data(["display_name"])["datas"])
        self.company.lifecycle_export_contacts = True
        for record in records:
            with self.assertRaisesRegex(AccessError, "Export Customers"):
                record.export_data(["display_name"])
        self.assertTrue(
            self.vendor.with_user(self.sally).export_data(["name"])["datas"]
        )
        self._grant()
        for record in records:
            record.export_data(["display_name"])
        logged = self.env["crm.export.log"].search([("user_id", "=", self.sally.id)])
        self.assertEqual(set(logged.mapped("model")), {"Contact", "Sales Order"})

    def test_third_parties_get_only_who_agreed(self):
        self._grant(to_third_party=True)
        customer = self.customer.with_user(self.sally)
        with self.assertRaisesRegex(UserError, "Alpha Works among them"):
            customer.export_data(["name"])
        customer.write(
            {
                "disclosure_consent": "yes",
                "consent_person": "Ms Wang",
                "date_consent": "2026-06-01",
            }
        )
        self.assertEqual(customer.consent_user_id, self.sally)
        self.assertTrue(customer.export_data(["name"])["datas"])
        customer.disclosure_consent = "no"
        with self.assertRaisesRegex(UserError, "third parties"):
            customer.export_data(["name"])

    def test_consent_given_at_creation_names_who_wrote_it_down(self):
        partner = self.env["res.partner"].create({"name": "Fresh"})
        customer = (
            self.env["crm.customer"]
            .with_user(self.archie)
            .create(
                {
                    "partner_id": partner.id,
                    "disclosure_consent": "yes",
                    "consent_person": "Ms Wang",
                    "date_consent": "2026-06-01",
                }
            )
        )
        self.assertEqual(customer.consent_user_id, self.archie)

    def test_consent_needs_a_person_and_a_day(self):
        with self.assertRaisesRegex(ValidationError, "who at the customer agreed"):
            self.customer.with_user(self.sally).disclosure_consent = "yes"

    @mute_logger("odoo.addons.base.models.ir_rule")
    def test_declaration_is_asked_once_per_version_and_listed(self):
        self.company.lifecycle_declaration = "<p>I keep it to myself.</p>"
        lines = self.env["crm.declaration"].search(
            [("company_id", "=", self.company.id)]
        )
        mine = lines.filtered(lambda line: line.user_id == self.sally)
        self.assertEqual((mine.version, len(mine)), (2, 1))
        self.env["crm.declaration"]._cron_ask_newcomers()
        self.assertEqual(
            self.env["crm.declaration"].search_count([("user_id", "=", self.sally.id)]),
            1,
        )
        with self.assertRaises(AccessError):
            mine.with_user(self.sam).action_accept()
        with self.assertRaises(AccessError):
            self._forge(mine, self.sally, date_accepted="2026-01-01")
        kinds = self.env["crm.day"].with_user(self.sally).day()["kinds"]
        self.assertIn("declaration", [kind["key"] for kind in kinds])
        mine.with_user(self.sally).action_accept()
        self.assertTrue(mine.date_accepted)
        self.company.lifecycle_declaration = "<p>I keep it to myself, for ever.</p>"
        again = self.env["crm.declaration"].search([("user_id", "=", self.sally.id)])
        self.assertEqual(sorted(again.mapped("version")), [2, 3])

    def test_files_open_after_the_declaration_where_demanded(self):
        self.company.lifecycle_declaration = "<p>I keep it to myself.</p>"
        customer = self.customer.with_user(self.sally)
        spec = {"display_name": {}, "phone": {}}
        self.assertTrue(customer.web_read(spec))
        self.company.lifecycle_declaration_required = True
        with self.assertRaisesRegex(RedirectWarning, "keep them confidential"):
            customer.web_read(spec)
        line = self.env["crm.declaration"].search([("user_id", "=", self.sally.id)])
        line.with_user(self.sally).action_accept()
        self.assertTrue(customer.web_read(spec))

    def _enter(self, user, number):
        wizard = self.env["crm.identity.set"].with_user(user)
        values = {"customer_id": self.customer.id, "number": number}
        wizard.create(values).action_set()
        self.customer.invalidate_recordset()

    @mute_logger("odoo.addons.base.models.ir_rule", "odoo.addons.base.models.ir_model")
    def test_identity_number_is_masked_and_each_look_is_noted(self):
        self._enter(self.sally, "370102 1980 0101 123X")
        self.assertEqual(self.customer.identity_masked, "370*************3X")
        shown = self.customer.with_user(self.archie).action_show_identity()
        self.assertEqual(shown["params"]["message"], "37010219800101123X")
        log = self.env["crm.identity.log"].search([])
        self.assertEqual((log.customer_id, log.user_id), (self.customer, self.archie))
        with self.assertRaises(AccessError):
            self.customer.with_user(self.sam).action_show_identity()
        with self.assertRaisesRegex(AccessError, "owner and to archive keepers"):
            self.customer.with_user(self.lena).action_show_identity()
        with self.assertRaises(AccessError):
            self.env["crm.identity"].with_user(self.dora).search([])

    def _find(self, user, **values):
        finder = self.env["crm.caller.find"].with_user(user).create(values)
        finder.action_find()
        return finder.line_ids

    def test_caller_is_found_by_phone_in_any_format_with_purchases(self):
        self._create_order(self.customer, 10, date(2026, 6, 1))
        for phone in ("053188886666", "8888 6666", "+86-531-8888-6666"):
            line = self._find(self.sally, phone=phone)
            self.assertEqual((line.name, line.may_open), ("Alpha Works", True))
            self.assertIn("2026-06-01", line.purchases)
            self.assertIn("Cement", line.purchases)
        self.assertFalse(self._find(self.sally, phone="053188880000"))
        self._enter(self.sally, "37010219800101123X")
        found = self._find(self.sally, identity="370102-19800101-123x", name="Alpha")
        self.assertEqual(found.sudo().customer_id, self.customer)
        self.assertFalse(self._find(self.sally, identity="37010219800101123"))

    def test_caller_of_another_owner_stays_masked(self):
        line = self._find(self.sam, phone="8888 6666")
        self.assertEqual(
            (line.may_open, line.purchases, line.person), (False, "", False)
        )
        self.assertNotIn("Alpha Works", line.name)
        self.assertIn("sally_t", line.owner)
        with self.assertRaisesRegex(UserError, "Type a phone"):
            self._find(self.sam)

    def test_files_without_any_dealing_are_listed(self):
        customers = self.env["crm.customer"]
        domain = [("is_past_retention", "=", True)]
        old = self.customer | self.beta
        self.env.cr.execute(
            "UPDATE crm_customer SET create_date = '2020-01-01' WHERE id = ANY(%s)",
            [old.ids],
        )
        self.env.invalidate_all()
        self.assertFalse(customers.search(domain) & old)
        self.company.lifecycle_retention_years = 5
        self.beta.sudo().date_last_visit = date(2021, 6, 16)
        self.assertEqual(customers.search(domain) & old, self.customer)
        self.beta.sudo().date_last_visit = date(2021, 6, 14)
        self.assertEqual(customers.search(domain) & old, old)
