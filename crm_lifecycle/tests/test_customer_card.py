# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date

from lxml import html

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from .common import LifecycleCommon

CARD = "crm_lifecycle.crm_customer_report_card"


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15 10:00:00")
class TestCustomerCard(LifecycleCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        kind = cls.env["crm.customer.kind"].create(
            {
                "name": "Mine",
                "properties_definition": [
                    {"name": "shafts", "string": "Shafts", "type": "integer"},
                    {
                        "name": "coal",
                        "string": "Coal",
                        "type": "selection",
                        "selection": [["hard", "Hard coal"], ["brown", "Lignite"]],
                    },
                    {"name": "owner", "string": "Mine owner", "type": "char"},
                ],
            }
        )
        cls.customer = cls._create_customer("Beihai Mining", vat="CN777")
        cls.customer.write(
            {"kind_id": kind.id, "kind_properties": {"shafts": 4, "coal": "hard"}}
        )
        cls.customer.user_id = cls.sally

    def _print(self, customers, user):
        report = self.env["ir.actions.report"].with_user(user)
        page, _kind = report._render_qweb_html(CARD, customers.ids)
        return " ".join(" ".join(html.fromstring(page).itertext()).split())

    def test_card_shows_who_it_is_and_what_it_buys(self):
        self._create_order(self.customer, 750, date(2026, 6, 1))
        self._create_order(self.customer, 250, date(2025, 1, 31))
        self._refresh(self.customer)
        page = self._print(self.customer, self.sally)
        for words in ("Beihai Mining", "CN777", "Shafts 4", "Coal Hard coal"):
            self.assertIn(words, page)
        self.assertNotIn("Mine owner", page)
        for words in ("Jun 2026", "Jan 2025", "750", "1,000.00"):
            self.assertIn(words, page)

    def test_card_of_a_foreign_customer_is_not_printed(self):
        with self.assertRaises(AccessError):
            self._print(self.customer, self.sam)

    def test_pile_of_cards_needs_the_right_to_export_and_is_noted(self):
        pile = self.customer | self._create_customer("Second", user=self.sally)
        with self.assertRaisesRegex(AccessError, "Export Customers"):
            self._print(pile, self.sally)
        exporter = self.env.ref("crm_lifecycle.crm_lifecycle_group_export")
        self.dora.group_ids = [Command.link(exporter.id)]
        self.assertIn("Second", self._print(pile, self.dora))
        line = self.env["crm.export.log"].search([("user_id", "=", self.dora.id)])
        self.assertEqual((line.record_count, line.field_names), (2, "Customer Card"))
