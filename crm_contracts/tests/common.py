# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date

from odoo.fields import Command
from odoo.tests import freeze_time, new_test_user

from odoo.addons.account.tests.common import AccountTestInvoicingCommon

PIXEL = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9"
    "awAAAABJRU5ErkJggg=="
)


class ContractsCommon(AccountTestInvoicingCommon):
    """Users per role, one customer, and the contract of the example; holds no tests.

    ====== ============================ ==========================
    user   groups                       who
    ====== ============================ ==========================
    sally  contracts of own customers   salesperson, owner, North
    sam    contracts of own customers   salesperson, South
    lena   team's customers             leads North
    dora   director
    fina   contract finance
    mona   contract manager
    ====== ============================ ==========================

    The contract: 120,000 plus 15 % tax makes 138,000, of which 80,000 is due three
    days after signing and 58,000 three days after acceptance.
    """

    TODAY = date(2026, 6, 15)

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env.company
        cls.company.resource_calendar_id.tz = "UTC"
        lifecycle = "crm_lifecycle.crm_lifecycle_group_%s"
        contracts = "crm_contracts.crm_contracts_group_%s"
        cls.sally = cls._create_user("sally_c", contracts % "user")
        cls.sam = cls._create_user("sam_c", contracts % "user")
        cls.lena = cls._create_user("lena_c", lifecycle % "team")
        cls.dora = cls._create_user("dora_c", lifecycle % "director")
        cls.fina = cls._create_user("fina_c", contracts % "finance")
        cls.mona = cls._create_user("mona_c", contracts % "manager")
        teams = cls.env["crm.team"].sudo()
        cls.north = teams.create(
            {
                "name": "North",
                "company_id": cls.company.id,
                "user_id": cls.lena.id,
                "member_ids": [Command.set((cls.sally | cls.lena).ids)],
            }
        )
        cls.customer = cls._create_customer("Tour Hospital")

    @classmethod
    def _create_user(cls, login, groups, **values):
        return new_test_user(
            cls.env,
            login=login,
            groups=groups,
            tz="UTC",
            company_id=cls.company.id,
            company_ids=[Command.set(cls.company.ids)],
            **values,
        )

    @classmethod
    def _create_customer(cls, name, user=None, company=None):
        partner = cls.env["res.partner"].create({"name": name, "is_company": True})
        return cls.env["crm.customer"]._ensure_accounts(
            partner, company or cls.company, user or cls.sally
        )

    @classmethod
    def _create_contract(cls, user=None, **values):
        """The contract of the example as a draft of the salesperson."""
        defaults = {
            "subject": "Hospital software",
            "company_id": cls.company.id,
            "customer_id": cls.customer.id,
            "terms": "<p>No copies without consent.</p>",
            "line_ids": [cls._line(120000.0, cls.tax_sale_a)],
            "instalment_ids": [
                cls._instalment("First payment", 80000.0, "signing"),
                cls._instalment("Second payment", 58000.0, "acceptance"),
            ],
        }
        return (
            cls.env["crm.contract"]
            .with_user(user or cls.sally)
            .create({**defaults, **values})
        )

    @classmethod
    def _line(cls, price, taxes=None, quantity=1.0):
        return Command.create(
            {
                "product_id": cls.product_a.id,
                "description": "Software",
                "quantity": quantity,
                "price_unit": price,
                "tax_ids": [Command.set(taxes.ids if taxes else [])],
            }
        )

    @classmethod
    def _instalment(cls, name, amount, trigger, days=3, **values):
        return Command.create(
            {
                "name": name,
                "amount": amount,
                "trigger": trigger,
                "days": days,
                **values,
            }
        )

    @classmethod
    def _approve(cls, contract):
        contract.with_user(cls.sally).action_submit()
        for user in (cls.lena, cls.dora):
            approval = contract.sudo().approval_ids.filtered(
                lambda a: a.state == "pending"
            )
            if approval:
                approval.with_user(user).action_approve()
        return contract

    @classmethod
    def _make_effective(cls, contract=None, signed_on=None, **values):
        """Approves, sends and signs a contract on a day (TODAY by default)."""
        contract = contract or cls._create_contract(**values)
        with freeze_time(signed_on or cls.TODAY):
            cls._approve(contract)
            contract.with_user(cls.sally).action_send()
            contract.sudo()._sign("Lin Hua", PIXEL, "192.0.2.7")
        return contract

    @classmethod
    def _invoice(cls, instalments, post=True, day=None):
        """Invoice of instalments made by contract finance."""
        with freeze_time(day or cls.TODAY):
            action = instalments.with_user(cls.fina).action_create_invoice()
            invoice = cls.env["account.move"].browse(action["res_id"])
            invoice.invoice_date = day or cls.TODAY
            if post:
                invoice.action_post()
        return invoice

    @classmethod
    def _advance(cls, contract, amount, day=None, currency=None):
        """Money of the customer that names the contract before an invoice does."""
        with freeze_time(day or cls.TODAY):
            payment = cls.env["account.payment"].create(
                {
                    "partner_id": contract.sudo().partner_id.id,
                    "amount": amount,
                    "currency_id": (currency or cls.company.currency_id).id,
                    "date": day or cls.TODAY,
                    "crm_contract_id": contract.id,
                }
            )
            payment.action_post()
        return payment

    def _plan(self, contract):
        """Instalments as rows of (received, status), in the order of the plan."""
        return [(i.amount_paid, i.state) for i in contract.sudo().instalment_ids]

    def _left_of(self, advance, contract):
        """What is left of an advance (negative), in the currency of the contract."""
        if advance.currency_id == contract.currency_id:
            return advance.amount_residual_currency
        return contract.company_currency_id._convert(
            advance.amount_residual,
            contract.currency_id,
            contract.company_id,
            advance.date,
        )

    def assertLedgerAgrees(self, contract):
        """Receipts add up to what the ledger settled of the contract's invoices.

        Less what was paid out on its credit notes, plus the rest of its advances.
        """
        contract = contract.sudo()
        items = contract.invoice_ids.line_ids.filtered(
            lambda i: i.display_type == "payment_term"
        )
        invoices = items.filtered(lambda i: i.move_type == "out_invoice")
        settled = sum(i.amount_currency - i.amount_residual_currency for i in invoices)
        paid_out = (items - invoices).matched_debit_ids.filtered(
            lambda p: p.debit_move_id.move_id.crm_contract_id != contract
        )
        settled -= sum(paid_out.mapped("credit_amount_currency"))
        advances = self.env["account.move.line"].search(
            [
                ("crm_contract_id", "=", contract.id),
                ("parent_state", "=", "posted"),
                ("amount_residual", "<", 0),
            ]
        )
        settled -= sum(self._left_of(advance, contract) for advance in advances)
        self.assertEqual(
            contract.currency_id.compare_amounts(
                sum(contract.allocation_ids.mapped("amount")), settled
            ),
            0,
        )
        company_settled = sum(i.balance - i.amount_residual for i in invoices)
        company_settled -= sum(paid_out.mapped("amount"))
        company_settled -= sum(advances.mapped("amount_residual"))
        self.assertEqual(
            contract.company_currency_id.compare_amounts(
                sum(contract.allocation_ids.mapped("company_amount")), company_settled
            ),
            0,
        )

    def _count_page_queries(self, url):
        """Queries of a page, for cases that are HttpCase too."""
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        self.url_open(url)
        return self.env.cr.sql_log_count - before
