# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from .common import LifecycleCommon, moment

SUITE = ("crm_lifecycle", "crm_complaints", "crm_contracts", "crm_segmentation")


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15 10:00:00")
class TestSecurityDetours(LifecycleCommon):
    """Ways round the buttons that a client could try; each is a test here.

    Alpha belongs to Sally; Sam, of another team, owns Beta.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.alpha = cls._create_customer("Alpha Works", phone="+86 531 1111")
        cls.beta = cls._create_customer("Beta Works", user=cls.sam)
        cls.type = cls.env["crm.visit.type"].search([], limit=1)
        allowed = cls.env.ref("base.group_allow_export")
        cls.sam.group_ids = [Command.link(allowed.id)]

    def _model(self, name, user=None, **context):
        return self.env[name].with_user(user or self.sam).with_context(**context)

    def _visit(self, customer, user, **values):
        return self._model("crm.customer.visit", user).create(
            {
                "customer_id": customer.id,
                "type_id": self.type.id,
                "user_id": user.id,
                "date_start": moment("2026-06-16 09:00:00"),
                **values,
            }
        )

    def _plan(self, customer, user):
        return self._model("crm.customer.plan", user).create(
            {"name": "Year", "customer_id": customer.id, "goals": "More"}
        )

    @mute_logger("odoo.models", "odoo.addons.base.models.ir_rule")
    def test_context_key_fills_no_guarded_field(self):
        forged = {"default_state": "granted", "default_date_until": "2026-07-01"}
        request = self._model("crm.export.request", **forged).create({"reason": "Me"})
        self.assertEqual((request.state, request.date_until), ("draft", False))
        forged = {"default_state": "done", "default_date_done": "2026-06-01 10:00:00"}
        visit = self._model("crm.customer.visit", **forged).create(
            {"customer_id": self.beta.id, "type_id": self.type.id}
        )
        self.assertEqual((visit.state, visit.date_done), ("planned", False))

    def test_personal_default_fills_no_guarded_field(self):
        self._model("ir.default").set(
            "crm.export.request", "state", "granted", user_id=self.sam.id
        )
        request = self._model("crm.export.request").create({"reason": "Me"})
        self.assertEqual(request.state, "draft")

    def test_context_key_links_no_contact_and_no_result(self):
        forged = {"default_customer_account_id": self.alpha.id}
        partner = self._model("res.partner", **forged).create({"name": "Mine"})
        self.assertFalse(partner.sudo().customer_account_id)
        forged = {"default_result_kind": "person", "default_result_user_id": 1}
        order = self._model("sale.order", **forged).create(
            {"partner_id": self.beta.partner_id.id}
        )
        self.assertFalse(order.sudo().result_kind or order.sudo().result_user_id)

    @mute_logger("odoo.models", "odoo.addons.base.models.ir_rule")
    def test_nobody_lets_himself_in_by_a_default(self):
        values = {"user_id": self.sam.id, "reason": "Me"}
        forged = {"default_customer_id": self.alpha.id}
        with self.assertRaises(AccessError):
            self._model("crm.customer.collaborator", **forged).create(values)

    @mute_logger("odoo.models", "odoo.addons.base.models.ir_rule")
    def test_form_shows_no_facts_of_a_foreign_customer(self):
        spec = {"customer_id": {}, "phone": {}, "amount_12m": {}}
        for value in (self.alpha.id, {"id": self.alpha.id}):
            with self.assertRaises(AccessError):
                self._model("crm.customer.visit").onchange(
                    {"customer_id": value}, ["customer_id"], spec
                )
        forged = {"default_customer_id": self.alpha.id}
        with self.assertRaises(AccessError):
            self._model("crm.customer.visit", **forged).onchange({}, [], spec)
        values = {"customer_id": self.beta.id}
        shown = self._model("crm.customer.visit").onchange(
            values, ["customer_id"], {"customer_id": {}, "place": {}}
        )
        self.assertIn("value", shown)

    @mute_logger("odoo.models", "odoo.addons.base.models.ir_rule")
    def test_nobody_plans_for_a_foreign_customer(self):
        self.assertTrue(self._plan(self.beta, self.sam))
        with self.assertRaises(AccessError):
            self._plan(self.alpha, self.sam)

    @mute_logger("odoo.models", "odoo.addons.base.models.ir_rule")
    def test_nobody_adds_or_moves_steps_into_a_foreign_plan(self):
        theirs = self._plan(self.alpha, self.sally)
        steps = self._model("crm.customer.plan.step")
        with self.assertRaises(AccessError):
            steps.create({"plan_id": theirs.id, "name": "Mine"})
        mine = steps.create(
            {"plan_id": self._plan(self.beta, self.sam).id, "name": "Call"}
        )
        with self.assertRaises(AccessError):
            mine.plan_id = theirs

    @mute_logger("odoo.models", "odoo.addons.base.models.ir_rule")
    def test_lines_stay_out_of_foreign_visits(self):
        theirs = self._visit(self.alpha, self.sally)
        mine = self._visit(self.beta, self.sam)
        for model in ("crm.visit.material", "crm.visit.objection"):
            line = self._model(model).create({"visit_id": mine.id, "name": "Mine"})
            with self.assertRaises(AccessError):
                line.visit_id = theirs

    def test_lines_of_a_reviewed_visit_are_kept(self):
        visit = self._visit(self.alpha, self.sally)
        lines = self._model("crm.visit.objection", self.sally)
        line = lines.create({"visit_id": visit.id, "name": "Too dear"})
        visit._finish({"result": "kept", "outcome": "Talked"})
        line.answer = "It lasts longer"
        visit.with_user(self.lena)._review("Good")
        for forge in (
            lambda: line.write({"name": "Praise"}),
            line.unlink,
            lambda: lines.create({"visit_id": visit.id, "name": "Late"}),
        ):
            with self.assertRaisesRegex(UserError, "was reviewed and is closed"):
                forge()

    def test_granted_export_stays_in_its_company(self):
        other = self.env["res.company"].create({"name": "Other"})
        self.sam.company_ids = [Command.link(other.id)]
        request = self._model("crm.export.request").create({"reason": "Me"})
        with self.assertRaises(AccessError):
            self._forge(request, self.sam, company_id=other.id)

    @mute_logger("odoo.models")
    def test_columns_of_the_customer_in_another_list_need_the_right(self):
        visit = self._visit(self.beta, self.sam)
        self.assertTrue(visit.export_data(["name", "customer_id/id"])["datas"])
        for column in ("customer_id/phone", "phone", "amount_12m"):
            with self.assertRaisesRegex(AccessError, "Export Customers"):
                visit.export_data(["name", column])
        self.sam.group_ids = [
            Command.link(self.env.ref("crm_lifecycle.crm_lifecycle_group_export").id)
        ]
        visit.export_data(["name", "customer_id/phone"])
        line = self.env["crm.export.log"].search([("user_id", "=", self.sam.id)])
        self.assertEqual(line.field_names, "name, customer_id/phone")

    def test_each_side_brings_its_own_statement_only(self):
        values = {
            "customer_id": self.alpha.id,
            "first_user_id": self.sally.id,
            "second_user_id": self.sam.id,
        }
        conflicts = self._model("crm.customer.conflict")
        with self.assertRaisesRegex(AccessError, "opportunity of its own"):
            conflicts.create(values)
        self._create_order(self.alpha, 10, date(2026, 6, 1), False, user_id=self.sam.id)
        with self.assertRaisesRegex(AccessError, "written by sally_t"):
            conflicts.create({**values, "first_statement": "He was first"})
        self.assertTrue(conflicts.create({**values, "second_statement": "I was"}))

    def test_one_allowance_counts_over_all_pools_of_one_claim(self):
        pools = self.env["crm.customer.pool"].create(
            [{"name": "Coal", "claim_limit": 1}, {"name": "Iron", "claim_limit": 1}]
        )
        customers = self.alpha | self._create_customer("Gamma Works")
        for customer, pool in zip(customers, pools, strict=True):
            customer.with_user(self.dora)._release("Cleaning up", pool)
        self.env.invalidate_all()
        cards = self._model("crm.customer.pool.card").browse(customers.ids)
        with self.assertRaisesRegex(UserError, "1 more today"):
            cards.action_claim()
        cards[:1].action_claim()
        self.assertEqual(customers.user_id, self.sam)

    def test_granted_reading_revives_no_right_to_edit(self):
        self.env["crm.customer.collaborator"].create(
            {
                "customer_id": self.alpha.id,
                "user_id": self.sam.id,
                "access": "write",
                "date_until": date(2026, 6, 1),
                "reason": "Last year",
            }
        )
        request = self._model("crm.customer.access").create(
            {"name": "Alpha Works", "reason": "Tender"}
        )
        request.action_submit()
        while request.approval_id.sudo().state == "pending":
            approval = request.approval_id.sudo()
            user = approval._current_approvers()[:1]
            approval.with_user(user).sudo(False).action_approve("Yes")
        self.assertEqual(request.state, "granted")
        self.assertTrue(self.alpha.with_user(self.sam).has_access("read"))
        self.assertFalse(self.alpha.with_user(self.sam).has_access("write"))

    def test_private_meeting_stays_nameless_on_the_time_line(self):
        event = self.env["calendar.event"].create(
            {
                "name": "Secret offer",
                "start": "2026-06-10 09:00:00",
                "stop": "2026-06-10 10:00:00",
                "user_id": self.dora.id,
                "privacy": "private",
                "partner_ids": [Command.set(self.beta.partner_id.ids)],
            }
        )
        line = self._model("crm.customer.interaction").search(
            [("customer_id", "=", self.beta.id), ("kind", "=", "meeting")]
        )
        self.assertEqual((line.res_id, line.subject), (event.id, False))

    @mute_logger("odoo.models", "odoo.addons.base.models.ir_rule")
    def test_calendar_moves_no_foreign_visit(self):
        visit = self._visit(self.alpha, self.sally)
        visit.action_agree()
        event = visit.event_id.sudo(False).with_user(self.sam)
        for forge in (
            lambda: event.write({"start": "2026-06-20 09:00:00"}),
            event.unlink,
            lambda: event.write({"active": False}),
        ):
            with self.assertRaises(AccessError):
                forge()
        self.assertEqual(visit.state, "agreed")

    def test_calendar_stays_open_to_who_has_no_customers(self):
        clerk = self._create_user("clerk_t", "base.group_user")
        event = self._model("calendar.event", clerk).create(
            {
                "name": "Lunch",
                "start": "2026-06-16 12:00:00",
                "stop": "2026-06-16 13:00:00",
            }
        )
        event.start = moment("2026-06-16 11:00:00")
        self.assertTrue(event.unlink())

    @mute_logger("odoo.models", "odoo.addons.base.models.ir_rule")
    def test_director_of_another_company_changes_no_steps_of_our_rules(self):
        other = self.env["res.company"].create({"name": "Other"})
        stranger = self._create_user(
            "stranger_t", "crm_lifecycle.crm_lifecycle_group_director"
        )
        stranger.write(
            {"company_id": other.id, "company_ids": [Command.set(other.ids)]}
        )
        ours = {"company_id": self.company.id}
        group = self.env.ref("crm_lifecycle.crm_lifecycle_group_director")
        rule = self.env["crm.approval.rule"].create(
            {
                **ours,
                "name": "Ours",
                "kind": "vip",
                "step_ids": [
                    Command.create({"approver_kind": "group", "group_id": group.id})
                ],
            }
        )
        schedule = self.env["crm.visit.aftercare"].create(
            {
                **ours,
                "name": "Ours",
                "step_ids": [Command.create({"name": "Call", "type_id": self.type.id})],
            }
        )
        stage = self.env["crm.lifecycle.stage"].search([], limit=1).copy(ours)
        move = self.env["crm.lifecycle.transition"].create({"stage_id": stage.id})
        for record in (rule.step_ids, schedule.step_ids, move):
            with self.assertRaises(AccessError):
                record.with_user(stranger).read(["display_name"])
            with self.assertRaises(AccessError):
                record.with_user(stranger).unlink()

    @mute_logger("odoo.addons.base.models.ir_rule")
    def test_what_another_typed_into_a_dialog_is_not_read(self):
        wizard = (
            self.env["crm.customer.stage.move"]
            .with_user(self.sally)
            .create(
                {
                    "customer_ids": self.alpha.ids,
                    "stage_id": self.alpha.stage_id.id,
                    "reason": "Secret",
                }
            )
        )
        self.assertEqual(wizard.reason, "Secret")
        with self.assertRaises(AccessError):
            wizard.with_user(self.sam).read(["reason"])
        self.assertFalse(self._model("crm.customer.stage.move").search([]))

    def test_every_dialog_belongs_to_who_opened_it(self):
        ours = [
            name
            for name, model in self.env.items()
            if model._transient and name.startswith("crm.") and model._auto
        ]
        rules = self.env["ir.rule"].search([("model_id.model", "in", ours)])
        guarded = set(rules.filtered("global").mapped("model_id.model"))
        own = {n for n in ours if self.env[n]._original_module in SUITE}
        self.assertGreater(len(own), 15)
        self.assertFalse(own - guarded)
