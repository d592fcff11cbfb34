# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from psycopg2.errors import SerializationFailure

from odoo import SUPERUSER_ID, api
from odoo.exceptions import ConcurrencyError, UserError
from odoo.modules.registry import Registry
from odoo.tests import BaseCase, get_db_name, new_test_user, tagged
from odoo.tools import mute_logger


@tagged("post_install", "-at_install")
class TestConcurrency(BaseCase):
    """Real transactions side by side; what they write is taken back at the end."""

    def setUp(self):
        super().setUp()
        self.registry = Registry(get_db_name())
        with self._transaction() as env:
            partner = env["res.partner"].create({"name": "Race", "is_company": True})
            self.partner_id = partner.id
        self.addCleanup(self._remove_partner)

    def _transaction(self):
        return _Transaction(self.registry)

    def _remove_partner(self):
        with self._transaction() as env:
            partner = env["res.partner"].browse(self.partner_id)
            env["crm.customer"].search([("partner_id", "=", partner.id)]).unlink()
            partner.unlink()

    def _open_account(self, env):
        partner = env["res.partner"].browse(self.partner_id)
        return env["crm.customer"]._ensure_accounts(partner, env.company)

    def test_the_loser_of_a_race_is_run_again_and_finds_the_account(self):
        with self._transaction() as loser:
            loser["res.partner"].browse(self.partner_id).exists()  # takes its snapshot
            with self._transaction() as winner:
                account_id = self._open_account(winner).id
            with mute_logger("odoo.sql_db"), self.assertRaises(ConcurrencyError):
                self._open_account(loser)
            loser.cr.rollback()
        with self._transaction() as again:
            self.assertEqual(self._open_account(again).id, account_id)

    def _pool(self, env, users, limit=0):
        """A pool with two customers, and two people who may claim."""
        pool = env["crm.customer.pool"].create({"name": "Race", "claim_limit": limit})
        for login in users:
            new_test_user(env, login, "crm_lifecycle.crm_lifecycle_group_user")
        account = self._open_account(env)
        partner = env["res.partner"].create({"name": "Race 2", "is_company": True})
        other = env["crm.customer"]._ensure_accounts(partner, env.company)
        (account | other)._release("Race", pool)
        return account.id, other.id

    def _claim(self, env, login, customer_id):
        user = env["res.users"].search([("login", "=", login)])
        env["crm.customer"].with_user(user).browse(customer_id)._claim()

    def _remove_race(self):
        with self._transaction() as env:
            env["crm.customer"].search([("name", "=like", "Race%")]).unlink()
            env["res.partner"].search([("name", "=", "Race 2")]).unlink()
            pool = env["crm.customer.pool"].search([("name", "=", "Race")])
            env.cr.execute("DELETE FROM crm_customer_pool WHERE id = %s", (pool.id,))
            env["res.users"].search([("login", "=like", "race_%")]).unlink()

    def test_of_many_who_claim_one_customer_one_wins(self):
        with self._transaction() as env:
            customer_id, _other = self._pool(env, ["race_a", "race_b", "race_c"])
        self.addCleanup(self._remove_race)
        with self._transaction() as first, self._transaction() as second:
            second["crm.customer"].browse(customer_id).exists()  # takes its snapshot
            self._claim(first, "race_a", customer_id)
            # the first has not committed: the row is locked
            with self.assertRaisesRegex(UserError, "else is deciding on R••e"):
                self._claim(second, "race_b", customer_id)
            first.cr.commit()
            with mute_logger("odoo.sql_db"), self.assertRaises(SerializationFailure):
                self._claim(second, "race_b", customer_id)  # Odoo runs it again
            second.cr.rollback()
            with self.assertRaisesRegex(UserError, "race_a .* was faster"):
                self._claim(second, "race_b", customer_id)
            second.cr.rollback()

    def test_two_claims_of_one_person_at_once_do_not_exceed_the_quota(self):
        with self._transaction() as env:
            ids = self._pool(env, ["race_a"], limit=1)
        self.addCleanup(self._remove_race)
        with self._transaction() as first, self._transaction() as second:
            second["crm.customer"].browse(ids).exists()
            self._claim(first, "race_a", ids[0])
            first.cr.commit()
            with mute_logger("odoo.sql_db"), self.assertRaises(ConcurrencyError):
                self._claim(second, "race_a", ids[1])
            second.cr.rollback()
            with self.assertRaisesRegex(UserError, "0 more today"):
                self._claim(second, "race_a", ids[1])
            second.cr.rollback()

    def test_the_night_takes_back_in_batches_and_a_second_run_takes_nothing(self):
        with self._transaction() as env:
            ids = self._pool(env, ["race_a"])
            pool = env["crm.customer.pool"].search([("name", "=", "Race")])
            pool.write(
                {
                    "rule_domain": "[('name', '=like', 'Race%')]",
                    "is_reclaim_on": True,
                    "grace_days": 0,
                }
            )
            customers = env["crm.customer"].browse(ids)
            customers._assign_owner(env.ref("base.user_admin"), "Race")
            customers.date_owner = "2020-01-01"
            customers._refresh_facts(customers)
        self.addCleanup(self._remove_race)
        for _night in range(2):
            with self._transaction() as env:
                env["crm.customer"]._cron_reclaim(batch=1)
        with self._transaction() as env:
            customers = env["crm.customer"].browse(ids)
            self.assertEqual(customers.pool_id.name, "Race")
            lines = customers.ownership_ids.filtered(lambda x: x.kind == "reclaim")
            self.assertEqual(len(lines), 2)

    def test_two_first_codes_at_once_come_from_one_sequence(self):
        """The second is run again by the server instead of failing on a double code."""
        with self._transaction() as env:
            company = env.ref("base.main_company")
            self.assertFalse(company.lifecycle_code_sequence_id)
            company_id = company.id
        self.addCleanup(self._remove_sequence, company_id)
        codes = []
        with self._transaction() as first, self._transaction() as second:
            second["res.company"].browse(company_id).exists()  # takes its snapshot
            codes.append(self._first_code(first, company_id))
            first.cr.commit()
            with mute_logger("odoo.sql_db"), self.assertRaises(SerializationFailure):
                self._first_code(second, company_id)
            second.cr.rollback()
            codes.append(self._first_code(second, company_id))
        self.assertEqual(codes, ["C00001", "C00002"])

    def _first_code(self, env, company_id):
        company = env["res.company"].browse(company_id)
        sequence = env["crm.customer"]._code_sequence(company)
        return env["crm.customer"]._free_code(sequence, company)

    def _remove_sequence(self, company_id):
        with self._transaction() as env:
            env["res.company"].browse(company_id).lifecycle_code_sequence_id.unlink()

    def test_a_touch_during_a_refresh_is_not_lost(self):
        """The refresher deletes the rows it saw; one inserted meanwhile stays."""
        with self._transaction() as env:
            account = self._open_account(env)
            env["crm.customer"]._touch(account.partner_id, env.company)
            account_id = account.id
        rows = [("customer_id", "=", account_id)]
        with self._transaction() as refresher:
            seen = refresher["crm.customer.touch"].search(rows)
            with self._transaction() as other:
                partner = other["res.partner"].browse(self.partner_id)
                other["crm.customer"]._touch(partner, other.company)
            refresher["crm.customer"]._refresh_facts(seen.customer_id)
            seen.unlink()
        with self._transaction() as env:
            self.assertEqual(env["crm.customer.touch"].search_count(rows), 1)


class _Transaction:
    """Environment of a transaction of its own, committed when nothing fails."""

    def __init__(self, registry):
        self.cursor = registry.cursor()

    def __enter__(self):
        return api.Environment(self.cursor, SUPERUSER_ID, {"tracking_disable": True})

    def __exit__(self, kind, *_rest):
        if kind is None:
            self.cursor.commit()
        self.cursor.close()
