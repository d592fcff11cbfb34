# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import re
from datetime import date

from odoo.fields import Command
from odoo.tests import HttpCase, freeze_time, tagged

from .collection_common import CollectionCommon

REPORTS = "crm_contracts.crm_%s"


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15")
class TestContractPrint(CollectionCommon, HttpCase):
    """Each print in both languages, with the words a signatory looks for."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("zh_CN")
        cls.customer.partner_id.lang = "zh_CN"
        other = cls._create_customer("Tour Clinic")
        cls.others = {"zh_CN": cls.customer, "en_US": other}
        cls.yuan = cls.env.ref("base.CNY")
        cls.yuan.active = True

    def _contract(self, lang, **values):
        return self._create_contract(
            customer_id=self.others[lang].id,
            **{"currency_id": self.yuan.id, **values},
        )

    def _words(self, report, record):
        """The text of a print, without its mark-up and line breaks."""
        html, _kind = (
            self.env["ir.actions.report"]
            .sudo()
            ._render_qweb_html(REPORTS % report, record.ids)
        )
        body = re.sub(r"<(style|script).*?</\1>", "", html.decode(), flags=re.DOTALL)
        return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body))

    def _assert_words(self, text, words):
        missing = [word for word in words if word not in text]
        self.assertFalse(missing, text)

    def test_contract_in_english(self):
        contract = self._contract("en_US", date_end=date(2027, 6, 14))
        text = self._words("contract_report", contract)
        self._assert_words(
            text,
            [
                contract.name,
                "Sales contract",
                "Party A Buyer Tour Clinic",
                "Party B Supplier",
                "until 06/14/2027",
                "1. Subject",
                "Amount without taxes",
                "120,000.00",
                "138,000.00",
                "One Hundred And Thirty-Eight Thousand",
                "3 days after signing",
                "No copies without consent.",
                "2 copies, one for each party",
                "on the day of the last signature",
                "Date, seal:",
            ],
        )

    def test_contract_in_chinese(self):
        """Capitals, Chinese section numbers, and the parties as 甲方 and 乙方."""
        text = self._words("contract_report", self._contract("zh_CN"))
        self._assert_words(
            text, ["甲方", "乙方", "一、", "二、", "壹拾叁万捌仟元整", "138,000.00"]
        )
        self.assertNotIn("Party A", text)

    def test_foreign_money_is_named_in_capitals(self):
        dollar = self.env.ref("base.USD")
        text = self._words(
            "contract_report", self._contract("zh_CN", currency_id=dollar.id)
        )
        self.assertIn("美元壹拾叁万捌仟元整", text)

    def test_who_buys_is_party_a(self):
        """In a purchase contract the company is the buyer and comes first."""
        contract = self._contract("en_US")
        contract.sudo().type_id = (
            self.env["crm.contract.type"]
            .sudo()
            .create({"name": "Purchase contract", "kind": "purchase"})
        )
        text = self._words("contract_report", contract)
        self.assertIn(f"Party A Buyer {self.company.name}", text)
        self.assertIn("Party B Supplier Tour Clinic", text)

    def test_duties_name_the_parties(self):
        contract = self._contract(
            "en_US",
            obligation_ids=[
                Command.create({"name": "Deliver", "obligor": "company", "delay": 3}),
                Command.create({"name": "Keep secret", "obligor": "both", "delay": 3}),
            ],
        )
        text = self._words("contract_report", contract)
        self.assertIn("Party B Deliver", text)
        self.assertIn("Party A, Party B Keep secret", text)

    def test_pages_are_numbered(self):
        """The layout counts the pages where wkhtmltopdf prints its footer."""
        contract = self._contract("en_US")
        report = self.env["ir.actions.report"].sudo()
        html, _kind = report._render_qweb_html(
            REPORTS % "contract_report", contract.ids, data={"report_type": "pdf"}
        )
        self.assertIn(b'class="topage"', html)

    def test_amendment_in_both_languages(self):
        for lang, words in (
            ("en_US", ["1. What Changes", "Party A Buyer", "Tour Clinic", "Software"]),
            ("zh_CN", ["一、", "甲方", "乙方", "贰拾"]),
        ):
            contract = self._make_effective(self._contract(lang))
            amendment = contract._create_amendment(reason="More beds")
            amendment.line_ids.price_unit = 200000.0
            amendment.instalment_ids[-1].amount += amendment.amount_change
            self._assert_words(
                self._words("contract_amendment_report", amendment), words
            )

    def test_settlement_in_both_languages(self):
        for lang, words in (
            (
                "en_US",
                ["Settlement S2026", "Party A Buyer", "In words:", "Date, seal:"],
            ),
            ("zh_CN", ["甲方", "乙方", "元整"]),
        ):
            contract = self._make_effective(self._contract(lang))
            settlements = self.env["crm.contract.settlement"].with_user(self.sally)
            settlement = settlements.create(
                {
                    "contract_id": contract.id,
                    "line_ids": [
                        Command.create({"contract_line_id": contract.line_ids.id})
                    ],
                }
            )
            settlement.action_confirm()
            text = self._words("contract_settlement_report", settlement)
            self._assert_words(text, [*words, "138,000.00", contract.name])

    def test_statement_and_letter_in_both_languages(self):
        for lang, words in (
            ("en_US", ["Statement of Account", "Open on"]),
            ("zh_CN", ["2026/05/01"]),
        ):
            customer = self.others[lang]
            self._owed(100.0, date(2026, 5, 1), partner=customer.partner_id)
            text = self._words("customer_report_statement", customer)
            self._assert_words(text, [*words, "100.00"])
            notice = self._notice(customer)
            text = self._words("dunning_notice_report", notice)
            self._assert_words(text, ["100.00", "Pay now"])

    def _notice(self, customer):
        item = (
            self.env["crm.collection.item"]
            .sudo()
            .search([("customer_id", "=", customer.id)], limit=1)
        )
        return (
            self.env["crm.dunning.notice"]
            .sudo()
            .create(
                {
                    "customer_id": customer.id,
                    "date": self.TODAY,
                    "origin": "person",
                    "channel": "letter",
                    "summary": "Second reminder",
                    "text": "Pay now",
                    "amount": 100.0,
                    "line_ids": [
                        Command.create(
                            {
                                "move_line_id": item.move_line_id.id,
                                "name": item.name,
                                "date_due": item.date_due,
                                "days_overdue": 45,
                                "amount": 100.0,
                                "currency_id": item.currency_id.id,
                            }
                        )
                    ],
                }
            )
        )

    def test_portal_shows_shared_relatives_only(self):
        """A supplement in draft is the company's business."""
        contract = self._make_effective(self._contract("en_US"))
        supplement = contract._create_supplement()
        link = f"{contract.access_url}?access_token="
        link += contract.sudo()._portal_ensure_token()
        self.assertNotIn(supplement.name, self.url_open(link).text)
        supplement.sudo().state = "signing"
        self.assertIn(supplement.name, self.url_open(link).text)
