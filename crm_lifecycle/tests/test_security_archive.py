# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from .common import LifecycleCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15 10:00:00")
class TestSecurityArchive(LifecycleCommon):
    """Ways round the archive's discipline that a client could try.

    Alpha belongs to Sally; Sam, of another team, owns Beta.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.alpha = cls._create_customer("Alpha Works", phone="+86 531 8888 1111")
        cls.beta = cls._create_customer("Beta Works", user=cls.sam)
        cls.other = cls.env["res.company"].create({"name": "Other"})
        cls.third = cls.env["res.company"].create({"name": "Third"})
        cls.gina = cls._create_user(
            "gina_t", "crm_lifecycle.crm_lifecycle_group_director"
        )
        cls.gina.company_ids = [Command.link(cls.other.id)]

    def _model(self, name, user=None, **context):
        return self.env[name].with_user(user or self.sam).with_context(**context)

    def _phone_field(self):
        listed = self.env["crm.change.field"].search([])
        return listed.filtered(
            lambda f: (f.model_name, f.field_name) == ("res.partner", "phone")
        )

    @mute_logger("odoo.models", "odoo.addons.base.models.ir_rule")
    def test_form_shows_no_foreign_customer_through_its_parent(self):
        line = {"field_id": self._phone_field().id}
        spec = {"field_id": {}, "value_char": {}, "old_text": {}}
        with self.assertRaises(AccessError):
            self._model("crm.customer.change.line").onchange(
                {"change_id": {"customer_id": self.alpha.id}, **line},
                ["field_id"],
                spec,
            )
        theirs = self._model("crm.customer.change", self.sally).create(
            {"customer_id": self.alpha.id, "reason": "They moved"}
        )
        with self.assertRaises(AccessError):
            self._model("crm.customer.change.line").onchange(
                {"change_id": theirs.id}, ["change_id"], {"customer_id": {}}
            )
        shown = self._model("crm.customer.change.line").onchange(
            {"change_id": {"customer_id": self.beta.id}, **line}, ["field_id"], spec
        )
        self.assertIn("value", shown)

    @mute_logger("odoo.models", "odoo.addons.base.models.ir_rule")
    def test_form_shows_no_foreign_customer_in_its_lines(self):
        spec = {"line_ids": {"fields": {"customer_id": {}, "phone": {}}}}
        lists = self._model("crm.reactivation")
        mine, theirs = (
            {"line_ids": [[0, "virtual_1", {"customer_id": customer.id}]]}
            for customer in (self.beta, self.alpha)
        )
        self.assertIn("value", lists.onchange(mine, ["line_ids"], spec))
        with self.assertRaises(AccessError):
            lists.onchange(theirs, ["line_ids"], spec)

    @mute_logger("odoo.models", "odoo.addons.base.models.ir_rule")
    def test_unsaved_customer_tells_nothing_of_a_contact(self):
        self.env["crm.identity"].create(
            {"partner_id": self.alpha.partner_id.id, "number": "370102198001011234"}
        )
        spec = {"identity_masked": {}, "receivable_balance": {}}
        values = {"partner_id": self.alpha.partner_id.id}
        beta = self.beta.with_user(self.sam)
        shown = beta.onchange(values, ["partner_id"], spec)["value"]
        self.assertFalse(shown.get("identity_masked"))
        self.assertFalse(shown.get("receivable_balance"))
        self.assertEqual(
            self.alpha.with_user(self.sally).identity_masked, "370*************34"
        )
        self.company.lifecycle_contacts_limited = True
        with self.assertRaises(AccessError):
            beta.onchange(values, ["partner_id"], {"partner_id": {}, "phone": {}})

    def _account_change(self, **values):
        return self._model("crm.account.change", self.lena).create(
            {"kind": "left", "user_id": self.sally.id, "reason": "Gone", **values}
        )

    def test_what_happened_is_not_changed_after_the_question(self):
        change = self._account_change(level="company")
        change.action_submit()
        with self.assertRaisesRegex(UserError, "already asked"):
            change.kind = "moved"
        change.approval_id.with_user(self.dora).sudo(False).action_approve("Yes")
        with self.assertRaisesRegex(UserError, "already asked"):
            change.kind = "moved"

    def test_nobody_approves_rights_of_his_own(self):
        change = self._account_change(
            kind="moved", level="company", user_id=self.dora.id
        )
        change.action_submit()
        approval = change.approval_id.with_user(self.dora).sudo(False)
        with self.assertRaises(UserError):
            approval.action_approve("Yes")

    def _lead(self):
        return self.env["crm.lead"].create(
            {"name": "Coal", "company_id": self.company.id, "user_id": self.sally.id}
        )

    def _distribution(self, lead, company):
        return self._model("crm.lead.distribution", self.sally).create(
            {"lead_id": lead.id, "to_company_id": company.id, "reason": "Theirs"}
        )

    def test_lead_that_went_elsewhere_is_not_taken_from_there(self):
        lead = self._lead()
        request = self._distribution(lead, self.other)
        lead.write({"company_id": self.third.id, "team_id": False, "user_id": False})
        with self.assertRaisesRegex(UserError, "no longer"):
            request.with_user(self.gina).action_hand_over()
        self.assertEqual(lead.company_id, self.third)

    def test_answer_about_a_lead_is_written_by_who_decides(self):
        request = self._distribution(self._lead(), self.other)
        with self.assertRaises(AccessError):
            request.with_user(self.sally).answer = "Yes, of course"
        request.reason = "Their region"
        theirs = request.with_user(self.gina)
        theirs.answer = "Too small"
        theirs.action_refuse()
        for user in (self.sally, self.gina):
            with self.assertRaisesRegex(UserError, "decided"):
                request.with_user(user).write({"reason": "Other"})
        with self.assertRaises(UserError):
            request.with_user(self.sally).answer = "Accepted"
        self.assertEqual(request.answer, "Too small")

    def test_refused_change_is_not_taken_up_again(self):
        fields = self._phone_field()
        fields |= (
            self.env["crm.change.field"]
            .search([("id", "!=", fields.id)])
            .filtered(lambda f: f.kind == "char")[:1]
        )
        request = self._model("crm.customer.change", self.sally).create(
            {
                "customer_id": self.alpha.id,
                "reason": "They moved",
                "line_ids": [
                    Command.create({"field_id": field.id, "value_char": "1234567"})
                    for field in fields
                ],
            }
        )
        request.action_submit()
        first = request.with_user(self.archie).line_ids[0]
        self._model("crm.change.refuse", self.archie).create(
            {"change_id": request.id, "line_ids": first.ids, "reason": "No"}
        ).action_refuse()
        with self.assertRaisesRegex(UserError, "answered already"):
            first.action_look_again()
        self.assertEqual((first.state, first.answer), ("refused", "No"))

    def test_caller_of_another_stays_masked_in_every_column(self):
        finder = self._model("crm.caller.find").create({"phone": "053188881111"})
        finder.action_find()
        line = finder.line_ids
        self.assertTrue(line)
        shown = line.read(list(line.fields_get()))
        self.assertNotIn("Alpha Works", str(shown))
        self.assertIn("sally_t", line.owner)

    def test_list_holds_customers_of_its_own_company(self):
        theirs = (
            self.env["crm.customer"]
            .sudo()
            ._ensure_accounts(
                self.env["res.partner"].create({"name": "Gamma"}), self.other, self.gina
            )
        )
        gina = self._model(
            "crm.reactivation",
            self.gina,
            allowed_company_ids=(self.company | self.other).ids,
        )
        mine = gina.create({"name": "Old", "company_id": self.company.id})
        with self.assertRaises(UserError):
            mine.write({"line_ids": [Command.create({"customer_id": theirs.id})]})
        with self.assertRaises(AccessError):
            mine.company_id = self.other

    def test_condition_is_words_not_a_program(self):
        with self.assertRaises(ValidationError):
            self._model("crm.reactivation").create(
                {"name": "Old", "customer_domain": "[('id', '=', 2 ** 10)]"}
            )

    @mute_logger("odoo.models", "odoo.addons.base.models.ir_rule")
    def test_pipeline_is_loaded_for_teams_of_the_own_companies(self):
        team = self.env["crm.team"].create(
            {"name": "Theirs", "company_id": self.third.id, "member_ids": False}
        )
        template = self.env["crm.pipeline.template"].create(
            {
                "name": "Steps",
                "team_id": team.id,
                "step_ids": [Command.create({"name": "Theirs first"})],
            }
        )
        with self.assertRaises(AccessError):
            template.with_user(self.dora).action_load()
        stages = self.env["crm.stage"].search([("team_ids", "in", team.ids)])
        self.assertFalse(stages)

    @mute_logger("odoo.models", "odoo.addons.base.models.ir_rule")
    def test_lead_fetches_nothing_of_a_hidden_contact(self):
        self.company.lifecycle_contacts_limited = True
        leads = self._model("crm.lead")
        values = {"name": "Coal", "partner_id": self.alpha.partner_id.id}
        with self.assertRaises(AccessError):
            leads.create(values)
        mine = leads.create({"name": "Coal", "partner_id": self.beta.partner_id.id})
        with self.assertRaises(AccessError):
            mine.partner_id = self.alpha.partner_id
        with self.assertRaises(AccessError):
            leads.onchange(values, ["partner_id"], {"partner_id": {}, "phone": {}})
        mine.write({"name": "Iron", "partner_id": self.beta.partner_id.id})
        self.company.lifecycle_contacts_limited = False
        self.assertTrue(leads.create(values))
