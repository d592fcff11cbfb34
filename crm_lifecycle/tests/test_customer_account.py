# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import SQL

from .common import LifecycleCommon


@tagged("post_install", "-at_install")
class TestCustomerAccount(LifecycleCommon):
    def test_first_quotation_opens_the_account_of_the_commercial_partner(self):
        company = self.env["res.partner"].create({"name": "Beta", "is_company": True})
        contact = self.env["res.partner"].create(
            {"name": "Mr B", "parent_id": company.id}
        )
        self.env["sale.order"].create(
            {"partner_id": contact.id, "user_id": self.sam.id}
        )
        account = self.env["crm.customer"].search([("partner_id", "=", company.id)])
        self.assertEqual(account.user_id, self.sam)
        self.assertEqual(company.customer_account_id, account)
        self.assertFalse(
            self.env["crm.customer"].search([("partner_id", "=", contact.id)])
        )

    def test_first_lead_opens_the_account(self):
        partner = self.env["res.partner"].create({"name": "Gamma", "is_company": True})
        self.env["crm.lead"].create({"name": "Deal", "partner_id": partner.id})
        self.assertTrue(partner.customer_account_id)

    def test_ensuring_twice_opens_one_account(self):
        customer = self._create_customer()
        again = self.env["crm.customer"]._ensure_accounts(
            customer.partner_id, self.company
        )
        self.assertEqual(again, customer)

    def test_opening_an_account_keeps_the_properties_of_the_contact(self):
        partner = self.env["res.partner"].create({"name": "Propertied"})
        colour = {"name": "colour", "string": "Colour", "type": "char", "value": "red"}
        partner.properties = [colour | {"definition_changed": True}]
        customer = self.env["crm.customer"]._ensure_accounts(partner, self.company)
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertEqual(partner.read(["properties"])[0]["properties"], [colour])
        self.assertEqual(customer.read(["properties"])[0]["properties"], [colour])

    def test_an_account_starts_in_the_stage_of_its_own_company(self):
        other = self.env["res.company"].create({"name": "Sister"})
        partner = self.env["res.partner"].create({"name": "Staged"})
        start = self.env["crm.lifecycle.stage"].create(
            {
                "name": "Own Start",
                "company_id": other.id,
                "set_id": other.lifecycle_stage_set_id.id,
                "is_default": True,
            }
        )
        account = self.env["crm.customer"]._ensure_accounts(partner, other)
        self.assertEqual(account.stage_id, start)

    def test_account_per_company(self):
        customer = self._create_customer()
        other = self.env["res.company"].create({"name": "Sister"})
        account = self.env["crm.customer"]._ensure_accounts(customer.partner_id, other)
        self.assertNotEqual(account, customer)
        partner = customer.partner_id
        self.assertEqual(partner.with_company(other).customer_account_id, account)
        self.assertEqual(partner.customer_account_id, customer)

    def test_quotation_takes_the_owner_as_salesperson(self):
        customer = self._create_customer(user=self.sam)
        order = self.env["sale.order"].create({"partner_id": customer.partner_id.id})
        self.assertEqual(order.user_id, self.sam)

    def test_documented_customer_cannot_be_deleted(self):
        customer = self._create_customer()
        self._create_order(customer, 100, self.TODAY)
        self._refresh(customer)
        with self.assertRaisesRegex(UserError, "Alpha Works has orders"):
            customer.with_user(self.dora).unlink()

    def test_merging_contacts_merges_accounts_and_keeps_history(self):
        kept = self._create_customer("Delta")
        merged = self._create_customer("Delta Ltd", user=self.sam)
        self._create_order(merged, 500, self.TODAY)
        wizard = self.env["base.partner.merge.automatic.wizard"]
        wizard._merge((kept | merged).partner_id.ids, kept.partner_id)
        self.assertFalse(merged.exists())
        self._refresh(kept)
        self.assertEqual(kept.order_count, 1)
        origins = kept.stage_history_ids.mapped("origin")
        self.assertEqual(origins.count("start"), 2)
        self.assertEqual(len(kept.ownership_ids), 2)

    def test_accounts_for_what_existed_before_installation(self):
        customer = self._create_customer()
        self._create_order(customer, 100, self.TODAY)
        partner = customer.partner_id
        customer.unlink()
        self.env.flush_all()
        tables = ("mail.message", "mail.mail", "mail.activity")
        before = [self.env[table].search_count([]) for table in tables]
        self.env["crm.customer"]._open_missing_accounts()
        account = partner.customer_account_id
        self.env["crm.customer"]._refresh_facts(account, self.TODAY)
        after = [self.env[table].search_count([]) for table in tables]
        self.assertEqual(after, before, "nobody is told of what was there already")
        self.assertEqual(account.partner_id, partner)
        self.assertEqual(account.user_id, self.sally)
        self.assertEqual(account.name_key, "alpha works")

    def test_kind_of_relation_is_recorded_by_the_owner_and_tracked(self):
        customer = self._create_customer()
        self.env.cr.precommit.run()
        customer = customer.with_user(self.sally).with_context(
            mail_notrack=False, tracking_disable=False
        )
        customer.write(
            {
                "cooperation_state": "suspended",
                "loyalty_rung": "client",
                "relation_kind": "preferred",
                "relation_type": "partner",
            }
        )
        self.env.flush_all()
        self.env.cr.precommit.run()
        tracked = customer.message_ids.sudo().tracking_value_ids.field_id
        self.assertLessEqual(
            {"cooperation_state", "loyalty_rung", "relation_kind", "relation_type"},
            set(tracked.mapped("name")),
        )
        with self.assertRaises(AccessError):
            customer.with_user(self.sam).loyalty_rung = "tester"

    def test_sender_of_a_mail_is_found_by_an_index(self):
        """Odoo looks for the address in all contacts, several times in each mail."""
        known = self.env["res.partner"]._search(
            [("email_normalized", "in", ["carl@beta.test"])], order="id"
        )
        self.env.cr.execute("SET LOCAL enable_seqscan = off")
        plan = self.env.execute_query(SQL("EXPLAIN %s", known.select()))
        text = "\n".join(row[0] for row in plan)
        self.assertIn("res_partner_email_normalized_idx", text)
