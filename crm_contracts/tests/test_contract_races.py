# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date
from unittest.mock import patch

from psycopg2.errors import SerializationFailure

from odoo import SUPERUSER_ID, api
from odoo.exceptions import LockError, UserError
from odoo.modules.registry import Registry
from odoo.tests import BaseCase, freeze_time, get_db_name, tagged
from odoo.tools import mute_logger

from .common import ContractsCommon


@tagged("post_install", "-at_install")
class TestContractRaces(BaseCase):
    """Two real transactions want the rest of one contract, or of one debt."""

    def setUp(self):
        super().setUp()
        self.registry = Registry(get_db_name())
        with self.registry.cursor() as cr:
            env = self._env(cr)
            partner = env["res.partner"].create({"name": "Race", "is_company": True})
            customer = env["crm.customer"]._ensure_accounts(partner, env.company)
            contract = env["crm.contract"].create(
                {"subject": "Race", "customer_id": customer.id}
            )
            self.ids = (contract.id, customer.id, partner.id)
        self.addCleanup(self._remove)

    def _env(self, cr):
        return api.Environment(cr, SUPERUSER_ID, {})

    def _remove(self):
        with self.registry.cursor() as cr:
            env = self._env(cr)
            env["crm.contract"].browse(self.ids[0]).state = "draft"
            for model, number in zip(
                ("crm.contract", "crm.customer", "res.partner"), self.ids, strict=True
            ):
                env[model].browse(number).unlink()

    def _starts_again(self, model, number, method, *args):
        """Whoever read before the first one ended is stopped at the lock."""
        with self.registry.cursor() as first, self.registry.cursor() as second:
            late = self._env(second)[model].browse(number)
            late.read(["display_name"])  # takes its snapshot
            getattr(self._env(first)[model].browse(number), method)(*args)
            first.flush()
            with self.assertRaises((LockError, UserError)):
                getattr(late, method)(*args)
            first.commit()
            with mute_logger("odoo.sql_db"), self.assertRaises(SerializationFailure):
                getattr(late, method)(*args)
            second.rollback()

    def test_two_orders_do_not_share_the_rest_of_a_contract(self):
        self._starts_again("crm.contract", self.ids[0], "_lock_for_orders")

    def test_two_steps_of_one_contract_do_not_both_happen(self):
        """Two who sign, submit, close: all states move through this one method."""
        self._starts_again("crm.contract", self.ids[0], "_move_to", "review")

    def test_two_charges_do_not_share_one_late_item(self):
        self._starts_again("crm.customer", self.ids[1], "_lock_money")


@tagged("post_install", "-at_install")
class TestApprovalRace(BaseCase):
    """Two directors press at once: one answer counts, the other one is told."""

    def setUp(self):
        super().setUp()
        self.registry = Registry(get_db_name())
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            director = env.ref("crm_lifecycle.crm_lifecycle_group_director")
            self.users = [
                env["res.users"]
                .create({"name": x, "login": x, "group_ids": [(4, director.id)]})
                .id
                for x in ("race_one", "race_two")
            ]
            partner = env["res.partner"].create({"name": "Race", "is_company": True})
            customer = env["crm.customer"]._ensure_accounts(partner, env.company)
            limit = env["crm.credit.limit"].create(
                {"customer_id": customer.id, "amount": 10.0, "reason": "x"}
            )
            limit.state = "asked"
            approval = env["crm.approval"].create(
                {
                    "name": "Race",
                    "kind": "credit_limit",
                    "company_id": env.company.id,
                    "res_model": limit._name,
                    "res_id": limit.id,
                    "customer_id": customer.id,
                    "requester_id": SUPERUSER_ID,
                    "step_ids": [
                        (0, 0, {"approver_kind": "group", "group_id": director.id})
                    ],
                }
            )
            approval._call_approvers()
            self.approval, self.limit = approval.id, limit.id
            self.customer, self.partner = customer.id, partner.id
        self.addCleanup(self._remove)

    def _remove(self):
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            cr.execute("DELETE FROM crm_approval WHERE id = %s", (self.approval,))
            cr.execute("DELETE FROM crm_credit_limit WHERE id = %s", (self.limit,))
            env["crm.customer"].browse(self.customer).unlink()
            env["res.partner"].browse(self.partner).unlink()
            env["res.users"].browse(self.users).unlink()

    def test_one_answer_counts(self):
        with self.registry.cursor() as first, self.registry.cursor() as second:
            one, two = (
                api.Environment(cr, uid, {})["crm.approval"].browse(self.approval)
                for cr, uid in zip((first, second), self.users, strict=True)
            )
            self.assertTrue(two.can_decide)  # takes its snapshot
            one.action_approve()
            first.commit()
            with mute_logger("odoo.sql_db"), self.assertRaises(SerializationFailure):
                two.action_approve()
            second.rollback()
            second.clear()
            two.invalidate_recordset()
            with self.assertRaisesRegex(UserError, "already answered"):
                two.action_approve()
            second.rollback()


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15")
class TestContractCrons(ContractsCommon):
    """One company's fault keeps no other from its night; each has its own day."""

    def _run(self, cron):
        with (
            self.enter_registry_test_mode(),
            mute_logger("odoo.addons.crm_lifecycle.models.res_company"),
        ):
            self.env.ref(f"crm_contracts.{cron}").sudo().method_direct_trigger()

    def _with_fault(self, model, name, cron):
        """Runs a cron while the own company's part fails."""
        registry = self.env.registry[model]
        calls = []
        own = self.company

        def fails(records, company, *args, **kwargs):
            calls.append(company.id)
            if company.id == own.id:
                raise ValueError("broken data")
            return 0

        with patch.object(registry, name, fails):
            self._run(cron)
        return calls

    def test_fault_of_one_company_stops_no_other(self):
        other = self.setup_other_company()["company"]
        for model, name, cron in (
            ("crm.contract", "_raise_alarms", "crm_contract_alarm_cron"),
            ("crm.collection.forecast", "_forecast", "crm_collection_forecast_cron"),
            ("crm.credit.snapshot", "_take", "crm_credit_snapshot_cron"),
        ):
            calls = self._with_fault(model, name, cron)
            self.assertIn(other.id, calls, name)
            self.assertIn(self.company.id, calls, name)

    def test_rebate_with_a_fault_stops_no_other(self):
        contract = self._make_effective(signed_on=date(2026, 1, 10))
        rows = [{"contract_id": contract.id, "name": name} for name in ("A", "B")]
        first, second = self.env["crm.contract.rebate"].sudo().create(rows)
        made = []

        def runs(rebate, today=None):
            if rebate.id == first.id:
                raise ValueError("broken data")
            made.append(rebate.id)

        rebates = self.env.registry["crm.contract.rebate"]
        with patch.object(rebates, "_make_runs", runs):
            self._run("crm_contract_rebate_compute_cron")
        self.assertIn(second.id, made)

    def test_contract_ends_by_the_day_of_its_company(self):
        """15 June 2:00 in London is still the 14th in Honolulu."""
        contract = self._make_effective(date_end=date(2026, 6, 14))
        self.company.resource_calendar_id.tz = "Pacific/Honolulu"
        with freeze_time("2026-06-15 02:00:00"):
            self._run("crm_contract_watch_end_cron")
            self.assertFalse(contract.sudo().date_expired)
        with freeze_time("2026-06-15 12:00:00"):
            self._run("crm_contract_watch_end_cron")
            self.assertEqual(contract.sudo().date_expired, date(2026, 6, 15))
