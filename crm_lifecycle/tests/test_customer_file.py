# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date

from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from .common import LifecycleCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15 10:00:00")
class TestCustomerFile(LifecycleCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["crm.file.item"].search([]).unlink()
        cls.kind = cls.env["crm.customer.kind"].create(
            {
                "name": "Foundry",
                "review_months": 6,
                "properties_definition": [
                    {"name": "monthly", "string": "Monthly use", "type": "float"},
                    {"name": "route", "string": "Route", "type": "char"},
                    {"name": "own_rail", "string": "Own rail", "type": "boolean"},
                ],
            }
        )
        cls.customer = cls._create_customer()

    def _ask_for(self, name, weight, kind=None):
        field = self.env["ir.model.fields"]._get("crm.customer", name)
        return self.env["crm.file.item"].create(
            {
                "field_id": field.id,
                "weight": weight,
                "kind_id": kind.id if kind else False,
            }
        )

    def test_completeness_is_the_weight_of_what_is_there(self):
        """Phone 1 of 1+3+2 = 6 is 16 %; phone and purpose 4 of 6 is 66 %."""
        self._ask_for("phone", 1)
        self._ask_for("buys_why", 3)
        self._ask_for("key_person_ids", 2)
        customer = self.customer.with_user(self.sally)
        customer.write({"phone": "0531 1"})
        self.assertEqual(customer.completeness, 16)
        customer.write({"buys_why": "Smelting"})
        self.assertEqual(customer.completeness, 66)
        self.assertEqual(customer.file_missing, "• Key People")
        customer.write({"phone": False})
        self.assertEqual(customer.completeness, 50)

    def test_own_fields_of_the_kind_count_when_all_are_filled(self):
        self._ask_for("kind_properties", 1, self.kind)
        customer = self.customer.with_user(self.sally)
        customer.buys_what = "Coke"
        self.assertEqual(customer.completeness, 100)
        customer.kind_id = self.kind
        self.assertEqual(customer.completeness, 0)
        customer.kind_properties = {"monthly": 800.0}
        self.assertEqual(customer.completeness, 0)
        customer.kind_properties = {"monthly": 800.0, "route": "Rail"}
        self.assertEqual((customer.completeness, customer.file_missing), (100, ""))

    def test_nightly_refresh_judges_what_changed_on_the_contact(self):
        self._ask_for("email", 1)
        self._refresh(self.customer)
        self.assertEqual(self.customer.completeness, 0)
        self.customer.partner_id.email = "a@example.com"
        self.assertIn(self.customer, self._refresh(self.customer))
        self.assertEqual(self.customer.completeness, 100)
        self.assertFalse(self._refresh(self.customer))

    def test_field_that_cannot_be_searched_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "cannot be searched"):
            self._ask_for("file_missing", 1)

    def test_review_comes_after_the_months_of_the_kind(self):
        self.company.lifecycle_file_review_months = 9
        customer = self.customer.with_user(self.sally)
        customer.action_file_reviewed()
        self.assertEqual(customer.date_file_review, date(2027, 3, 15))
        customer.kind_id = self.kind
        customer.action_file_reviewed()
        self.assertEqual(customer.date_file_review, date(2026, 12, 15))
        self.assertEqual(customer.file_reviewer_id, self.sally)
        with self.assertRaises(AccessError):
            self.customer.with_user(self.sam).action_file_reviewed()
        with self.assertRaises(AccessError):
            self._forge(customer, self.sally, completeness=100)

    def test_owner_is_asked_once_for_a_review_that_is_due(self):
        customer = self.customer
        customer.date_file_review = date(2026, 6, 16)
        ask = self.env["crm.customer"]._ask_for_reviews
        self.assertEqual(ask(self.company, self.TODAY, 10), 0)
        self.assertEqual(ask(self.company, date(2026, 6, 16), 10), 1)
        self.assertEqual(ask(self.company, date(2026, 6, 17), 10), 0)
        self.assertEqual(customer.activity_ids.user_id, self.sally)
        customer.date_file_review = date(2026, 6, 17)
        self.assertEqual(ask(self.company, date(2026, 6, 17), 10), 1)

    def test_outlook_is_written_by_leaders_where_the_company_says_so(self):
        customer = self.customer.with_user(self.sally)
        customer.strategy = "Grow in the north"
        self.company.lifecycle_dynamic_by_leader = True
        customer.invalidate_recordset()
        self.assertFalse(customer.can_edit_dynamic)
        with self.assertRaisesRegex(AccessError, "Alpha Works: the outlook"):
            customer.strategy = "Sell"
        customer.buys_what = "Coke"
        self.customer.with_user(self.lena).strategy = "Merge with Beta"
        self.customer.with_user(self.archie).strategy = "Merge with Gamma"
        self.assertEqual(customer.strategy, "Merge with Gamma")


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15 10:00:00")
class TestCertificate(LifecycleCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer = cls._create_customer()
        cls.licence, cls.permit = cls.env["crm.customer.certificate.type"].create(
            [{"name": "Licence", "remind_days": 10}, {"name": "Permit"}]
        )

    def _certificate(self, user=None, **values):
        return (
            self.env["crm.customer.certificate"]
            .with_user(user or self.sally)
            .create(
                {
                    "customer_id": self.customer.id,
                    "type_id": self.licence.id,
                    "date_to": date(2026, 6, 26),
                    **values,
                }
            )
        )

    def test_certificate_ends_ten_days_before_its_last_day(self):
        """Ten days before 26 June is 16 June: tomorrow."""
        certificate = self._certificate()
        states = []
        for day in ("15", "16", "26", "27"):
            with freeze_time(f"2026-06-{day} 10:00:00"):
                certificate.invalidate_recordset()
                found = certificate.search(
                    [("id", "=", certificate.id), ("state", "=", certificate.state)]
                )
                self.assertEqual(found, certificate)
                states.append(certificate.state)
        self.assertEqual(states, ["valid", "ending", "ending", "over"])

    def test_certificate_without_end_is_valid(self):
        certificate = self._certificate(date_to=False)
        self.assertEqual(certificate.state, "valid")
        self.assertIn(certificate, certificate.search([("state", "=", "valid")]))

    def test_owner_is_reminded_once_and_again_after_renewal(self):
        certificate = self._certificate()
        remind = self.env["crm.customer.certificate"]._remind_owners
        self.assertEqual(remind(self.company, date(2026, 6, 15), 10), 0)
        self.assertEqual(remind(self.company, date(2026, 6, 16), 10), 1)
        self.assertEqual(remind(self.company, date(2026, 6, 17), 10), 0)
        self.assertEqual(certificate.activity_ids.user_id, self.sally)
        certificate.date_to = date(2027, 6, 26)
        self.assertEqual(remind(self.company, date(2027, 6, 16), 10), 1)

    def test_customer_shows_which_certificates_its_kind_still_needs(self):
        self.customer.kind_id = self.env["crm.customer.kind"].create(
            {
                "name": "Winery",
                "certificate_type_ids": [Command.set((self.licence | self.permit).ids)],
            }
        )
        self.assertEqual(self.customer.certificate_missing, "Licence, Permit")
        self._certificate()
        self.assertEqual(self.customer.certificate_missing, "Permit")
        with freeze_time("2026-06-27 10:00:00"):
            self.customer.invalidate_recordset()
            self.assertEqual(self.customer.certificate_missing, "Licence, Permit")

    def test_ending_certificate_stands_in_my_day_of_the_owner(self):
        self._certificate(date_to=date(2026, 6, 20))
        for user, expected in ((self.sally, 1), (self.sam, 0)):
            day = self.env["crm.day"].with_user(user)
            kind = day._day_certificates(user)
            self.assertEqual(day.env[kind.model].search_count(kind.domain), expected)

    def test_other_salespeople_do_not_see_or_add(self):
        certificate = self._certificate()
        self.assertFalse(
            certificate.with_user(self.sam).search([("id", "in", certificate.ids)])
        )
        with self.assertRaises(AccessError):
            self._certificate(user=self.sam)

    def test_skin_care_client_has_its_check_lists(self):
        kind = self.env.ref("crm_lifecycle.crm_customer_kind_skin_care")
        self.assertFalse(kind.active)
        kind.active = True
        self.customer.kind_id = kind
        self.customer.kind_properties = {
            "skin_elasticity": "poor",
            "skin_condition": ["acne", "pores"],
        }
        found = self.env["crm.customer"].search(
            [("kind_properties.skin_elasticity", "=", "poor")]
        )
        self.assertEqual(found, self.customer)
