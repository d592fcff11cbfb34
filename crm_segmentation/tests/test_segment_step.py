# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date

from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from .common import SegmentationCommon

RUNS = "odoo.addons.crm_segmentation.models.crm_segment_run"


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15 10:00:00")
class TestSegmentStep(SegmentationCommon):
    """What is done on entry and exit: once, and one failure leaves the others alone."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.tag, cls.other = cls.env["res.partner.category"].create(
            [{"name": "Large"}, {"name": "Other"}]
        )
        cls.segment = cls.env["crm.segment"].create(
            {
                "name": "Large",
                "rule_domain": "[('rfm_amount', '>=', 100)]",
                "company_id": cls.company.id,
                "steps_on_first_fill": True,
            }
        )
        cls.alpha = cls._create_scored("Alpha", 150)
        cls.beta = cls._create_scored("Beta", 50)

    def _step(self, kind="tag", **values):
        defaults = {"tag_ids": [Command.set(self.tag.ids)]} if "tag" in kind else {}
        return self.env["crm.segment.step"].create(
            {"segment_id": self.segment.id, "kind": kind, **defaults, **values}
        )

    def _set_amount(self, customer, amount, today=None):
        customer.sudo().rfm_amount = amount
        self._move_members(today)

    def _run(self):
        with self.enter_registry_test_mode():
            self.env.ref(
                "crm_segmentation.crm_segment_run_cron"
            ).method_direct_trigger()
        self.env.invalidate_all()
        return self.env["crm.segment.run"].search([], order="id")

    def test_tag_on_entry_and_off_on_exit(self):
        self._step()
        self._step("untag", moment="exit")
        self._move_members()
        runs = self._run()
        self.assertEqual(runs.mapped("state"), ["done"])
        self.assertEqual(self.alpha.partner_id.category_id, self.tag)
        self.assertFalse(self.beta.partner_id.category_id)
        self._set_amount(self.alpha, 10)
        self._run()
        self.assertFalse(self.alpha.partner_id.category_id)

    def test_step_is_done_once_per_customer(self):
        """In, out, in again: one row, unless the step is for each time."""
        once = self._step()
        always = self._step(repeats=True, tag_ids=[Command.set(self.other.ids)])
        for day, amount in ((1, 150), (2, 10), (3, 150)):
            self._set_amount(self.alpha, amount, date(2026, 6, day))
            runs = self._run()
        self.assertEqual(len(runs.filtered(lambda run: run.step_id == once)), 1)
        self.assertEqual(len(runs.filtered(lambda run: run.step_id == always)), 2)
        self._move_members(date(2026, 6, 3))
        self.assertEqual(self._run(), runs)

    def test_first_fill_takes_no_step_unless_wanted(self):
        self.segment.steps_on_first_fill = False
        self._step()
        self._move_members()
        self.assertFalse(self._run())
        self._set_amount(self.beta, 150)
        self.assertEqual(self._run().customer_id, self.beta)

    def test_plan_is_for_the_owner(self):
        plan = self.env["mail.activity.plan"].create(
            {
                "name": "Welcome",
                "res_model": "crm.customer",
                "template_ids": [
                    Command.create(
                        {
                            "activity_type_id": self.env.ref(
                                "mail.mail_activity_data_todo"
                            ).id,
                            "summary": "Call",
                            "responsible_type": "on_demand",
                        }
                    )
                ],
            }
        )
        self._step("plan", plan_id=plan.id)
        self.beta.sudo().write({"user_id": False, "rfm_amount": 150})
        self._move_members()
        runs = self._run()
        self.assertEqual(self.alpha.activity_ids.user_id, self.sally)
        self.assertEqual(self.alpha.activity_ids.summary, "Call")
        left_out = runs.filtered(lambda run: run.customer_id == self.beta)
        self.assertEqual(left_out.state, "skipped")
        self.assertIn("owner", left_out.note)

    def test_mail_is_not_sent_to_who_does_not_want_it(self):
        template = self.env["mail.template"].create(
            {
                "name": "Welcome",
                "model_id": self.env["ir.model"]._get_id("crm.customer"),
                "subject": "Welcome",
                "body_html": "<p>Welcome</p>",
                "partner_to": "{{ object.partner_id.id }}",
            }
        )
        self._step("mail", template_id=template.id)
        gamma = self._create_scored("Gamma", 150)
        gamma.partner_id.email = "gamma@example.com"
        self.alpha.partner_id.email = "alpha@example.com"
        self.beta.sudo().rfm_amount = 150
        self.env["mail.blacklist"]._add("gamma@example.com")
        self._move_members()
        states = {run.customer_id: run.state for run in self._run()}
        self.assertEqual(
            states, {self.alpha: "done", self.beta: "skipped", gamma: "skipped"}
        )
        mails = self.env["mail.mail"].search([("subject", "=", "Welcome")])
        self.assertEqual(mails.recipient_ids, self.alpha.partner_id)

    def test_one_failure_leaves_the_others_alone(self):
        """The action fails for Alpha; its own write is undone, Beta's stays."""
        action = self.env["ir.actions.server"].create(
            {
                "name": "Note",
                "model_id": self.env["ir.model"]._get_id("crm.customer"),
                "state": "code",
                "code": "record.partner_id.write({'ref': 'seen'})\n"
                "if record.partner_id.name == 'Alpha':\n"
                "    raise UserError('Not this one')",
            }
        )
        self._step("server", server_action_id=action.id)
        self.beta.sudo().rfm_amount = 150
        self._move_members()
        with mute_logger(RUNS):
            states = {run.customer_id: run for run in self._run()}
        self.assertEqual(states[self.alpha].state, "failed")
        self.assertIn("Not this one", states[self.alpha].note)
        self.assertFalse(self.alpha.partner_id.ref)
        self.assertEqual(states[self.beta].state, "done")
        self.assertEqual(self.beta.partner_id.ref, "seen")
        self.assertEqual(self.segment.run_failed_count, 1)

    def test_failed_step_is_tried_again_by_analysts(self):
        self._step()
        self._move_members()
        run = self.env["crm.segment.run"].search([])
        run.write({"state": "failed", "note": "Broken"})
        with self.assertRaises(AccessError):
            run.with_user(self.sally).action_retry()
        run.with_user(self.anna).action_retry()
        self.assertEqual(self._run().state, "done")

    def test_who_left_before_gets_nothing(self):
        self._step()
        self._move_members(date(2026, 6, 1))
        self._set_amount(self.alpha, 10, date(2026, 6, 2))
        self.assertEqual(self._run().state, "skipped")
        self.assertFalse(self.alpha.partner_id.category_id)

    def test_server_action_is_chosen_by_administrators(self):
        action = self.env["ir.actions.server"].create(
            {
                "name": "Note",
                "model_id": self.env["ir.model"]._get_id("crm.customer"),
                "state": "code",
                "code": "pass",
            }
        )
        steps = self.env["crm.segment.step"].with_user(self.anna)
        values = {"segment_id": self.segment.id, "kind": "server"}
        with self.assertRaisesRegex(AccessError, "administrator"):
            steps.create({**values, "server_action_id": action.id})
        with self.assertRaises(ValidationError):
            steps.create(values)

    def test_steps_do_not_reach_companies_of_others(self):
        """A segment without company acts on all of them; Anna does not work in one."""
        self._create_company("Sister")
        values = {"kind": "tag", "tag_ids": [Command.set(self.tag.ids)]}
        shared = self.env["crm.segment"].create(
            {"name": "Shared", "rule_domain": "[('rfm_amount', '>=', 100)]"}
        )
        steps = self.env["crm.segment.step"].with_user(self.anna)
        with self.assertRaisesRegex(AccessError, "Shared"):
            steps.create({"segment_id": shared.id, **values})
        self.assertTrue(steps.create({"segment_id": self.segment.id, **values}))
        shared.step_ids = [Command.create(values)]
        with self.assertRaises(AccessError):
            shared.with_user(self.anna).rule_domain = "[('rfm_amount', '>=', 1)]"

    def test_step_made_for_other_records_is_refused(self):
        plan = self.env["mail.activity.plan"].create(
            {"name": "Contacts", "res_model": "res.partner"}
        )
        with self.assertRaisesRegex(ValidationError, "Contacts"):
            self._step("plan", plan_id=plan.id)

    def test_nobody_writes_what_was_done(self):
        self._step()
        self._move_members()
        run = self.env["crm.segment.run"].search([])
        for user in (self.sally, self.anna, self.dora):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._forge(run, user, state="done")
        others = self.env["crm.segment.run"].with_user(self.sam).search([])
        self.assertFalse(others)
