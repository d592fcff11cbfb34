# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import re

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, new_test_user, tagged
from odoo.tools import mute_logger

from .common import LifecycleCommon

# our tables in a statement; those of Odoo's own crm begin alike
SUITE = ("crm_complaints", "crm_contracts", "crm_lifecycle", "crm_segmentation")
OURS = re.compile(
    r'(?:FROM|INTO|JOIN|UPDATE)\s+"?(crm_(?!lead|tag|team|stage|lost|recurring)\w+)'
)


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15 10:00:00")
class TestPeerDefects(LifecycleCommon):
    """Defects that were found in add-ons of the same kind: ours has none of them.

    Those that another file tests already stand in docs/loopholes.md.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.vip = cls.env.ref("crm_lifecycle.crm_vip_tier_vip")
        cls.customer = cls._create_customer(user=cls.sally)

    @mute_logger("odoo.models", "odoo.addons.base.models.ir_model")
    def test_customers_in_the_portal_read_no_approvals_and_no_rules(self):
        """A peer let portal and public users read every review and its rules."""
        portal = new_test_user(self.env, login="carl_peer", groups="base.group_portal")
        public = self.env.ref("base.public_user")
        models = (
            "crm.approval",
            "crm.approval.rule",
            "crm.customer",
            "crm.customer.stage.history",
            "crm.sale.block",
            "crm.vip.tier",
        )
        for user in (portal, public):
            for model in models:
                with self.assertRaises(AccessError, msg=f"{user.login}: {model}"):
                    self.env[model].with_user(user).search_fetch([], ["id"], limit=1)

    def test_plain_employee_reads_every_field_that_contacts_and_orders_show(self):
        """A peer's counter raised an access error for whoever lacked its group."""
        employee = new_test_user(self.env, login="emil_peer", groups="base.group_user")
        seller = new_test_user(
            self.env, login="sara_peer", groups="sales_team.group_sale_salesman"
        )
        order = self._create_order(self.customer, 10, self.TODAY, confirm=False)
        order.user_id = seller
        for record in (
            self.customer.partner_id.with_user(employee),
            order.with_user(seller),
        ):
            ours = [
                name
                for name, description in record.fields_get().items()
                if record._fields[name]._module
                and record._fields[name]._module.startswith("crm_")
            ]
            self.assertTrue(ours)
            self.assertTrue(record.read(ours))

    def test_benefits_end_with_the_tier(self):
        """A peer kept the pricelist of a grade that was taken away."""
        self.env["res.config.settings"].create(
            {"group_product_pricelist": True}
        ).execute()
        prices = self.env["product.pricelist"].create(
            {"name": "VIP prices", "company_id": False}
        )
        term = self.env["account.payment.term"].create({"name": "60 days"})
        self.vip.write(
            {
                "pricelist_id": prices.id,
                "payment_term_id": term.id,
                "priority": "2",
            }
        )
        self.customer._grant_tier(self.vip, "Test")
        self.env.invalidate_all()
        order = self._create_order(self.customer, 10, self.TODAY, confirm=False)
        self.assertEqual((order.pricelist_id, order.payment_term_id), (prices, term))
        self.assertEqual(order.customer_priority, "2")
        self.customer._grant_tier(self.vip.browse(), "The year is over")
        self.env.invalidate_all()
        order = self._create_order(self.customer, 10, self.TODAY, confirm=False)
        self.assertNotEqual(order.pricelist_id, prices)
        self.assertNotEqual(order.payment_term_id, term)
        self.assertFalse(order.customer_priority)

    def test_writing_the_same_value_is_no_change(self):
        """A peer threw an approved partner back because a key was written at all."""
        self.company.lifecycle_keeper_edits = True
        country = self.env.ref("base.cn")
        self.customer.partner_id.country_id = country
        customer = self.customer.with_user(self.sally)
        customer.write({"country_id": country.id})
        self.assertEqual(self.customer.country_id, country)

    def test_delivery_addresses_and_users_have_no_stage_of_their_own(self):
        """A peer gave every address and every employee a stage."""
        address = self.env["res.partner"].create(
            {
                "name": "Quay 3",
                "parent_id": self.customer.partner_id.id,
                "type": "delivery",
            }
        )
        self.env["sale.order"].create({"partner_id": address.id})
        partners = address | self.sally.partner_id
        accounts = self.env["crm.customer"].search([("partner_id", "in", partners.ids)])
        self.assertFalse(accounts)

    def test_confirming_by_another_door_meets_the_do_not_sell_list(self):
        """Peers check the button only; the state may be written by RPC or import."""
        order = self._create_order(self.customer, 10, self.TODAY, confirm=False)
        self.env["crm.sale.block"].create(
            {"customer_id": self.customer.id, "reason": "Does not pay"}
        )
        with self.assertRaisesRegex(UserError, "do-not-sell list"):
            order.write({"state": "sale"})
        self.assertEqual(order.state, "draft")

    def test_changed_setting_is_in_force_at_once(self):
        """Settings that orders ask for are kept in memory until they are written."""
        company = self.company
        self.assertEqual(company._setting("lifecycle_quote_conflict"), "off")
        company.lifecycle_quote_conflict = "block"
        self.assertEqual(company._setting("lifecycle_quote_conflict"), "block")
        calendar = company.resource_calendar_id
        self.assertEqual(company._calendar_zone(), "UTC")
        calendar.tz = "Asia/Shanghai"
        self.assertEqual(company._calendar_zone(), "Asia/Shanghai")

    def test_reading_a_company_reads_no_settings_of_ours(self):
        """Twice the columns would make every document of the company slower."""
        self.company.invalidate_recordset()
        self.assertTrue(self.company.name)
        field = self.company._fields["lifecycle_quote_conflict"]
        self.assertNotIn(self.company.id, field._get_cache(self.env))

    def test_confirming_takes_no_query_per_rule(self):
        """One query more than stock Odoo for a service: it notes the customer and
        looks him up on the do-not-sell list."""
        self.product.type = "service"
        order = self._create_order(self.customer, 10, self.TODAY, confirm=False)
        seen = []
        execute = type(self.env.cr).execute

        def listen(cursor, query, *args, **kwargs):
            seen.append(str(getattr(query, "code", query)))
            return execute(cursor, query, *args, **kwargs)

        self.env.flush_all()
        self.env.invalidate_all()
        self.patch(type(self.env.cr), "execute", listen)
        order.action_confirm()
        self.env.flush_all()
        tables = [table for query in seen for table in OURS.findall(query)]
        self.assertEqual(tables, ["crm_customer_note"])

    def test_settings_begin_as_their_names_should(self):
        """A setting that does not is read by every document with the company."""
        named = [
            name
            for name, field in self.company._fields.items()
            if field.store
            and field.column_type
            and field.prefetch is True
            and all(module.startswith(SUITE) for module in field._modules)
        ]
        self.assertEqual(named, [])
