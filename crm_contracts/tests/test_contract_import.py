# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import doctest
from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from odoo.addons.crm_contracts.models import crm_contract_import_rules as rules

from .import_common import ImportCommon

CONTRACTS = """
CREATE TABLE contract_contract (
    id serial PRIMARY KEY, code varchar, name varchar, active boolean, partner_id int,
    user_id int, company_id int, manual_currency_id int, pricelist_id int,
    payment_term_id int, contract_type varchar, is_terminated boolean, note text,
    line_recurrence boolean, recurring_rule_type varchar, recurring_interval int,
    recurring_invoicing_type varchar, recurring_next_date date, date_start date,
    date_end date)
"""
LINES = """
CREATE TABLE contract_line (
    id serial PRIMARY KEY, contract_id int, sequence int, product_id int, name text,
    quantity double precision, uom_id int, specific_price double precision,
    automatic_price boolean, discount numeric, qty_type varchar, display_type varchar,
    is_canceled boolean, recurring_rule_type varchar, recurring_interval int,
    recurring_invoicing_type varchar, recurring_next_date date, date_start date,
    date_end date)
"""
OLD_CONTRACTS = """
CREATE TABLE contract_contract (
    id serial PRIMARY KEY, name varchar, partner_id int)
"""
OLD_LINES = """
CREATE TABLE contract_line (
    id serial PRIMARY KEY, contract_id int, product_id int, name text,
    quantity double precision, price_unit double precision,
    recurring_rule_type varchar, recurring_next_date date)
"""


@tagged("post_install", "-at_install")
class TestContractImport(ImportCommon):
    """Today is 15 June 2026: the coming year ends before 15 June 2027."""

    def _create_tables(self):
        self._query(CONTRACTS)
        self._query(LINES)

    def _row(self, **values):
        defaults = {
            "code": "R1",
            "name": "Care",
            "active": True,
            "partner_id": self.customer.partner_id.id,
            "company_id": self.company.id,
            "contract_type": "sale",
            "line_recurrence": False,
            "recurring_rule_type": "monthly",
            "recurring_interval": 1,
            "recurring_invoicing_type": "pre-paid",
            "recurring_next_date": "2026-07-01",
            "date_start": "2025-01-01",
        }
        return self._insert("contract_contract", **{**defaults, **values})

    def _line_row(self, contract_id, **values):
        defaults = {
            "contract_id": contract_id,
            "sequence": 10,
            "product_id": self.product_a.id,
            "name": "Care of software",
            "quantity": 2,
            "specific_price": 50,
            "automatic_price": False,
            "discount": 10,
            "qty_type": "fixed",
        }
        return self._insert("contract_line", **{**defaults, **values})

    def _imported(self):
        contracts = self.env["crm.contract"].with_user(self.mona)
        return contracts.search(
            [("import_ref", "=like", "contract_contract,%")], order="id"
        )

    def test_days_and_amounts(self):
        self.assertEqual(doctest.testmod(rules).failed, 0)

    def test_last_day_of_the_month(self):
        until, end = date(2026, 6, 1), date(2026, 4, 30)
        for first, arrears, wanted in (
            (date(2026, 2, 28), True, [date(2026, 2, 28), date(2026, 3, 31), end]),
            (date(2026, 3, 15), False, [date(2026, 3, 15), date(2026, 4, 1)]),
        ):
            with self.subTest(arrears=arrears):
                recurrence = ("monthlylastday", 1, arrears)
                days = rules.invoice_days(first, recurrence, until, end)
                self.assertEqual(days, wanted)

    def test_draft_of_what_the_coming_year_invoices(self):
        self._create_tables()
        term = self.env.ref("account.account_payment_term_30days")
        row_id = self._row(payment_term_id=term.id, note="Call first")
        self._line_row(row_id)
        self._line_row(row_id, display_type="line_note", name="A note", quantity=0)
        wizard = self._import("contract_contract")
        self.assertEqual((wizard.record_count, wizard.new_count), (1, 1))
        contract = self._imported()
        self.assertEqual(contract.subject, "R1 Care")
        self.assertEqual((contract.state, contract.contract_type), ("draft", "service"))
        self.assertEqual(contract.customer_id, self.customer)
        self.assertEqual(contract.date_start, date(2025, 1, 1))
        self.assertIn("Call first", contract.terms)
        # 12 months of 2 x 45.00 are 1,080.00, with 15 % tax 1,242.00
        line = contract.line_ids
        self.assertEqual((line.quantity, line.price_unit), (24, 45))
        self.assertEqual((contract.amount_untaxed, contract.amount_total), (1080, 1242))
        plan = contract.instalment_ids
        self.assertEqual(plan.mapped("amount"), [103.5] * 12)
        self.assertEqual(plan[0].date_fixed, date(2026, 7, 1))
        self.assertEqual(plan[0].date_due, date(2026, 7, 31))
        self.assertEqual(plan[-1].date_fixed, date(2027, 6, 1))
        self.assertIn("imported", contract.event_ids.mapped("kind"))

    def test_each_line_by_its_own_rule(self):
        self._create_tables()
        row_id = self._row(line_recurrence=True, recurring_rule_type=None)
        rule = {"recurring_next_date": "2026-07-01", "recurring_interval": 1}
        rule |= {"date_end": "2026-08-31", "quantity": 1, "discount": 0}
        self._line_row(
            row_id,
            **rule,
            specific_price=10,
            recurring_rule_type="monthly",
            recurring_invoicing_type="pre-paid",
        )
        self._line_row(
            row_id,
            **rule,
            specific_price=30,
            recurring_rule_type="quarterly",
            recurring_invoicing_type="post-paid",
        )
        self._import("contract_contract")
        # July 10 + 30, August 10, September (arrears) 30; each with 15 % tax
        plan = self._imported().instalment_ids
        self.assertEqual(
            [(str(i.date_fixed), i.amount) for i in plan],
            [("2026-07-01", 46), ("2026-08-01", 11.5), ("2026-09-01", 34.5)],
        )

    def test_running_contract_is_effective_and_collects(self):
        self._create_tables()
        self._line_row(self._row(recurring_next_date="2026-06-01"))
        self._import("contract_contract", mode="running")
        contract = self._imported()
        self.assertEqual(contract.state, "effective")
        self.assertEqual(contract.date_signed, date(2025, 1, 1))
        self.assertEqual(contract.date_opening, self.TODAY)
        self.assertEqual(contract.opening_received, 0.0)
        self.assertIn("opened", contract.event_ids.mapped("kind"))
        # 1 June was not invoiced there yet: it is overdue, the 12 others are due
        self.assertEqual(contract.instalment_ids[0].state, "overdue")
        self.assertEqual(len(contract.instalment_ids), 13)
        self.assertEqual(contract.amount_overdue, 103.5)
        self.assertEqual(contract.amount_open, 1345.5)
        with freeze_time(self.TODAY):
            contract._check_executable()

    def test_preview_says_why_and_makes_nothing(self):
        self._create_tables()
        good = self._row()
        self._line_row(good)
        cases = {
            self._row(active=False): "archived",
            self._row(is_terminated=True): "terminated",
            self._row(partner_id=None): "no contact",
            self._row(date_end="2026-05-31"): "Nothing of it is left",
            self._row(name="Formula"): "by formula",
            self._row(name="Text"): "names no product",
            self._row(recurring_rule_type=None): "no recurring rule",
            self._row(
                recurring_rule_type="daily", recurring_next_date="2020-01-01"
            ): "was not invoiced since",
        }
        for row_id, reason in cases.items():
            values = {
                "by formula": {"qty_type": "variable"},
                "names no product": {"product_id": None},
            }
            self._line_row(row_id, **values.get(reason, {}))
        stranger = self.env["res.partner"].create({"name": "Supplier"})
        purchase = self._row(contract_type="purchase", partner_id=stranger.id)
        cases[purchase] = "Supplier is no customer"
        before = self.env["crm.customer"].sudo().search_count([])
        wizard = self._wizard("contract_contract")
        with freeze_time(self.TODAY):
            wizard.action_preview()
        self.assertEqual(wizard.step, "preview")
        self.assertEqual((wizard.new_count, wizard.left_count), (1, len(cases)))
        reasons = self._reasons(wizard)
        self.assertEqual(reasons.keys(), cases.keys())
        for row_id, reason in cases.items():
            self.assertIn(reason, reasons[row_id])
        self.assertFalse(self._imported())
        self.assertEqual(self.env["crm.customer"].sudo().search_count([]), before)

    def test_one_that_fails_keeps_none_other_out(self):
        self._create_tables()
        bad, good = self._row(), self._row(code="R2")
        self._line_row(bad, specific_price=-50)
        self._line_row(good)
        wizard = self._import("contract_contract")
        self.assertIn("less than nothing", self._reasons(wizard)[bad])
        self.assertEqual(self._imported().subject, "R2 Care")

    def test_second_run_makes_nothing_twice(self):
        self._create_tables()
        self.patch(self.registry["crm.contract.import.engine"], "_import_batch", 2)
        for _number in range(5):
            self._line_row(self._row())
        self.assertEqual(self._import("contract_contract").new_count, 5)
        self._imported()[0].action_archive()
        self._line_row(self._row())
        wizard = self._import("contract_contract")
        self.assertEqual((wizard.new_count, wizard.known_count), (1, 5))

    def test_product_of_the_wizard_for_lines_without_one(self):
        self._create_tables()
        self._line_row(self._row(), product_id=None)
        self._import("contract_contract", product_id=self.product_b.id)
        self.assertEqual(self._imported().line_ids.product_id, self.product_b)

    def test_automatic_price_is_that_of_the_price_list(self):
        self._create_tables()
        pricelist = self.env["product.pricelist"].sudo().create({"name": "Automatic"})
        self.env["product.pricelist.item"].sudo().create(
            {
                "pricelist_id": pricelist.id,
                "compute_price": "fixed",
                "fixed_price": 70.0,
            }
        )
        row_id = self._row(pricelist_id=pricelist.id)
        self._line_row(row_id, automatic_price=True, discount=0)
        self._import("contract_contract")
        self.assertEqual(self._imported().line_ids.price_unit, 70)

    def test_purchase_of_a_customer_stays_a_draft(self):
        self._create_tables()
        self._line_row(self._row(contract_type="purchase"))
        self._import("contract_contract", mode="running")
        contract = self._imported()
        self.assertEqual(
            (contract.state, contract.contract_type), ("draft", "purchase")
        )

    def test_new_customers_get_their_account_and_owner(self):
        self._create_tables()
        firm = self.env["res.partner"].create({"name": "Firm", "is_company": True})
        person = firm.create({"name": "Pia", "parent_id": firm.id})
        self._line_row(self._row(partner_id=person.id, user_id=self.sam.id))
        self._import("contract_contract")
        contract = self._imported()
        self.assertEqual((contract.partner_id, contract.contact_id), (firm, person))
        self.assertEqual(contract.user_id, self.sam)

    def test_columns_that_are_missing(self):
        self._query(OLD_CONTRACTS)
        self._query(OLD_LINES)
        row_id = self._insert(
            "contract_contract", name="Old", partner_id=self.customer.partner_id.id
        )
        self._insert(
            "contract_line",
            contract_id=row_id,
            product_id=self.product_a.id,
            name="Rent",
            quantity=1,
            price_unit=100,
            recurring_rule_type="yearly",
            recurring_next_date="2027-01-01",
        )
        self._import("contract_contract")
        self.assertEqual(self._imported().amount_total, 115)

    def test_records_of_other_companies_are_not_read(self):
        self._create_tables()
        other = self.env["res.company"].create({"name": "Other"})
        self._line_row(self._row(company_id=other.id))
        self.assertEqual(self._import("contract_contract").record_count, 0)
        self.assertFalse(self._imported())
        with self.assertRaises(AccessError):
            self._import("contract_contract", company_id=other.id)

    def test_without_table_the_way_out_is_told(self):
        with self.assertRaisesRegex(UserError, "no table contract_contract"):
            self._import("contract_contract")

    def test_managers_only(self):
        self._create_tables()
        for user in (self.sally, self.fina):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._import("contract_contract", user=user)
        wizard = self._wizard("contract_contract")
        with self.assertRaises(AccessError):
            wizard.with_user(self.sally).action_import()
