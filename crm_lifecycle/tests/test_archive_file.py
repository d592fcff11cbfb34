# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import io
import zipfile
from datetime import date

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from .common import LifecycleCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15 10:00:00")
class TestArchiveFile(LifecycleCommon):
    """The monthly file to directors, and what the first page says of dealings."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.email = "office@example.com"
        cls.dora.email = "dora@example.com"
        cls.alpha = cls._create_customer("=Alpha")
        cls.beta = cls._create_customer("Beta", user=cls.sam)

    def _mails(self):
        return self.env["mail.mail"].search(
            [("recipient_ids", "in", self.dora.partner_id.ids)]
        )

    def _run(self, day):
        cron = self.env.ref("crm_lifecycle.crm_archive_file_monthly_cron")
        with self.enter_registry_test_mode(), freeze_time(day):
            cron.method_direct_trigger()
        self.env.invalidate_all()

    @mute_logger("odoo.addons.base.models.ir_rule")
    def test_directors_get_a_sheet_per_manager_once_a_month(self):
        self._run(date(2026, 6, 1))
        self.assertFalse(self._mails())
        self.company.lifecycle_archive_file = True
        self._run(date(2026, 6, 1))
        self._run(date(2026, 6, 30))
        mail = self._mails()
        self.assertEqual(len(mail), 1)
        book = zipfile.ZipFile(io.BytesIO(mail.attachment_ids.raw))
        names = book.read("xl/workbook.xml").decode()
        self.assertIn("sally_t", names)
        self.assertIn("sam_t", names)
        texts = book.read("xl/sharedStrings.xml").decode()
        self.assertIn("=Alpha", texts)
        self.assertNotIn("<f>", book.read("xl/worksheets/sheet1.xml").decode())
        with self.assertRaises(AccessError):
            mail.attachment_ids.with_user(self.sally).read(["raw"])
        self._run(date(2026, 7, 1))
        self.assertEqual(len(self._mails()), 2)

    def test_first_page_shows_what_was_bought(self):
        self._create_order(self.alpha, 10, date(2026, 6, 1))
        self._create_order(self.alpha, 10, date(2026, 6, 3), confirm=False)
        seen = self.alpha.with_user(self.sally).overview_bought
        self.assertIn("2026-06-01", seen)
        self.assertIn("Cement", seen)
        self.assertNotIn("2026-06-03", seen)
        self.assertFalse(self.beta.with_user(self.sam).overview_bought)

    def _account(self, code, kind):
        return self.env["account.account"].create(
            {
                "name": code,
                "code": code,
                "account_type": kind,
                "company_ids": self.company.ids,
                "reconcile": kind != "income",
            }
        )

    def _line(self, account, debit, credit):
        return Command.create(
            {
                "account_id": account.id,
                "partner_id": self.alpha.partner_id.id,
                "debit": debit,
                "credit": credit,
            }
        )

    def test_first_page_shows_both_balances_of_the_books(self):
        journal = self.env["account.journal"].create(
            {"name": "Test", "code": "TST", "type": "general"}
        )
        lines = [
            self._line(self._account("R1", "asset_receivable"), 70, 0),
            self._line(self._account("P1", "liability_payable"), 0, 30),
            self._line(self._account("O1", "income"), 0, 40),
        ]
        values = {"journal_id": journal.id, "line_ids": lines}
        self.env["account.move"].create(values).action_post()
        mine = (self.alpha | self.beta).with_user(self.dora)
        self.assertEqual(mine.mapped("receivable_balance"), [70, 0])
        self.assertEqual(mine.mapped("payable_balance"), [30, 0])
