# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .confidential_common import COMPANY_LISTS, ConfidentialCommon


@tagged("post_install", "-at_install")
class TestConfidentialParts(ConfidentialCommon):
    """Every model that belongs to a case follows its confidentiality."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._fill_parts()
        cls.models = cls._part_models()

    def setUp(self):
        super().setUp()
        self.rows = {
            name: self.env[name].sudo().search([(path, "=", self.complaint.id)])
            for name, path in self.models.items()
        }

    def _close(self):
        self.complaint.with_user(self.mona)._keep_secret("Conduct of staff")
        self.complaint.with_user(self.mona).open_user_ids = self.dora
        self.env.invalidate_all()

    def _seen(self, user, name):
        """Rows of the case that a user finds; none where the model is closed."""
        model = self.env[name].with_user(user)
        if not model.has_access("read"):
            return model.browse()
        return model.search([("id", "in", self.rows[name].ids)])

    def test_every_model_has_a_row(self):
        self.assertGreater(len(self.rows), 30)
        self.assertEqual([name for name in self.rows if not self.rows[name]], [])

    def test_second_agent_reads_what_is_not_confidential(self):
        for name in self.rows:
            with self.subTest(model=name):
                self.assertEqual(self._seen(self.cora, name).sudo(), self.rows[name])

    @mute_logger("odoo.models", "odoo.addons.base.models.ir_rule")
    def test_outsiders_read_nothing(self):
        self._close()
        for name, rows in self.rows.items():
            for user in self.outsiders:
                with self.subTest(model=name, user=user.login):
                    self.assertFalse(self._seen(user, name))
                    self._assert_refused(rows.with_user(user))

    def _assert_refused(self, rows):
        ids, model = rows.ids, rows.browse()
        for step in (
            lambda: rows.read(["id", "display_name"]),
            lambda: rows.export_data(["display_name"]),
            lambda: rows.web_read({"display_name": {}}),
        ):
            with self.assertRaises(AccessError):
                step()
        if not model.has_access("read"):
            return
        domain = [("id", "in", ids)]
        self.assertEqual(model.search_count(domain), 0)
        self.assertEqual(model._read_group(domain, [], ["__count"]), [(0,)])
        self.assertEqual(model.name_search("", domain), [])

    def test_insiders_read_everything(self):
        self._close()
        for name, rows in self.rows.items():
            for user in (self.anna, self.mona, self.dora):
                if user == self.dora and name in COMPANY_LISTS:
                    continue
                with self.subTest(model=name, user=user.login):
                    seen = self._seen(user, name)
                    self.assertEqual(seen.sudo(), rows)
                    self.assertTrue(seen.read(["display_name"]))

    def test_insiders_export_the_case(self):
        self._close()
        case = self.complaint.with_user(self.anna)
        found = case.export_data(["name", "subject"])["datas"]
        self.assertEqual(found, [[case.name, "Broken bags"]])

    @mute_logger("odoo.models", "odoo.addons.base.models.ir_rule")
    def test_whom_it_was_opened_to_changes_nothing(self):
        self._close()
        for name, rows in self.rows.items():
            if name not in COMPANY_LISTS:
                with self.subTest(model=name):
                    self.assertFalse(rows.with_user(self.dora).has_access("write"))

    def test_company_level_reads_every_part_and_writes_none(self):
        for name, rows in self.rows.items():
            with self.subTest(model=name):
                self.assertEqual(self._seen(self.carla, name).sudo(), rows)
                if name not in COMPANY_LISTS:
                    self.assertFalse(rows.with_user(self.carla).has_access("write"))
                    self.assertFalse(rows.with_user(self.carla).has_access("unlink"))

    @mute_logger("odoo.models", "odoo.addons.base.models.ir_model")
    def test_portal_reads_no_model(self):
        paula = self._create_portal_user("paula_c", self.contact)
        for name, rows in self.rows.items():
            with self.subTest(model=name), self.assertRaises(AccessError):
                rows.with_user(paula).read(["display_name"])
