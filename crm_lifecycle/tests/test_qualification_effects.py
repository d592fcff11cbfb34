# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date

from psycopg2.errors import UniqueViolation

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, new_test_user, tagged
from odoo.tools import mute_logger

from .qualification_common import QualificationCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15 10:00:00")
class TestQualificationSale(QualificationCommon):
    def _quote(self, customer=None):
        return self._create_order(
            customer or self.customer, 100, self.TODAY, confirm=False
        )

    def test_orders_are_off_warned_or_blocked(self):
        order = self._quote()
        self.assertFalse(order.qualification_warning)
        self.company.lifecycle_qualification_policy = "warn"
        order.invalidate_recordset()
        self.assertIn("needs an accepted qualification", order.qualification_warning)
        order.action_confirm()
        self.assertEqual(order.state, "sale")
        self.company.lifecycle_qualification_policy = "block"
        second = self._quote()
        with self.assertRaisesRegex(
            UserError, "Alpha Works needs an accepted .* Not qualified. Start one"
        ):
            second.with_user(self.sally).action_confirm()
        with self.assertRaises(UserError):
            second.sudo().action_confirm()
        self.assertEqual(second.state, "draft")

    def test_accepted_qualification_opens_sales_until_it_ends(self):
        self.company.lifecycle_qualification_policy = "block"
        self._accepted()
        order = self._quote()
        with freeze_time("2026-12-15 10:00:00"), self.assertRaises(UserError):
            order.action_confirm()
        self.env.invalidate_all()
        with freeze_time("2026-12-14 10:00:00"):
            order.action_confirm()
        self.assertEqual(order.state, "sale")

    def test_accounts_from_before_the_day_stay_free(self):
        self.company.lifecycle_qualification_policy = "block"
        self.company.lifecycle_qualification_from = date(2027, 1, 1)
        order = self._quote()
        order.action_confirm()
        self.assertEqual(order.state, "sale")

    def test_checklist_without_effect_on_sales_opens_none(self):
        self.company.lifecycle_qualification_policy = "block"
        self.template.effect = "none"
        self._accepted()
        with self.assertRaises(UserError):
            self._quote().action_confirm()

    def test_customer_in_the_portal_reads_no_inner_words(self):
        self.company.lifecycle_qualification_policy = "block"
        portal = new_test_user(self.env, login="carl_t", groups="base.group_portal")
        order = self._quote()
        message = order.with_user(portal).sudo()._qualification_message()
        self.assertEqual(
            message, "This order cannot be placed at the moment. Please contact us."
        )


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15 10:00:00")
class TestQualificationEffects(QualificationCommon):
    def test_partner_upgrade_and_the_way_back_keep_what_was_before(self):
        self.template.effect = "partner"
        self.customer.relation_type = "proactive"
        first = self._accepted()
        self.assertEqual(self.customer.relation_type, "partner")
        self.assertEqual(first.relation_before, "proactive")
        second = self._qualification()
        self._assess(second, wages="no", size=1, use=1)
        second.with_user(self.sally).action_submit()
        self.assertEqual(self.customer.relation_type, "proactive")
        self.assertEqual(second.relation_before, "partner")

    def test_refused_upgrade_of_another_type_changes_nothing(self):
        self.template.effect = "partner"
        self.customer.relation_type = "responsible"
        self._submitted().with_user(self.dora)._decide("refused", "Risk")
        self.assertEqual(self.customer.relation_type, "responsible")

    def test_key_customer_is_recognised_and_found(self):
        self.template.effect = "key"
        self.assertFalse(self.customer.is_key_account)
        self._accepted()
        self.assertEqual(self.customer.date_key_recognised, self.TODAY)
        found = self.env["crm.customer"].search([("is_key_account", "=", True)])
        self.assertIn(self.customer, found)
        others = self.env["crm.customer"].search([("is_key_account", "=", False)])
        self.assertNotIn(self.customer, others)

    def test_registration_is_judged_before_it_is_confirmed(self):
        registration = (
            self.env["crm.customer.registration"]
            .with_user(self.sally)
            .create({"name": "Gamma Works"})
        )
        record = self._qualification(
            customer=self.env["crm.customer"], registration_id=registration.id
        )
        self._assess(record, wages="yes", size=7, use=5)
        record.with_user(self.sally).action_submit()
        record.with_user(self.dora)._decide("accepted")
        registration.action_submit()
        registration.approval_id.with_user(self.archie).action_approve()
        customer = registration.sudo().customer_id
        self.assertEqual(record.customer_id, customer)
        self.assertEqual(customer.qualification_state, "valid")

    def test_shipped_checklists_are_switched_off(self):
        for name, sections, papers in (
            ("coal", 5, 2),
            ("partner", 6, 6),
            ("key", 1, 0),
            ("upgrade", 4, 0),
        ):
            template = self.env.ref(f"crm_lifecycle.crm_qualification_template_{name}")
            self.assertFalse(template.active, name)
            self.assertEqual(len(template.section_ids), sections)
            self.assertEqual(len(template.document_ids), papers)


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15 10:00:00")
class TestCustomerCode(QualificationCommon):
    def test_codes_are_given_when_the_company_says(self):
        self.assertFalse(self.customer.customer_code)
        self.company.lifecycle_code_when = "opened"
        first, second = self._create_customer("Beta"), self._create_customer("Gamma")
        self.assertEqual(
            (first.customer_code, second.customer_code), ("C00001", "C00002")
        )
        self.company.lifecycle_code_when = "accepted"
        self.assertFalse(self._create_customer("Delta").customer_code)
        self._accepted()
        self.assertEqual(self.customer.customer_code, "C00003")

    def test_archive_keeper_types_an_old_code_and_the_salesperson_none(self):
        self.customer.with_user(self.archie).customer_code = " C00001 "
        self.assertEqual(self.customer.customer_code, "C00001")
        with self.assertRaisesRegex(AccessError, "archive keeper may type"):
            self._forge(self.customer, self.sally, customer_code="X")
        with self.assertRaises(AccessError):
            self.customer.with_user(self.sally).action_give_code()
        other = self._create_customer("Beta")
        other.with_user(self.archie).action_give_code()
        self.assertEqual(other.customer_code, "C00002")

    def test_code_is_unique_in_the_company_and_found_by_name_search(self):
        self.customer.customer_code = "OLD-7"
        found = self.env["crm.customer"].with_user(self.sally).name_search("OLD-7")
        self.assertEqual([row[0] for row in found], self.customer.ids)
        other = self._create_customer("Beta")
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(UniqueViolation),
            self.env.cr.savepoint(),
        ):
            other.customer_code = "OLD-7"
            other.flush_recordset()
        foreign = self.env["res.company"].create({"name": "Elsewhere"})
        account = self.env["crm.customer"]._ensure_accounts(
            other.partner_id, foreign, self.dora
        )
        account.customer_code = "OLD-7"
        self.assertEqual(account.customer_code, "OLD-7")
