# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from .common import LifecycleCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15 10:00:00")
class TestSmallFindings(LifecycleCommon):
    """What reviewers found in passing."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.alpha = cls._create_customer("Alpha Works", user=cls.sam)
        cls.beta = cls._create_customer("Beta Works")

    @mute_logger("odoo.models", "odoo.addons.base.models.ir_rule")
    def test_order_takes_no_contact_that_is_hidden(self):
        self.company.lifecycle_contacts_limited = True
        hidden = self.alpha.partner_id.id
        orders = self.env["sale.order"].with_user(self.sally)
        with self.assertRaises(AccessError):
            orders.create({"partner_id": hidden})
        mine = orders.create({"partner_id": self.beta.partner_id.id})
        for name in ("partner_id", "partner_invoice_id", "partner_shipping_id"):
            with self.assertRaises(AccessError):
                mine[name] = hidden
        with self.assertRaises(AccessError):
            orders.onchange({"partner_id": hidden}, ["partner_id"], {"partner_id": {}})
        mine.partner_id = self.beta.partner_id
        self.company.lifecycle_contacts_limited = False
        values = {"partner_id": hidden, "user_id": self.sally.id}
        self.assertTrue(orders.create(values))

    @mute_logger("odoo.models", "odoo.addons.base.models.ir_rule")
    def test_writing_several_orders_passes_no_contact_on(self):
        self.company.lifecycle_contacts_limited = True
        orders = self._create_order(self.alpha, 10, self.TODAY, confirm=False)
        orders |= self._create_order(self.beta, 10, self.TODAY, confirm=False)
        orders.user_id = self.sally
        with self.assertRaises(AccessError):
            orders.with_user(self.sally).write({"partner_id": self.alpha.partner_id.id})

    def _job_with_a_fault(self, model, method, run):
        """Runs a job in two companies, of which the first raises; names who came."""
        other = self.env["res.company"].create({"name": "Second"})
        both = self.company | other
        both.write({"lifecycle_archive_file": True, "lifecycle_login_watch": True})
        seen = []

        def fails_first(_self, company, *args):
            seen.append(company)
            if company == self.company:
                company.name = "Half done"
                raise ValueError

        faulty = patch.object(type(self.env[model]), method, fails_first)
        commits = patch.object(type(self.env["ir.cron"]), "_commit_progress")
        log = "odoo.addons.crm_lifecycle.models.res_company"
        with faulty, commits, self.assertLogs(log, "ERROR"):
            run()
        self.assertIn(other, seen)
        self.assertNotEqual(self.company.name, "Half done")
        return other

    def test_fault_in_one_company_keeps_no_other_from_its_monthly_file(self):
        files = self.env["crm.archive.file"]
        self.company.lifecycle_archive_month = False
        other = self._job_with_a_fault(
            "crm.archive.file", "_mail_month", lambda: files._cron_monthly(self.TODAY)
        )
        self.assertTrue(other.lifecycle_archive_month)
        self.assertFalse(self.company.lifecycle_archive_month)

    def test_fault_in_one_company_keeps_no_other_from_the_log_in_watch(self):
        misses = self.env["crm.login.miss"]
        self._job_with_a_fault(
            "crm.login.miss", "_watch_day", lambda: misses._cron_watch(self.TODAY)
        )

    def test_fault_in_one_company_keeps_no_other_from_its_plans(self):
        plans = self.env["crm.development.plan"]
        self._job_with_a_fault(
            "crm.development.plan", "_refresh_company", plans._cron_refresh
        )

    def test_condition_inside_a_condition_does_not_exclude_leads(self):
        for domain in (
            "[('country_id', 'any', [('currency_id.name', '=', 'x')])]",
            "[('tag_ids', 'not any', [('create_uid', '=', 1)])]",
        ):
            with self.assertRaisesRegex(ValidationError, "may not be used to exclude"):
                self.env["crm.lead.exclusion"].create(
                    {"name": "Nested", "lead_domain": domain}
                )

    def test_only_director_cannot_be_asked_about_himself(self):
        directors = self.env.ref("crm_lifecycle.crm_lifecycle_group_director")
        (directors.all_user_ids - self.dora).write(
            {"group_ids": [Command.unlink(directors.id)]}
        )
        change = self.env["crm.account.change"].with_user(self.archie)
        change = change.create(
            {"kind": "left", "user_id": self.dora.id, "reason": "Retires"}
        )
        with (
            self.assertRaisesRegex(UserError, "answered by nobody"),
            self.env.cr.savepoint(),
        ):
            change.action_submit()
        self._create_user("dirk_t", "crm_lifecycle.crm_lifecycle_group_director")
        change.action_submit()
        self.assertTrue(change.sudo().approval_id.approver_ids)

    def test_shipped_signals_are_conditions_that_the_editor_shows(self):
        """It knows days as "today", "today -30d", "today +1d" and no others."""
        for rule in self.env["crm.alert.rule"].search([]):
            for condition in rule._rule_as_domain().iter_conditions():
                field = self.env["crm.customer"]._fields[condition.field_expr]
                if field.type == "date" and isinstance(condition.value, str):
                    self.assertIn(condition.value, ("today", "today -30d", "today +1d"))
