# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from .common import ContractsCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15")
class TestContractWording(ContractsCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.category = (
            cls.env["crm.contract.clause.category"].sudo().create({"name": "Sites"})
        )
        cls.clause = cls._create_clause("Fifteen sites", "<p>At 15 sites.</p>")

    @classmethod
    def _create_clause(cls, name, body):
        clause = (
            cls.env["crm.contract.clause"]
            .with_user(cls.mona)
            .create({"name": name, "category_id": cls.category.id})
        )
        version = cls.env["crm.contract.clause.version"].with_user(cls.mona)
        version.create({"clause_id": clause.id, "body": body}).action_release()
        return clause

    def _text(self, contract):
        report = self.env["ir.actions.report"].sudo()
        html, _kind = report._render_qweb_html(
            "crm_contracts.crm_contract_report", contract.ids
        )
        return html.decode()

    def test_contract_keeps_its_version(self):
        """A newer wording changes no contract until its draft takes it."""
        contract = self._create_contract(
            term_ids=[Command.create({"clause_id": self.clause.id})]
        )
        action = self.clause.action_new_version()
        second = self.env["crm.contract.clause.version"].browse(action["res_id"])
        second = second.with_user(self.mona)
        self.assertEqual(second.number, 2)
        second.body = "<p>At 20 sites.</p>"
        self.assertFalse(contract.has_outdated_terms)
        second.action_release()
        self.assertEqual(contract.term_ids.version_id.number, 1)
        self.assertTrue(contract.has_outdated_terms)
        self.assertIn("15 sites", self._text(contract))
        contract.action_update_clauses()
        self.assertIn("20 sites", self._text(contract))

    def test_released_words_stay(self):
        version = self.clause.version_id.with_user(self.mona)
        with self.assertRaisesRegex(UserError, "was released"):
            version.body = "<p>At 3 sites.</p>"
        with self.assertRaises(UserError):
            version.unlink()
        with self.assertRaises(AccessError):
            self.clause.with_user(self.sally).name = "Mine"
        with self.assertRaises(AccessError):
            version.with_user(self.sally).action_release()

    def test_clause_without_version_is_no_clause_yet(self):
        draft = self.clause.copy({"name": "Draft"})
        with self.assertRaisesRegex(ValidationError, "released version"):
            self._create_contract(term_ids=[Command.create({"clause_id": draft.id})])

    def test_own_words_are_marked_and_printed(self):
        contract = self._create_contract(
            term_ids=[
                Command.create(
                    {"clause_id": self.clause.id, "body_own": "<p>At 9 sites.</p>"}
                ),
                Command.create({"name": "Keys", "body_own": "<p>Two keys.</p>"}),
            ]
        )
        self.assertEqual(contract.term_ids.mapped("is_changed"), [True, False])
        text = self._text(contract)
        self.assertIn("At 9 sites", text)
        self.assertIn("Two keys", text)
        self.assertNotIn("15 sites", text)

    def test_clauses_close_with_the_draft(self):
        contract = self._create_contract(
            term_ids=[Command.create({"clause_id": self.clause.id})]
        )
        contract.action_submit()
        with self.assertRaises(UserError):
            contract.term_ids.body_own = "<p>No sites.</p>"
        with self.assertRaises(UserError):
            contract.action_add_clauses()
        with self.assertRaises(AccessError):
            contract.term_ids.with_user(self.sam).read(["name"])

    def test_type_asks_for_categories(self):
        kind = self.env.ref("crm_contracts.crm_contract_type_sale").sudo()
        kind.clause_category_ids = self.category
        self.clause.type_ids = kind
        contract = self._create_contract()
        with self.assertRaisesRegex(UserError, "needs clauses on Sites"):
            contract.action_submit()
        contract.action_add_clauses()
        self.assertIn(self.clause, contract.term_ids.clause_id)
        contract.action_submit()
        self.assertEqual(contract.state, "approval")

    def test_period_is_required_by_the_type(self):
        frame = self.env.ref("crm_contracts.crm_contract_type_frame").sudo()
        frame.needs_end = True
        contract = self._create_contract(type_id=frame.id)
        with self.assertRaisesRegex(UserError, "fill in the period"):
            contract.action_submit()
        contract.write({"date_start": "2026-07-01", "date_end": "2027-06-30"})
        contract.action_submit()
        self.assertEqual(contract.state, "approval")

    def test_main_parties_follow_the_contract(self):
        contract = self._create_contract()
        parties = contract._ordered_parties()
        self.assertEqual(parties.mapped("role"), ["customer", "company"])
        self.assertEqual([p._letter() for p in parties], ["A", "B"])
        with self.assertRaisesRegex(UserError, "main party"):
            parties[0].partner_id = self.partner_b
        with self.assertRaisesRegex(UserError, "main party"):
            parties[0].unlink()
        other = self._create_customer("Other Hospital")
        contract.customer_id = other
        self.assertEqual(contract._ordered_parties()[0].partner_id, other.partner_id)

    def test_buyer_is_party_a(self):
        contract = self._create_contract(contract_type="purchase")
        self.assertEqual(
            contract._ordered_parties().mapped("role"), ["company", "customer"]
        )

    def test_signatories_are_named_before_sending(self):
        kind = self.env.ref("crm_contracts.crm_contract_type_sale").sudo()
        kind.needs_signatories = True
        contract = self._approve(self._create_contract())
        with self.assertRaisesRegex(UserError, "name who signs for Tour Hospital"):
            contract.with_user(self.sally).action_send()
        self.assertEqual(contract.state, "approved")

    def test_signed_together(self):
        """Supply and quality contract: both approved, signed by the same persons."""
        supply, quality = self._create_contract(), self._create_contract()
        self.env["crm.contract.link"].with_user(self.sally).create(
            {"contract_id": quality.id, "other_id": supply.id, "kind": "together"}
        )
        self._approve(supply)
        with self.assertRaisesRegex(UserError, "not approved yet"):
            supply.with_user(self.sally).action_send()
        head = self.env["res.partner"].create(
            {"name": "Head of materials", "parent_id": self.customer.partner_id.id}
        )
        quality.party_ids.filtered(lambda p: p.role == "customer").signatory_id = head
        self._approve(quality)
        with self.assertRaisesRegex(UserError, "signatories differ"):
            supply.with_user(self.sally).action_send()
        supply.sudo().party_ids[0].signatory_id = head
        supply.with_user(self.sally).action_send()
        self.assertEqual(supply.state, "signing")

    def test_links_need_rights_on_both(self):
        mine = self._create_contract()
        foreign = self._create_customer("Sam's", user=self.sam)
        other = self._create_contract(user=self.sam, customer_id=foreign.id)
        values = {"contract_id": mine.id, "other_id": other.id, "kind": "refers"}
        links = self.env["crm.contract.link"]
        with self.assertRaises(AccessError):
            links.with_user(self.sally).create(values)
        link = links.with_user(self.mona).create(values)
        other.invalidate_recordset(["linked_from_ids"])
        self.assertEqual(other.sudo().linked_from_ids.ids, link.ids)

    def test_print_has_parties_duties_and_copies(self):
        contract = self._create_contract(
            copies=4,
            obligation_ids=[
                Command.create({"name": "Install", "delay": 72, "unit": "hour"})
            ],
            period_ids=[Command.create({"name": "Free care", "months": 6})],
        )
        text = " ".join(self._text(contract).split())
        for words in (
            "4 copies, 2 for each party",
            "Install",
            "within 72 hours after signing",
            "Free care",
            self.company.name,
        ):
            self.assertIn(words, text)
        self.assertEqual(
            [section["number"] for section in contract._document_sections()],
            ["1.", "2.", "3.", "4.", "5."],
        )

    def test_copy_takes_everything_but_the_story(self):
        contract = self._create_contract(
            term_ids=[Command.create({"clause_id": self.clause.id})],
            period_ids=[Command.create({"name": "Free care", "months": 6})],
        )
        contract.obligation_ids = [
            Command.create(
                {
                    "name": "Hand over the dongle",
                    "trigger": "receipt",
                    "instalment_id": contract.instalment_ids[1].id,
                    "delay": 3,
                }
            )
        ]
        twin = contract.copy()
        self.assertEqual((twin.state, twin.amount_total), ("draft", 138000.0))
        self.assertEqual(twin.instalment_ids.mapped("amount"), [80000.0, 58000.0])
        self.assertEqual(twin.term_ids.clause_id, self.clause)
        self.assertEqual(twin.obligation_ids.instalment_id, twin.instalment_ids[1])
        self.assertEqual(twin.period_ids.mapped("months"), [6])
        self.assertNotEqual(twin.name, contract.name)
        self.assertFalse(twin.sent_document_id)
