# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models

from . import crm_contract_receipt_queries as queries
from .crm_contract_receipt_rules import (
    day_of,
    difference,
    events_of,
    ledger_rows,
    sums_of,
)

STAMPS = ("write_date", "write_uid")
# What the statement that reads a collection reads: stored before it runs.
READ_FIELDS = {
    "account.partial.reconcile": (
        "amount",
        "credit_amount_currency",
        "credit_move_id",
        "debit_amount_currency",
        "debit_move_id",
        "max_date",
    ),
    "account.move.line": (
        "amount_residual",
        "amount_residual_currency",
        "crm_contract_id",
        "crm_contract_instalment_id",
        "crm_contract_retention_id",
        "currency_id",
        "date",
        "display_type",
        "move_id",
        "move_name",
        "parent_state",
        "price_total",
    ),
    "account.move": (
        "crm_contract_id",
        "crm_contract_side_document",
        "move_type",
        "name",
        "origin_payment_id",
        "statement_line_id",
    ),
    "crm.contract.instalment": (
        "amount",
        "contract_id",
        "date_released",
        "days",
        "is_retention",
        "name",
        "opening_amount",
        "sequence",
        "trigger",
        *STAMPS,
        *queries.PLAN_COLUMNS,
    ),
    "crm.contract": (
        "company_id",
        "contract_type",
        "currency_id",
        "state",
        *STAMPS,
        *queries.SUM_COLUMNS,
    ),
    "crm.contract.obligation": ("instalment_id",),
    "crm.contract.allocation": queries.RECEIPT_COLUMNS,
    "res.company": ("partner_id", "resource_calendar_id"),
    "res.partner": ("tz",),
    "resource.calendar": ("tz",),
}
# What is stale after the statement that stores one, by model.
STALE_FIELDS = {
    "crm.contract.allocation": None,
    "crm.contract.instalment": (
        "allocation_ids",
        *STAMPS,
        *queries.PLAN_COLUMNS,
    ),
    "crm.contract": (
        "allocation_ids",
        "amount_delivered",
        "amount_owed",
        "amount_retained",
        "event_ids",
        "family_amount_open",
        "family_amount_received",
        "family_amount_total",
        *STAMPS,
        *queries.SUM_COLUMNS,
    ),
}


class CrmContractCollectionMixin(models.AbstractModel):
    """Collection: what the ledger matched is what the plan has received.

    Nobody types a receipt. ``_refresh_collection`` reads the matchings of the
    contract's invoices, distributes them over the instalments and stores the
    difference to what was there; hooks call it in the transaction that matched.
    """

    _name = "crm.contract.collection.mixin"
    _description = "Collection of Contracts"
    _inherit = ["crm.cached.plan.mixin"]

    currency_id = fields.Many2one("res.currency")
    instalment_ids = fields.One2many(
        comodel_name="crm.contract.instalment",
        inverse_name="contract_id",
        string="Instalments",
        copy=True,
    )
    allocation_ids = fields.One2many(
        comodel_name="crm.contract.allocation",
        inverse_name="contract_id",
        string="Receipts",
        readonly=True,
    )
    amount_planned = fields.Monetary(
        string="Planned", compute="_compute_amount_planned"
    )
    amount_received = fields.Monetary(
        string="Received", compute="_compute_amount_received", store=True
    )
    amount_open = fields.Monetary(
        string="To Receive",
        compute="_compute_amount_received",
        store=True,
        help="What instalments still wait for, due or not.",
    )
    amount_overdue = fields.Monetary(
        string="Overdue", compute="_compute_amount_received", store=True
    )
    date_next_due = fields.Date(
        string="Next Due", compute="_compute_amount_received", store=True
    )
    has_overdue = fields.Boolean(compute="_compute_amount_received", store=True)

    @api.depends("instalment_ids.amount")
    def _compute_amount_planned(self):
        for contract in self:
            contract.amount_planned = sum(contract.instalment_ids.mapped("amount"))

    @api.depends(
        "instalment_ids.amount_paid",
        "instalment_ids.amount_open",
        "instalment_ids.state",
        "instalment_ids.date_due",
    )
    def _compute_amount_received(self):
        for contract in self:
            contract.update(sums_of(contract.instalment_ids))

    def init(self):
        self._keep_statement(*queries.kept_collection())
        return super().init()

    def action_view_allocations(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_contracts.crm_contract_allocation_action"
        )
        action["domain"] = [("contract_id", "=", self.id)]
        return action

    def _refresh_collection(self, today=None):
        """Makes receipts and instalments agree with the ledger, in constant queries.

        today: day against which instalments are overdue, default the company's day.
        Returns the contracts whose receipts changed. A second run changes nothing.

        One statement reads and one stores, beside the ORM, because whoever matches a
        payment waits for it (decision 0062).
        """
        if not self:
            return self
        contracts = self.sudo()
        for model, names in READ_FIELDS.items():
            self.env[model].flush_model(names)
        rows = self.env.execute_query_dict(queries.collection(contracts.ids))
        found = [
            (row, contracts.browse(row["id"])._find_difference(row, today))
            for row in rows
        ]
        contracts._store_differences(found)
        plan = [line for row in rows for line in row["plan"] or ()]
        retained = [line["id"] for line in plan if line["is_retention"]]
        contracts.env["crm.contract.instalment"].browse(retained)._follow_in_ledger(
            today
        )
        return contracts.browse(
            row["id"] for row, found in found if found.fresh or found.obsolete
        )

    def _find_difference(self, row, today):
        """What is stored of the contract and should not be.

        row: of `crm_contract_receipt_queries.collection`
        """
        company = self.env["res.company"].browse(row["company_id"])
        currency = self.env["res.currency"].browse(row["currency_id"])
        return difference(
            row,
            [self._in_currency(line, currency, company) for line in ledger_rows(row)],
            (currency.decimal_places, company.currency_id.decimal_places),
            today or fields.Date.context_today(self.with_context(tz=row["zone"])),
        )

    @api.model
    def _in_currency(self, line, currency, company):
        """A row of the ledger with its amount in the currency of the contract."""
        if line["currency_id"] == currency.id:
            return line
        amount = company.currency_id._convert(
            line["company_amount"], currency, company, day_of(line["date"])
        )
        return {**line, "amount": amount}

    @api.model
    def _store_differences(self, found):
        """found: [(row of a contract, its difference)]"""
        if obsolete := [key for _row, f in found for key in f.obsolete]:
            self.env.execute_query(queries.forget(obsolete))
        moved = [pair for _row, f in found for pair in f.moved]
        query = queries.store(
            [row for _row, f in found for row in f.fresh],
            [new for _old, new in moved],
            [f.sums for _row, f in found if f.sums],
            self._prepare_moves(found),
            self.env.uid,
        )
        if query:
            self.env.execute_query(query)
        if not query and not obsolete:
            return
        for model, names in STALE_FIELDS.items():
            self.env[model].invalidate_model(names, flush=False)
        self._move_duties([old for old, new in moved if old["has_duty"]])

    @api.model
    def _prepare_moves(self, found):
        """Events of what became paid or overdue, and of payments taken back."""
        now = fields.Datetime.now()
        return [
            {
                "contract_id": row["id"],
                "instalment_id": line["id"],
                "kind": kind,
                "user_id": self.env.uid,
                "date": now,
                "description": line["name"],
                "amount": amount,
            }
            for row, f in found
            for kind, line, amount in events_of(f.moved)
        ]

    @api.model
    def _move_duties(self, lines):
        """Duties that begin with the payment of an instalment are due anew."""
        if lines:
            duties = self.env["crm.contract.obligation"].sudo()
            domain = [("instalment_id", "in", [line["id"] for line in lines])]
            duties.search(domain).modified(["instalment_id"])
