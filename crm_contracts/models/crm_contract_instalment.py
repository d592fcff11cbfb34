# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from collections import defaultdict

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tools import format_date

from . import crm_contract_rules as rules
from .crm_contract_states import RUNNING


class CrmContractInstalment(models.Model):
    """One payment the contract promises: how much, and so many days after what.

    A new trigger is a value of `trigger` and a method `_due_base_<trigger>`.
    """

    _name = "crm.contract.instalment"
    _description = "Instalment of a Contract"
    _inherit = ["crm.guarded.mixin"]
    _order = "contract_id, sequence, id"
    _check_company_auto = True

    _guarded_fields = frozenset({"amount_open", "amount_paid", "state"})
    _frozen_fields = frozenset({"contract_id"})

    # identity
    contract_id = fields.Many2one(
        comodel_name="crm.contract", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="contract_id.company_id", store=True, precompute=True, index=True
    )
    currency_id = fields.Many2one(
        related="contract_id.currency_id", store=True, precompute=True
    )
    customer_id = fields.Many2one(
        related="contract_id.customer_id", store=True, precompute=True, index=True
    )
    user_id = fields.Many2one(
        related="contract_id.user_id", store=True, precompute=True, string="Owner"
    )
    contract_state = fields.Selection(
        related="contract_id.state", string="Contract Status"
    )
    sequence = fields.Integer(default=10)
    name = fields.Char(string="Instalment", required=True)

    # when
    trigger = fields.Selection(
        selection=[
            ("date", "On a fixed date"),
            ("signing", "After signing"),
            ("acceptance", "After acceptance"),
        ],
        required=True,
        default="signing",
        string="Falls Due",
    )
    days = fields.Integer(help="Days after the event until the payment is due.")
    date_fixed = fields.Date(string="Fixed Date")
    date_due = fields.Date(
        string="Due Date",
        compute="_compute_date_due",
        store=True,
        help="Empty while the event has not happened.",
    )

    # how much
    percent = fields.Float(
        digits=(16, 4), help="Share of the contract; leave empty to give an amount."
    )
    amount = fields.Monetary(compute="_compute_amount", store=True, readonly=False)
    allocation_ids = fields.One2many(
        comodel_name="crm.contract.allocation",
        inverse_name="instalment_id",
        string="Receipts",
        readonly=True,
    )
    opening_amount = fields.Monetary(
        string="Received before",
        readonly=True,
        copy=False,
        help="Before the contract was taken over into Odoo.",
    )
    is_alarmed = fields.Boolean(readonly=True, copy=False)
    amount_paid = fields.Monetary(
        string="Received", compute="_compute_amount_paid", store=True
    )
    amount_open = fields.Monetary(
        string="Still to Pay", compute="_compute_amount_paid", store=True
    )
    amount_invoiced = fields.Monetary(
        string="Invoiced", compute="_compute_amount_invoiced", compute_sudo=True
    )
    state = fields.Selection(
        selection=[
            ("waiting", "Waiting"),
            ("due", "Due"),
            ("partial", "Partly Paid"),
            ("paid", "Paid"),
            ("overdue", "Overdue"),
            ("void", "Void"),
        ],
        default="waiting",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        string="Status",
    )

    _amount_positive = models.Constraint(
        "CHECK (amount >= 0 AND percent >= 0 AND days >= 0)",
        "Amounts, percentages and days of an instalment cannot be negative.",
    )
    _date_given = models.Constraint(
        "CHECK (trigger != 'date' OR date_fixed IS NOT NULL)",
        "An instalment on a fixed date needs the date.",
    )
    _due_idx = models.Index("(company_id, date_due) WHERE state IN ('due', 'partial')")

    @api.depends(
        "trigger",
        "days",
        "date_fixed",
        "contract_id.date_signed",
        "contract_id.date_accepted",
    )
    def _compute_date_due(self):
        for line in self:
            base = getattr(line, f"_due_base_{line.trigger}")()
            line.date_due = rules.due_date(base or None, line.days)

    @api.depends("percent", "contract_id.amount_total", "contract_id.currency_id")
    def _compute_amount(self):
        """Percentages of the contract; those of 100 % together lose no cent."""
        for contract in self.contract_id:
            shares = (contract.instalment_ids | self).filtered(
                lambda i, c=contract: i.percent and i.contract_id == c
            )
            amounts = rules.percent_amounts(
                contract.amount_total,
                shares.mapped("percent"),
                contract.currency_id.decimal_places,
            )
            for line, amount in zip(shares, amounts, strict=True):
                line.amount = amount
        for line in self.filtered(lambda i: not i.percent):
            line.amount = line.amount or 0.0

    @api.depends("amount", "allocation_ids.amount", "opening_amount")
    def _compute_amount_paid(self):
        for line in self:
            paid = line.opening_amount + sum(line.allocation_ids.mapped("amount"))
            line.amount_paid = paid
            line.amount_open = max(line.amount - paid, 0.0)

    @api.depends("contract_id.invoice_ids.state")
    def _compute_amount_invoiced(self):
        asked = self._invoiced_amounts(["posted"])
        for line in self:
            line.amount_invoiced = asked[line.id]

    @api.model_create_multi
    def create(self, vals_list):
        instalments = super().create([self._without_amount(v) for v in vals_list])
        instalments._check_terms_open()
        return instalments

    def write(self, vals):
        self._check_terms_open()
        return super().write(self._without_amount(vals))

    @api.ondelete(at_uninstall=False)
    def _unlink_except_agreed(self):
        self._check_terms_open()
        duties = self.contract_id.obligation_ids
        for duty in duties.filtered(lambda o: o.instalment_id in self):
            raise UserError(
                self.env._(
                    "The duty “%(duty)s” begins when %(instalment)s is paid; change "
                    "that duty first.",
                    duty=duty.name,
                    instalment=duty.instalment_id.name,
                )
            )

    def action_create_invoice(self):
        """One draft invoice per contract for the chosen instalments."""
        invoices = self.env["account.move"]
        for contract, instalments in self.grouped("contract_id").items():
            invoices |= instalments._create_invoice(contract)
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "account.action_move_out_invoice_type"
        )
        if len(invoices) == 1:
            return {**action, "res_id": invoices.id, "views": [(False, "form")]}
        return {**action, "domain": [("id", "in", invoices.ids)]}

    def action_open_contract(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "crm.contract",
            "res_id": self.contract_id.id,
            "views": [(False, "form")],
        }

    def action_view_allocations(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_contracts.crm_contract_allocation_action"
        )
        action["domain"] = [("instalment_id", "=", self.id)]
        action["name"] = self.env._("Receipts of %s", self.name)
        return action

    def _create_invoice(self, contract):
        """Draft invoice whose total is exactly what the instalments still ask for."""
        if not self.env.user.has_group("crm_contracts.crm_contracts_group_finance"):
            raise AccessError(
                self.env._(
                    "%s: invoices are made by contract finance; ask them for it.",
                    contract.display_name,
                )
            )
        self.check_access("read")
        contract._check_state(RUNNING)
        asked = self.sudo()._invoiced_amounts(["draft", "posted"])
        commands = []
        for line in self:
            open_amount = contract.currency_id.round(
                line._amount_to_ask() - asked[line.id]
            )
            if open_amount <= 0:
                raise UserError(
                    self.env._(
                        "%(instalment)s of %(contract)s was invoiced already; open the "
                        "invoices of the contract.",
                        instalment=line.name,
                        contract=contract.display_name,
                    )
                )
            commands += line._prepare_invoice_lines(open_amount)
        invoice = (
            self.env["account.move"]
            .with_company(contract.company_id)
            .create(contract._prepare_invoice_values(commands))
        )
        contract._log_event("invoice_made", description=", ".join(self.mapped("name")))
        return invoice

    def _prepare_invoice_lines(self, amount):
        """Invoice lines, one per set of taxes, that make `amount` with taxes."""
        self.ensure_one()
        contract, tax_model = self.contract_id, self.env["account.tax"]
        company = contract.company_id
        account = contract.line_ids.product_id[:1]._get_product_accounts()["income"]
        base_lines = contract.line_ids._prepare_base_lines()
        tax_model._add_tax_details_in_base_lines(base_lines, company)
        tax_model._round_base_lines_tax_details(base_lines, company)
        shares = tax_model._prepare_down_payment_lines(
            base_lines,
            company,
            "fixed",
            amount,
            computation_key=f"instalment,{self.id}",
        )
        return [
            Command.create(
                {
                    "name": f"{contract.name} {contract.subject}: {self.name}",
                    "account_id": account.id,
                    "quantity": share["quantity"],
                    "price_unit": share["price_unit"],
                    "tax_ids": [Command.set(share["tax_ids"].ids)],
                    "extra_tax_data": tax_model._export_base_line_extra_tax_data(share),
                    "crm_contract_instalment_id": self.id,
                }
            )
            for share in shares
        ]

    def _invoiced_amounts(self, states):
        """{instalment id: invoices less credit notes in these states, with taxes}."""
        asked = defaultdict(float)
        groups = self.env["account.move.line"]._read_group(
            [
                ("crm_contract_instalment_id", "in", self.ids),
                ("display_type", "=", "product"),
                ("parent_state", "in", states),
            ],
            ["crm_contract_instalment_id", "move_type"],
            ["price_total:sum"],
        )
        for instalment, move_type, amount in groups:
            asked[instalment.id] += -amount if move_type == "out_refund" else amount
        return asked

    def _amount_to_ask(self):
        """What invoices of this ledger ask for: not what was received before it."""
        self.ensure_one()
        return self.amount - self.opening_amount

    def _alarm_words(self):
        return self.env._(
            "%(instalment)s of %(contract)s is due: %(amount)s",
            instalment=self.name,
            contract=self.contract_id.name,
            amount=self.currency_id.format(self.amount_open),
        )

    def _set_opening(self, amount):
        if not 0 <= amount <= self.amount:
            raise UserError(
                self.env._(
                    "%(instalment)s: between nothing and %(amount)s was received "
                    "before.",
                    instalment=self.name,
                    amount=self.currency_id.format(self.amount),
                )
            )
        self.sudo().opening_amount = amount

    def _due_words(self):
        """When the instalment is due, in words a customer reads."""
        self.ensure_one()
        day = format_date(self.env, self.date_due) if self.date_due else ""
        words = {
            "signing": self.env._("%s days after signing", self.days),
            "acceptance": self.env._("%s days after acceptance", self.days),
        }.get(self.trigger, day)
        return f"{words} ({day})" if day and words != day else words

    @api.model
    def _without_amount(self, vals):
        """A percentage decides the amount, whatever else was sent along."""
        if vals.get("percent"):
            return {key: value for key, value in vals.items() if key != "amount"}
        return vals

    def _check_terms_open(self):
        if not self.env.su:
            self.contract_id._check_terms_open()

    def _due_base_date(self):
        return self.date_fixed

    def _due_base_signing(self):
        return self.contract_id.date_signed

    def _due_base_acceptance(self):
        return self.contract_id.date_accepted

    def _update_states(self, today=None):
        """Stores the states as of a day and writes an event for each that moved."""
        days = {
            company: today or self.env["crm.customer"]._today(company)
            for company in self.company_id
        }
        moved = defaultdict(self.browse)
        for line in self:
            digits = line.currency_id.decimal_places
            state = rules.instalment_state(
                line.contract_id.state,
                (round(line.amount, digits), round(line.amount_paid, digits)),
                line.date_due,
                days[line.company_id],
            )
            if state != line.state:
                moved[state] |= line
        before = {line.id: line.state for line in self}
        for state, lines in moved.items():
            lines.sudo().state = state
        self._log_moves(moved, before)

    def _log_moves(self, moved, before):
        """Events of what became paid or overdue, and of payments taken back."""
        rows = []
        for state, lines in moved.items():
            for line in lines:
                kind = "unpaid" if before[line.id] == "paid" else state
                if kind in ("paid", "overdue", "unpaid"):
                    rows.append(line._prepare_event_values(kind))
        self.env["crm.contract.event"].sudo().create(rows)

    def _prepare_event_values(self, kind):
        return {
            "contract_id": self.contract_id.id,
            "instalment_id": self.id,
            "kind": kind,
            "user_id": self.env.uid,
            "description": self.name,
            "amount": self.amount_open if kind == "overdue" else self.amount,
        }
