# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from psycopg2.errors import SerializationFailure

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry
from odoo.tests import BaseCase, get_db_name, tagged
from odoo.tools import mute_logger


@tagged("post_install", "-at_install")
class TestCreditConcurrency(BaseCase):
    """Two real transactions ask for the credit of one customer."""

    def setUp(self):
        super().setUp()
        self.registry = Registry(get_db_name())
        with self.registry.cursor() as cr:
            env = self._env(cr)
            partner = env["res.partner"].create({"name": "Race", "is_company": True})
            env["crm.customer"]._ensure_accounts(partner, env.company)
            self.partner_id = partner.id
        self.addCleanup(self._remove_partner)

    def _env(self, cr):
        return api.Environment(cr, SUPERUSER_ID, {})

    def _remove_partner(self):
        with self.registry.cursor() as cr:
            partner = self._env(cr)["res.partner"].browse(self.partner_id)
            self._env(cr)["crm.customer"].search(
                [("partner_id", "=", partner.id)]
            ).unlink()
            partner.unlink()

    def _ask(self, env, lock):
        partner = env["res.partner"].browse(self.partner_id)
        return env["crm.customer"]._credit_standings(env.company, partner, lock=lock)

    def test_who_is_second_starts_again(self):
        with self.registry.cursor() as first, self.registry.cursor() as second:
            late = self._env(second)
            self._ask(late, lock=False)  # takes its snapshot
            self._ask(self._env(first), lock=True)
            first.commit()
            with mute_logger("odoo.sql_db"), self.assertRaises(SerializationFailure):
                self._ask(late, lock=True)
            second.rollback()
            self.assertIn(self.partner_id, self._ask(late, lock=True))
            second.rollback()

    def test_who_only_looks_disturbs_nobody(self):
        with self.registry.cursor() as first, self.registry.cursor() as second:
            late = self._env(second)
            self._ask(late, lock=False)
            self._ask(self._env(first), lock=True)
            first.commit()
            self.assertIn(self.partner_id, self._ask(late, lock=False))
            second.rollback()
