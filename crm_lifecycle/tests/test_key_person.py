# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import freeze_time, tagged

from .common import LifecycleCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15 10:00:00")
class TestKeyPerson(LifecycleCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer = cls._create_customer()
        cls.buyer = cls.env.ref("crm_lifecycle.crm_key_person_role_buyer")
        cls.decider = cls.env.ref("crm_lifecycle.crm_key_person_role_decider")
        cls.alert_rule = cls.env.ref("crm_lifecycle.crm_alert_rule_key_person")
        cls.wang = cls._person("Wang Fang", function="Buyer")

    @classmethod
    def _person(cls, name, role=None, user=None, **values):
        contact = cls.env["res.partner"].create(
            {"name": name, "parent_id": cls.customer.partner_id.id, **values}
        )
        return (
            cls.env["crm.key.person"]
            .with_user(user or cls.sally)
            .create(
                {
                    "customer_id": cls.customer.id,
                    "partner_id": contact.id,
                    "role_id": (role or cls.buyer).id,
                    "level": "3",
                }
            )
        )

    def _alerts(self, today=None):
        self._refresh(self.customer, today)
        return self.customer.alert_ids.filtered(lambda a: a.rule_id == self.alert_rule)

    def test_first_decider_is_no_signal_but_another_one_is(self):
        self._person("Sun Lei", self.decider)
        self.assertFalse(self._alerts())
        self._person("Li Qiang", self.decider)
        alert = self._alerts()
        self.assertEqual(alert.state, "open")
        self.assertEqual(
            alert.evidence["key_person_change"], "Li Qiang is new: Decides"
        )
        self.assertIn("06/15/2026", alert.evidence_text)

    def test_signal_is_over_after_thirty_days(self):
        self.wang.action_left()
        alert = self._alerts()
        self.assertEqual(alert.state, "open")
        with freeze_time("2026-07-15 10:00:00"):
            self._alerts(date(2026, 7, 15))
            self.assertEqual(alert.state, "open")
        with freeze_time("2026-07-16 10:00:00"):
            self._alerts(date(2026, 7, 16))
            self.assertEqual(alert.state, "over")

    def test_change_of_function_is_a_signal_and_the_first_one_is_none(self):
        fresh = self._person("Zhao Min")
        fresh.partner_id.function = "Engineer"
        self.assertFalse(self._alerts())
        self.wang.partner_id.function = "Head of Purchasing"
        self.assertEqual(
            self._alerts().evidence["key_person_change"],
            "Wang Fang: Buyer, now Head of Purchasing",
        )

    def test_archived_contact_has_left(self):
        self.wang.partner_id.action_archive()
        self.assertEqual((self.wang.active, self.wang.date_left), (False, self.TODAY))
        self.assertEqual(self._alerts().evidence["key_person_change"], "Wang Fang left")
        with self.assertRaisesRegex(UserError, "archived as a contact"):
            self.wang.action_came_back()
        self.wang.partner_id.action_unarchive()
        self.wang.action_came_back()
        self.assertTrue(self.wang.active)

    def test_contact_who_changed_the_company_is_a_signal(self):
        rival = self.env["res.partner"].create({"name": "Rival", "is_company": True})
        self.wang.partner_id.parent_id = rival
        self.assertEqual(
            self.customer.key_person_change, "Wang Fang now belongs to Rival"
        )

    def test_role_that_becomes_decisive_is_a_signal(self):
        self.wang.role_id = self.env.ref("crm_lifecycle.crm_key_person_role_user")
        self.assertFalse(self.customer.key_person_change)
        self.wang.role_id = self.decider
        self.assertEqual(
            self.customer.key_person_change, "Wang Fang: Uses the goods, now Decides"
        )

    def test_coverage_counts_people_and_friends_by_level(self):
        friend = self._person("Li Qiang", self.decider)
        friend.write({"level": "1", "relation_depth": "3"})
        self.assertEqual(
            self.customer.key_levels, "Top 1 (1) · Middle 0 (0) · Base 1 (0)"
        )
        decided = [("id", "=", self.customer.id), ("has_decider", "=", True)]
        unknown = [("id", "=", self.customer.id), ("has_decider", "=", False)]
        self.assertTrue(self.env["crm.customer"].search(decided))
        self.assertFalse(self.env["crm.customer"].search(unknown))
        friend.action_left()
        self.assertTrue(self.env["crm.customer"].search(unknown))

    def test_a_company_is_no_key_person(self):
        with self.assertRaisesRegex(ValidationError, "contact person of Alpha Works"):
            self.env["crm.key.person"].create(
                {
                    "customer_id": self.customer.id,
                    "partner_id": self.customer.partner_id.id,
                    "role_id": self.buyer.id,
                }
            )

    def test_other_salespeople_neither_see_nor_write_nor_dismiss(self):
        people = self.env["crm.key.person"].with_user(self.sam)
        self.assertNotIn(self.wang, people.search([]))
        with self.assertRaises(AccessError):
            self.wang.with_user(self.sam).action_left()
        with self.assertRaises(AccessError):
            self._person("Spy", user=self.sam)
        with self.assertRaises(AccessError):
            self._forge(self.wang, self.sally, active=False)

    def test_collaborators_see_and_those_who_edit_the_customer_write(self):
        values = {"customer_id": self.customer.id, "user_id": self.sam.id}
        helper = self.env["crm.customer.collaborator"].create(
            {**values, "access": "read", "reason": "Joint tender"}
        )
        person = self.wang.with_user(self.sam)
        self.assertIn(person, person.search([]))
        self.assertEqual(self.customer.with_user(self.sam).key_person_count, 1)
        with self.assertRaises(AccessError):
            person.worries = "Price"
        helper.access = "write"
        person.worries = "Price"
        self.assertEqual(self.wang.worries, "Price")

    def test_merged_accounts_keep_a_common_person_once(self):
        twin = self._create_customer("Alpha Works Twin")
        self.env["crm.key.person"].create(
            {
                "customer_id": twin.id,
                "partner_id": self.wang.partner_id.id,
                "role_id": self.buyer.id,
            }
        )
        other = self._person("Li Qiang")
        other.sudo().copy({"customer_id": twin.id})
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        wizard._merge((self.customer | twin).partner_id.ids, self.customer.partner_id)
        self.assertEqual(
            self.customer.key_person_ids.partner_id,
            (self.wang | other).partner_id,
        )
