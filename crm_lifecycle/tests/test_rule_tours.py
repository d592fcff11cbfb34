# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields
from odoo.fields import Command
from odoo.tests import HttpCase, new_test_user, tagged

from .common import LifecycleCommon


@tagged("post_install", "-at_install")
class TestRuleTours(LifecycleCommon, HttpCase):
    """Tips, approved plans, loaded sets and handed-over leads in the browser."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.today = fields.Date.today()

    def test_employee_gives_a_tip_that_becomes_a_lead(self):
        new_test_user(self.env, login="emil_t", groups="base.group_user")
        self.start_tour(
            "/odoo/customer-tips/new", "crm_lifecycle_tip_give", login="emil_t"
        )
        tip = self.env["crm.customer.tip"].search(
            [("name", "=", "Rizhao Cement Terminal")]
        )
        self.assertEqual((tip.state, tip.user_id.login), ("new", "emil_t"))
        self.start_tour(
            f"/odoo/customer-tips/{tip.id}", "crm_lifecycle_tip_sort", login="archie_t"
        )
        tip.invalidate_recordset()
        self.assertEqual((tip.state, tip.sorter_id), ("lead", self.archie))
        self.assertEqual(
            (tip.lead_id.user_id, tip.lead_id.contact_name), (self.sam, "Liu Min")
        )

    def test_leader_approves_a_plan(self):
        plan = (
            self.env["crm.development.plan"]
            .with_user(self.sally)
            .create({"name": "New works of the spring", "target_customers": 5})
        )
        plan.action_submit()
        approval = plan.sudo().approval_id
        self.start_tour(
            f"/odoo/customer-approvals/{approval.id}",
            "crm_lifecycle_plan_approve",
            login="lena_t",
        )
        plan.invalidate_recordset()
        approval.invalidate_recordset()
        self.assertEqual((plan.state, approval.state), ("approved", "approved"))

    def test_director_tries_and_loads_a_set_of_tiers(self):
        accounts = self.env["crm.customer"]
        accounts.search([("company_id", "=", self.company.id)]).active = False
        customer = self._create_customer("Alpha Works", user=self.sally)
        self._create_order(customer, 600000, self.today)
        self._refresh(customer, self.today)
        self.start_tour(
            "/odoo/action-crm_lifecycle.crm_vip_tier_set_action",
            "crm_lifecycle_tier_set_load",
            login="dora_t",
        )
        self._refresh(customer, self.today)
        customer.invalidate_recordset()
        tier = customer.vip_tier_id
        self.assertEqual((tier.name, tier.company_id), ("VIP", self.company))

    def test_director_simulates_and_switches_the_stage_set(self):
        customer = self._create_customer("Alpha Works", user=self.sally)
        self._create_order(customer, 1000, self.today)
        self._refresh(customer, self.today)
        self.start_tour(
            "/odoo/action-crm_lifecycle.crm_lifecycle_stage_set_action",
            "crm_lifecycle_stage_set_switch",
            login="dora_t",
        )
        three = self.env.ref("crm_lifecycle.crm_lifecycle_stage_set_three")
        self.assertEqual(self.company.lifecycle_stage_set_id, three)
        self._refresh(customer, self.today)
        self.assertEqual(customer.stage_id.set_id, three)
        self.assertEqual(customer.stage_history_ids[0].stage_id, customer.stage_id)

    def test_lead_for_a_sister_company_is_handed_over(self):
        sister = self.env["res.company"].create({"name": "Sister Liquor"})
        # sally does not work there, and asks all the same
        self.dora.company_ids = [Command.link(sister.id)]
        lead = self.env["crm.lead"].create(
            {
                "name": "Forty cases",
                "user_id": self.sally.id,
                "company_id": self.company.id,
            }
        )
        self.start_tour(
            "/odoo/customer-lead-distribution/new",
            "crm_lifecycle_lead_ask",
            login="sally_t",
        )
        request = self.env["crm.lead.distribution"].search([("lead_id", "=", lead.id)])
        self.assertEqual((request.state, request.user_id), ("asked", self.sally))
        one = self.company.ids
        request = request.with_user(self.dora).with_context(allowed_company_ids=one)
        request.receiver_id = self.dora
        self.start_tour(
            f"/odoo/customer-lead-distribution/{request.id}",
            "crm_lifecycle_lead_hand_over",
            login="dora_t",
        )
        self.env.invalidate_all()
        [shown] = request.web_read({"display_name": {}, "lead_id": {"fields": {}}})
        self.assertEqual(shown["display_name"], lead.name, "read from one company")
        self.assertEqual((lead.company_id, lead.user_id), (sister, self.dora))
