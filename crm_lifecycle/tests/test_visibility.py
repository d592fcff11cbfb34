# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from .common import LifecycleCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15 10:00:00")
class TestVisibility(LifecycleCommon):
    """Levels of people, contacts that follow customers, tasks and leads across."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.alpha = cls._create_customer()
        cls.beta = cls._create_customer("Beta Mining", user=cls.sam)
        cls.contact = cls.env["res.partner"].create(
            {"name": "Ann", "parent_id": cls.beta.partner_id.id}
        )
        cls.vendor = cls.env["res.partner"].create({"name": "Rail Freight"})
        cls.liquor = cls.env["res.company"].create({"name": "Liquor"})
        cls.gina = cls._create_user(
            "gina_t", "crm_lifecycle.crm_lifecycle_group_director"
        )
        cls.gina.company_ids = [Command.link(cls.liquor.id)]

    def _sees(self, user, *partners):
        ids = [partner.id for partner in partners]
        found = self.env["res.partner"].with_user(user).search([("id", "in", ids)])
        return [partner in found for partner in partners]

    def test_levels_follow_groups_and_companies(self):
        users = self.sally | self.lena | self.archie | self.dora | self.gina
        self.assertEqual(
            users.mapped("customer_level"),
            ["own", "team", "archive", "company", "group"],
        )
        found = self.env["res.users"].search([("customer_level", "=", "group")])
        self.assertIn(self.gina, found)
        self.assertNotIn(self.dora, found)

    def test_level_is_set_by_who_manages_access_rights(self):
        with self.assertRaisesRegex(AccessError, "manages access rights"):
            self.sally.with_user(self.dora)._set_customer_level("company")
        wizard = self.env["crm.visibility.set"].create(
            {"user_ids": self.sally.ids, "level": "team"}
        )
        wizard.action_apply()
        self.assertEqual(self.sally.customer_level, "team")
        wizard.level = "group"
        wizard.company_ids = self.company
        with self.assertRaisesRegex(UserError, "two or more"):
            wizard.action_apply()
        wizard.company_ids |= self.liquor
        wizard.action_apply()
        self.assertEqual(self.sally.customer_level, "group")
        wizard.level = "none"
        wizard.action_apply()
        self.assertFalse(self.sally.has_group("crm_lifecycle.crm_lifecycle_group_user"))

    @mute_logger("odoo.addons.base.models.ir_rule")
    def test_contacts_follow_their_customers_where_switched_on(self):
        partners = (self.alpha.partner_id, self.beta.partner_id, self.contact)
        self.assertEqual(self._sees(self.sally, *partners), [True, True, True])
        self.company.lifecycle_contacts_limited = True
        self.assertEqual(self._sees(self.sally, *partners), [True, False, False])
        self.assertEqual(self._sees(self.sam, *partners), [False, True, True])
        self.assertEqual(self._sees(self.lena, *partners), [True, False, False])
        self.assertEqual(self._sees(self.archie, *partners), [True, True, True])
        with self.assertRaises(AccessError):
            self.contact.with_user(self.sally).read(["phone"])
        with self.assertRaises(AccessError):
            self.contact.with_user(self.sally).phone = "1"
        self.company.lifecycle_contacts_limited = False
        self.assertEqual(self._sees(self.sally, *partners), [True, True, True])

    def test_limit_hides_nobody_else(self):
        self.company.lifecycle_contacts_limited = True
        others = (self.vendor, self.company.partner_id, self.sam.partner_id)
        self.assertEqual(self._sees(self.sally, *others), [True, True, True])
        clerk = self._create_user("clerk_t", "account.group_account_invoice")
        self.assertEqual(self._sees(clerk, self.contact), [True])
        both = self._create_user(
            "both_t",
            "account.group_account_invoice,crm_lifecycle.crm_lifecycle_group_user",
        )
        self.assertEqual(self._sees(both, self.contact), [True])
        employee = self._create_user("plain_t", "base.group_user")
        self.assertEqual(self._sees(employee, self.contact), [True])
        portal = self._create_user("portal_t", "base.group_portal")
        portal.partner_id.parent_id = self.beta.partner_id
        self.assertEqual(self._sees(portal, self.contact), [True])

    def test_collaborator_sees_contacts_until_the_last_day(self):
        self.company.lifecycle_contacts_limited = True
        self.env["crm.customer.collaborator"].create(
            {
                "customer_id": self.beta.id,
                "user_id": self.sally.id,
                "date_until": date(2026, 6, 15),
                "reason": "Tender",
            }
        )
        self.assertEqual(self._sees(self.sally, self.contact), [True])
        with freeze_time("2026-06-16 10:00:00"):
            self.assertEqual(self._sees(self.sally, self.contact), [False])

    def test_customers_and_quotations_work_under_the_limit(self):
        self.company.lifecycle_contacts_limited = True
        own = self.env["crm.customer"].with_user(self.sally).search([])
        self.assertEqual(own, self.alpha)
        order = (
            self.env["sale.order"]
            .with_user(self.sally)
            .create({"partner_id": self.alpha.partner_id.id})
        )
        self.assertEqual(order.partner_id, self.alpha.partner_id)

    def test_leader_gives_a_task_to_owners_and_follows_it(self):
        customers = self.alpha | self.beta
        with self.assertRaisesRegex(AccessError, "given by leaders"):
            self.alpha.with_user(self.sally)._assign_task("Ask", date(2026, 6, 20))
        wizard = (
            self.env["crm.task.assign"]
            .with_user(self.gina)
            .create(
                {
                    "customer_ids": customers.ids,
                    "summary": "Ask for the plan",
                    "date_deadline": date(2026, 6, 20),
                }
            )
        )
        action = wizard.action_assign()
        domain = [
            ("create_uid", "=", self.gina.id),
            ("user_id", "!=", self.gina.id),
            ("res_model", "=", "crm.customer"),
        ]
        self.assertEqual(action["res_model"], "mail.activity")
        given = self.env["mail.activity"].with_user(self.gina).search(domain)
        self.assertEqual(given.user_id, self.sally | self.sam)
        self.assertEqual(set(given.mapped("date_deadline")), {date(2026, 6, 20)})
        self.assertEqual(self.alpha.activity_ids.summary, "Ask for the plan")

    @mute_logger("odoo.addons.base.models.ir_rule")
    def test_task_needs_an_owner_and_a_seen_customer(self):
        day = date(2026, 6, 20)
        self.beta.user_id = False
        with self.assertRaisesRegex(UserError, "has no owner"):
            self.beta.with_user(self.dora)._assign_task("Ask", day)
        with self.assertRaises(AccessError):
            self.beta.with_user(self.lena)._assign_task("Ask", day)

    def _distribution(self):
        lead = self.env["crm.lead"].create(
            {
                "name": "Banquet",
                "company_id": self.company.id,
                "user_id": self.sally.id,
                "partner_id": self.alpha.partner_id.id,
            }
        )
        return (
            self.env["crm.lead.distribution"]
            .with_user(self.sally)
            .create(
                {
                    "lead_id": lead.id,
                    "to_company_id": self.liquor.id,
                    "reason": "They want liquor",
                }
            )
        )

    def test_group_management_hands_a_lead_to_another_company(self):
        request = self._distribution()
        for user in (self.sally, self.dora):
            with self.assertRaisesRegex(AccessError, "director of both companies"):
                request.with_user(user).action_hand_over()
        request.sudo().receiver_id = self.sam
        with self.assertRaisesRegex(UserError, "does not work for Liquor"):
            request.with_user(self.gina).action_hand_over()
        request.sudo().receiver_id = False
        request.with_user(self.gina).action_hand_over()
        lead = request.sudo().lead_id
        self.assertEqual((lead.company_id, request.state), (self.liquor, "done"))
        self.assertFalse(lead.user_id or lead.team_id)
        account = self.env["crm.customer"]._accounts_of(
            self.alpha.partner_id, self.liquor
        )
        self.assertTrue(account)
        with self.assertRaisesRegex(UserError, "was decided by gina_t"):
            request.with_user(self.gina).action_hand_over()
        with self.assertRaisesRegex(UserError, "kept for good"):
            request.sudo().unlink()

    def test_refused_lead_stays_and_says_why(self):
        request = self._distribution().with_user(self.gina)
        with self.assertRaisesRegex(UserError, "why it is refused"):
            request.action_refuse()
        request.answer = "They deliver there too"
        request.action_refuse()
        self.assertEqual((request.state, request.decided_by_id), ("refused", self.gina))
        self.assertEqual(request.lead_id.company_id, self.company)
