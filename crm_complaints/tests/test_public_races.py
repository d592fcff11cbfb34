# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import SUPERUSER_ID, api
from odoo.exceptions import UserError
from odoo.modules.registry import Registry
from odoo.tests import BaseCase, get_db_name, tagged

MAIL = "race@newcomer.test"


@tagged("post_install", "-at_install")
class TestPublicRaces(BaseCase):
    """Two clicks on the link of the mail at once, in real transactions side by side;
    what they write is taken back at the end."""

    def setUp(self):
        super().setUp()
        self.registry = Registry(get_db_name())
        self.addCleanup(self._remove)
        with self.registry.cursor() as cr:
            message = self._env(cr)["crm.complaint.web.message"].create(
                {
                    "company_id": self._env(cr).company.id,
                    "name": "Race Nora",
                    "email": MAIL,
                    "kind": "complaint",
                    "description": "Two bags were wet.",
                }
            )
            self.message_id = message.id

    def _env(self, cr):
        return api.Environment(cr, SUPERUSER_ID, {"tracking_disable": True})

    def _message(self, cr):
        return self._env(cr)["crm.complaint.web.message"].browse(self.message_id)

    def _remove(self):
        with self.registry.cursor() as cr:
            env = self._env(cr)
            self._message(cr).unlink()
            cases = env["crm.complaint"].search([("email_from", "=", MAIL)])
            partners = cases.partner_id
            env.cr.execute("DELETE FROM crm_complaint WHERE id = ANY(%s)", (cases.ids,))
            env.invalidate_all()
            env["crm.customer"].search([("partner_id", "in", partners.ids)]).unlink()
            partners.unlink()

    def test_two_clicks_at_once_file_one_case(self):
        with self.registry.cursor() as first:
            winner = self._message(first)._confirm()
            with self.registry.cursor() as second:
                with self.assertRaisesRegex(UserError, "by somebody else"):
                    self._message(second)._confirm()
                second.rollback()
            first.commit()  # pylint: disable=invalid-commit
            winner_id = winner.id
        with self.registry.cursor() as again:
            self.assertEqual(self._message(again)._confirm().id, winner_id)
            cases = self._env(again)["crm.complaint"]
            self.assertEqual(cases.search_count([("email_from", "=", MAIL)]), 1)
