# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from collections import defaultdict

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

from .crm_contract_receipt_rules import money_of
from .crm_contract_states import RUNNING


class CrmContractInstalment(models.Model):
    """One payment the contract promises: how much, and so many days after what."""

    _name = "crm.contract.instalment"
    _description = "Instalment of a Contract"
    _inherit = [
        "crm.contract.instalment.due.mixin",
        "crm.contract.instalment.opening.mixin",
        "crm.contract.instalment.responsible.mixin",
        "crm.contract.instalment.retention.mixin",
        "crm.contract.share.mixin",
        "crm.contract.part.mixin",
    ]
    _order = "contract_id, sequence, id"
    _check_company_auto = True

    _guarded_fields = frozenset({"amount_open", "amount_paid", "date_paid", "state"})

    # identity
    currency_id = fields.Many2one(
        related="contract_id.currency_id", store=True, precompute=True
    )
    customer_id = fields.Many2one(
        related="contract_id.customer_id", store=True, precompute=True, index=True
    )
    user_id = fields.Many2one(
        related="contract_id.user_id", store=True, precompute=True, string="Owner"
    )

    # how much
    order_id = fields.Many2one(
        comodel_name="sale.order",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        help="The order of a framework contract whose worth this instalment follows.",
    )
    allocation_ids = fields.One2many(
        comodel_name="crm.contract.allocation",
        inverse_name="instalment_id",
        string="Receipts",
        readonly=True,
    )
    is_alarmed = fields.Boolean(readonly=True, copy=False)
    amount_paid = fields.Monetary(
        string="Received", compute="_compute_amount_paid", store=True
    )
    amount_open = fields.Monetary(
        string="Still to Pay", compute="_compute_amount_paid", store=True
    )
    date_paid = fields.Date(
        string="Paid on",
        compute="_compute_amount_paid",
        store=True,
        help="Day of the receipt that completed the instalment.",
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

    _due_idx = models.Index("(company_id, date_due) WHERE state IN ('due', 'partial')")

    @api.depends(
        "percent",
        "contract_id.amount_total",
        "contract_id.currency_id",
        "contract_id.order_ids.amount_total",
        "contract_id.order_ids.state",
    )
    def _compute_amount(self):
        """Percentages of the contract, or what the order of a framework asks for.

        An order is found by way of its contract: most orders have none, and then
        nothing is looked for.
        """
        self._spread_percents("contract_id", "amount_total")
        for line in self.filtered(lambda i: not i.percent):
            order = line.sudo().order_id
            line.amount = line._order_amount(order) if order else line.amount or 0.0

    @api.depends("amount", "opening_amount")
    def _compute_amount_paid(self):
        """As `crm.contract._refresh_collection`, which stores it when receipts move."""
        for line in self:
            line.amount_paid, line.amount_open, line.date_paid = money_of(
                line.amount,
                line.opening_amount,
                [(receipt.amount, receipt.date) for receipt in line.allocation_ids],
                line.currency_id.decimal_places,
            )

    @api.depends("contract_id.invoice_ids.state")
    def _compute_amount_invoiced(self):
        asked = self._invoiced_amounts(["posted"])
        for line in self:
            line.amount_invoiced = asked[line.id]

    def copy_data(self, default=None):
        """What an order of a framework asks for is no part of the next contract."""
        copies = super().copy_data(default)
        return [
            {} if line.order_id else values
            for line, values in zip(self, copies, strict=True)
        ]

    @api.ondelete(at_uninstall=False)
    def _unlink_except_duty(self):
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
        account = contract._document_account()
        shares = tax_model._prepare_down_payment_lines(
            contract.line_ids._prepare_taxed_lines(company),
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

    def _late_parts(self, today):
        """[(amount, days late)] of what was received, and of what is open today."""
        self.ensure_one()
        received = [
            (row.amount, (row.date - self.date_due).days) for row in self.allocation_ids
        ]
        open_amount = 0.0 if self.state == "paid" else self.amount_open
        return [*received, (open_amount, (today - self.date_due).days)]

    def _order_amount(self, order):
        """Worth of an order of a framework in the contract's currency, with taxes."""
        if order.state != "sale":
            return 0.0
        return self.contract_id._to_contract_currency(
            order.amount_total, order.currency_id, order.date_order
        )

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
            refund = move_type in ("out_refund", "in_refund")
            asked[instalment.id] += -amount if refund else amount
        retained = self.filtered("is_retention")
        if retained:
            for key, amount in retained._retained_amounts(states).items():
                asked[key] += amount
        return asked

    def _check_not_over_credited(self, asked):
        """Credit notes take back what was invoiced, and no more.

        asked: {instalment id: invoices less credit notes}, posted
        """
        for line in self:
            if line.currency_id.compare_amounts(asked[line.id], 0.0) < 0:
                raise UserError(
                    self.env._(
                        "%(instalment)s of %(contract)s: the credit notes would exceed "
                        "what was invoiced by %(amount)s. Reduce the credit note.",
                        instalment=line.name,
                        contract=line.contract_id.display_name,
                        amount=line.currency_id.format(-asked[line.id]),
                    )
                )
