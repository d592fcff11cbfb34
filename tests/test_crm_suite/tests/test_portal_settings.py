# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from odoo.addons.crm_lifecycle.models.res_company import SETTINGS

from .common import SuiteCommon


@tagged("post_install", "-at_install")
class TestPortalSettings(SuiteCommon):
    """How a company handles its customers is not for their eyes."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        portal = new_test_user(
            cls.env,
            "portal_settings",
            groups="base.group_portal",
            company_id=cls.company.id,
            company_ids=[Command.set(cls.company.ids)],
        )
        cls.as_portal = cls.company.with_user(portal)
        cls.settings = [n for n in cls.company._fields if n.startswith(SETTINGS)]

    def test_every_add_on_has_settings(self):
        """The beginnings of names are those that are used."""
        for beginning in ("lifecycle_", "complaint_", "crm_credit_", "collection_"):
            self.assertTrue([n for n in self.settings if n.startswith(beginning)])

    @mute_logger("odoo.models")
    def test_log_in_of_the_portal_reads_none(self):
        self.assertTrue(self.as_portal.read(["name"])[0]["name"])
        shown = self.as_portal.fields_get()
        for name in self.settings:
            with self.subTest(name=name):
                self.assertNotIn(name, shown)
                with self.assertRaises(AccessError):
                    self.as_portal.read([name])

    @mute_logger("odoo.models")
    def test_nor_guesses_one_by_searching(self):
        with self.assertRaises(AccessError):
            self.as_portal.search([("complaint_offer_days", "=", 14)])

    def test_colleague_reads_what_has_no_group_of_its_own(self):
        colleague = self.company.with_user(self.agnes)
        self.assertTrue(colleague.read(["complaint_offer_days"]))
