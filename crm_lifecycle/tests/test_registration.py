# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from .common import LifecycleCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15 10:00:00")
class TestRegistration(LifecycleCommon):
    def _register(self, user=None, **values):
        registrations = self.env["crm.customer.registration"]
        return registrations.with_user(user or self.sally).create(
            {"name": "Luqiang Building Co., Ltd.", **values}
        )

    def test_confirmation_opens_the_account_and_starts_six_months_of_protection(self):
        registration = self._register(phone="+86 531 8888 6666", contact_name="Mr Li")
        registration.action_submit()
        registration.approval_id.with_user(self.archie).action_approve()
        customer = registration.customer_id
        self.assertEqual(registration.state, "confirmed")
        self.assertEqual(customer.user_id, self.sally)
        self.assertEqual(customer.date_protected_until, date(2026, 12, 15))
        self.assertEqual(customer.child_ids.name, "Mr Li")
        self.assertEqual(customer.ownership_ids[0].operator_id, self.archie)

    def test_protection_runs_from_the_application_not_from_the_confirmation(self):
        registration = self._register()
        registration.action_submit()
        with freeze_time("2026-06-20 10:00:00"):
            registration.approval_id.with_user(self.archie).action_approve()
        self.assertEqual(
            registration.customer_id.date_protected_until, date(2026, 12, 15)
        )

    def test_24_hours_are_in_time_and_a_second_more_is_late(self):
        in_time = self._register(date_first_contact="2026-06-14 10:00:00")
        late = self._register(date_first_contact="2026-06-14 09:59:59")
        in_time.action_submit()
        late.action_submit()
        self.assertEqual((in_time.is_late, late.is_late), (False, True))

    def test_twin_in_other_hands_is_shown_masked(self):
        twin = self._create_customer("LUQIANG BUILDING LIMITED", user=self.sam)
        registration = self._register()
        found = registration.twins[0]
        self.assertEqual(found["score"], 100)
        self.assertEqual(found["owner"], self.sam.name)
        self.assertFalse(found["id"])
        self.assertEqual(found["name"], "L•••••G B••••••G L•••••D")
        own = registration.with_user(self.dora)
        own.invalidate_recordset(["twins"])
        self.assertEqual(own.twins[0]["id"], twin.id)

    def test_twins_by_phone_mail_and_tax_id(self):
        self._create_customer(
            "Elsewhere", phone="+8653188886666", email="a@luqiang.example.com", vat="X1"
        )
        for entry in (
            {"phone": "0531-8888 6666"},
            {"email": "boss@luqiang.example.com"},
            {"vat": "x1"},
        ):
            twins = self.env["crm.customer"]._find_twins(self.company, entry)
            self.assertEqual([t.customer.name for t in twins], ["Elsewhere"], entry)

    def test_similar_name_is_found_without_the_trigram_extension(self):
        self._create_customer("Luqiang Bulding")
        self.patch(self.env.registry, "has_trigram", False)
        twins = self.env["crm.customer"]._find_twins(
            self.company, {"name": "Luqiang Building"}
        )
        self.assertEqual(len(twins), 1)

    def test_customer_of_another_cannot_be_registered_but_one_of_the_pool_can(self):
        customer = self._create_customer("Theirs", user=self.sam, vat="VAT9")
        registration = self._register(vat="VAT9")
        with self.assertRaisesRegex(UserError, "in the hands of sam_t"):
            registration.action_submit()
        customer._assign_owner(self.env["res.users"], "To the pool")
        registration.action_submit()
        self.assertEqual(registration.state, "submitted")

    def test_twins_are_passed_over_shown_or_refused_without_a_reason(self):
        """The salesperson gives the reason, the archive keeper decides about it."""
        self._create_customer("Luqiang Building", user=self.sam)
        registration = self._register()
        self.assertTrue(registration.has_twins)
        self.company.lifecycle_twin_policy = "allow"
        registration.invalidate_recordset(["twins", "has_twins"])
        self.assertFalse(registration.has_twins)
        self.company.lifecycle_twin_policy = "block"
        with self.assertRaisesRegex(UserError, "resembles L•••••g B••••••g of sam_t"):
            registration.action_submit()
        registration.twin_reason = "Their works in the south, another owner"
        registration.action_submit()
        registration.approval_id.with_user(self.archie).action_approve()
        self.assertEqual(registration.state, "confirmed")
        self.company.lifecycle_twin_policy = "show"
        other = self._register(name="LUQIANG BUILDING")
        other.action_submit()
        self.assertEqual(other.state, "submitted")

    def test_content_cannot_be_exchanged_after_asking(self):
        theirs = self._create_customer("Theirs", user=self.sam)
        registration = self._register()
        registration.action_submit()
        with self.assertRaisesRegex(UserError, "was already asked"):
            registration.write({"partner_id": theirs.partner_id.id})
        registration.sudo().partner_id = theirs.partner_id
        with self.assertRaisesRegex(UserError, "in the hands of sam_t"):
            registration.approval_id.with_user(self.archie).action_approve()

    def test_nobody_confirms_his_own_registration(self):
        registration = self._register(user=self.archie)
        registration.action_submit()
        with self.assertRaises(AccessError):
            registration.approval_id.with_user(self.archie).action_approve()

    def test_salesperson_cannot_confirm(self):
        registration = self._register()
        registration.action_submit()
        with self.assertRaises(AccessError):
            registration.approval_id.with_user(self.sam).action_approve()

    def test_state_cannot_be_forged(self):
        registration = self._register()
        with self.assertRaises(AccessError):
            self._forge(registration, self.sally, state="confirmed")
        with self.assertRaises(AccessError):
            self._register(state="confirmed")

    def test_refusal_needs_a_reason_and_opens_nothing(self):
        registration = self._register()
        registration.action_submit()
        approval = registration.approval_id.with_user(self.archie)
        with self.assertRaises(UserError):
            approval.action_refuse()
        approval.action_refuse("Known customer of the sister company")
        self.assertEqual(registration.state, "refused")
        self.assertFalse(registration.customer_id)

    def test_submitted_registration_cannot_be_deleted(self):
        registration = self._register()
        registration.action_submit()
        with self.assertRaises(UserError):
            registration.unlink()

    def test_clock_starts_with_the_first_contact_on_record(self):
        """Entering a later contact does not make a late registration timely."""
        partner = self.env["res.partner"].create(
            {"name": "Luqiang Building", "is_company": True}
        )
        lead = self.env["crm.lead"].create({"name": "Silo", "partner_id": partner.id})
        self.env["crm.customer"].search([("partner_id", "=", partner.id)]).unlink()
        self.env.cr.execute(
            "UPDATE crm_lead SET create_date = %s WHERE id = %s",
            ("2026-06-14 09:59:59", lead.id),
        )
        lead.invalidate_recordset()
        registration = self._register(partner_id=partner.id)
        registration.action_submit()
        self.assertEqual(str(registration.date_first_proof), "2026-06-14 09:59:59")
        self.assertTrue(registration.is_late)

    def test_form_prints_every_line(self):
        registration = self._register(
            expected_price="380 a ton",
            business_scope="Building",
            date_need=date(2026, 7, 1),
        )
        html, _kind = self.env["ir.actions.report"]._render_qweb_html(
            "crm_lifecycle.crm_customer_registration_report_page", registration.ids
        )
        for text in ("380 a ton", "Building", "2026-07-01", "Sales administrator"):
            self.assertIn(text, html.decode())

    def test_weekly_list_goes_to_the_archive_keepers(self):
        registration = self._register(collector_id=self.lena.id)
        registration.action_submit()
        since = "2026-06-08 00:00:00"
        message = registration._send_weekly_list(self.company, since)
        self.assertIn(self.archie.partner_id, message.notified_partner_ids)
        self.assertNotIn(self.sam.partner_id, message.notified_partner_ids)
        self.assertIn("Luqiang Building", message.body)
