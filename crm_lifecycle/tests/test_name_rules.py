# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import doctest

from odoo.tests import BaseCase, tagged

from odoo.addons.crm_lifecycle.models import crm_name_rules
from odoo.addons.crm_lifecycle.models.crm_name_rules import name_key, similarity


@tagged("post_install", "-at_install")
class TestNameRules(BaseCase):
    def test_examples_of_the_docstrings(self):
        self.assertEqual(doctest.testmod(crm_name_rules).failed, 0)

    def test_legal_forms_and_punctuation_are_ignored(self):
        self.assertEqual(name_key("Luqiang Building Co., Ltd."), "luqiang building")
        self.assertEqual(name_key("LUQIANG-BUILDING limited"), "luqiang building")

    def test_a_name_of_only_a_legal_form_remains(self):
        self.assertEqual(name_key("Co"), "co")

    def test_chinese_region_and_form_are_stripped(self):
        self.assertEqual(name_key("山东省鲁强建材股份有限公司"), "鲁强建材")

    def test_chinese_short_name_resembles_the_long_one(self):
        self.assertGreaterEqual(similarity("鲁强", "鲁强建材"), 0.8)

    def test_one_wrong_letter_still_resembles(self):
        self.assertGreater(similarity("luqiang building", "luqiang bulding"), 0.6)

    def test_different_names_do_not_resemble(self):
        self.assertLess(similarity("luqiang building", "harbour coal"), 0.2)
