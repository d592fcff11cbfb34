# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command


class CrmContractSettlement(models.Model):
    """Settlement document: what was executed in a scope, and what is billed for it.

    It is filled from orders by document, product, project or period, each quantity
    once. Confirmed, it writes executed quantity and amount back to the contract;
    contract finance reviews it and drafts the invoice. Receipts are the invoice's.
    """

    _name = "crm.contract.settlement"
    _description = "Settlement of a Contract"
    _inherit = [
        "crm.contract.settlement.fill.mixin",
        "crm.guarded.mixin",
        "mail.thread",
    ]
    _order = "date desc, id desc"
    _check_company_auto = True

    _guarded_fields = frozenset({"amount_total", "amount_untaxed", "invoice_id"})
    _frozen_fields = frozenset({"contract_id"})

    name = fields.Char(string="Number", readonly=True, copy=False, default="/")
    contract_id = fields.Many2one(
        comodel_name="crm.contract", required=True, index=True, ondelete="restrict"
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
    date = fields.Date(required=True, default=fields.Date.context_today)
    note = fields.Text()
    line_ids = fields.One2many(
        comodel_name="crm.contract.settlement.line",
        inverse_name="settlement_id",
        string="Lines",
    )
    amount_untaxed = fields.Monetary(compute="_compute_amounts", store=True)
    amount_total = fields.Monetary(
        string="Total", compute="_compute_amounts", store=True
    )
    state = fields.Selection(
        selection=[
            ("draft", "Draft"),
            ("effective", "Effective"),
            ("cancelled", "Cancelled"),
        ],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
        string="Status",
    )
    invoice_id = fields.Many2one(
        comodel_name="account.move",
        readonly=True,
        copy=False,
        ondelete="set null",
        index="btree_not_null",
    )
    amount_received = fields.Monetary(
        string="Received", compute="_compute_amount_received", compute_sudo=True
    )
    billing = fields.Selection(
        selection=[
            ("none", "To Review"),
            ("draft", "Invoice Drafted"),
            ("invoiced", "Invoiced"),
            ("partial", "Partly Paid"),
            ("paid", "Paid"),
        ],
        compute="_compute_amount_received",
        compute_sudo=True,
    )

    _name_unique = models.UniqueIndex(
        "(company_id, name) WHERE name != '/'", "This settlement number is taken."
    )

    @api.depends("line_ids.price_total", "line_ids.price_subtotal")
    def _compute_amounts(self):
        for settlement in self:
            lines = settlement.line_ids
            settlement.amount_untaxed = sum(lines.mapped("price_subtotal"))
            settlement.amount_total = sum(lines.mapped("price_total"))

    @api.depends("invoice_id.amount_residual", "invoice_id.state")
    def _compute_amount_received(self):
        """What the invoice of the settlement received so far."""
        for settlement in self:
            invoice = settlement.invoice_id
            posted = invoice.state == "posted"
            paid = invoice.amount_total - invoice.amount_residual if posted else 0.0
            settlement.amount_received = paid
            if not invoice or invoice.state == "cancel":
                settlement.billing = "none"
            elif not posted:
                settlement.billing = "draft"
            elif settlement.currency_id.is_zero(invoice.amount_residual):
                settlement.billing = "paid"
            else:
                settlement.billing = "partial" if paid else "invoiced"

    @api.model_create_multi
    def create(self, vals_list):
        settlements = super().create(vals_list)
        for settlement in settlements:
            settlement.sudo().name = settlement._next_number()
        return settlements

    def write(self, vals):
        if not self.env.su:
            self._check_draft()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_effective(self):
        self._check_draft()

    def action_confirm(self):
        for settlement in self:
            settlement._confirm()

    def action_cancel(self):
        for settlement in self:
            settlement._cancel()

    def action_create_invoice(self):
        self.ensure_one()
        self._create_invoice()
        return self.action_view_invoice()

    def action_view_invoice(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "account.move",
            "res_id": self.invoice_id.id,
            "views": [(False, "form")],
        }

    def _confirm(self):
        """Makes the settlement count: no quantity is settled twice, none unordered."""
        self.ensure_one()
        self.check_access("write")
        self.contract_id.check_access("write")
        self.contract_id._check_executable()
        self.contract_id._lock_for_orders()
        self._check_draft()
        if not self.line_ids:
            raise UserError(
                self.env._(
                    "%s has no lines: press Fill, or add what was executed.", self.name
                )
            )
        self.line_ids._check_executed()
        self.line_ids._check_prices()
        self.sudo().state = "effective"
        self.contract_id._log_event(
            "settled", description=self.name, amount=self.amount_total
        )

    def _cancel(self):
        """Gives the quantities back; not while an invoice asks for them."""
        self.ensure_one()
        self.check_access("write")
        self.contract_id._lock_for_orders()
        if self.state == "effective":
            self.contract_id._check_manager()
        invoice = self.sudo().invoice_id
        if invoice and invoice.state != "cancel":
            raise UserError(
                self.env._(
                    "%(settlement)s was invoiced with %(invoice)s; cancel or credit "
                    "that invoice first.",
                    settlement=self.name,
                    invoice=invoice.display_name,
                )
            )
        self.sudo().state = "cancelled"
        self.contract_id._log_event(
            "unsettled", description=self.name, amount=self.amount_total
        )

    def _create_invoice(self):
        """The draft invoice of an effective settlement; contract finance, once."""
        self.ensure_one()
        if not self.env.user.has_group("crm_contracts.crm_contracts_group_finance"):
            raise AccessError(
                self.env._(
                    "%s: settlements are reviewed and invoiced by contract finance; "
                    "ask them for it.",
                    self.name,
                )
            )
        self.check_access("read")
        self.lock_for_update()
        self.invalidate_recordset(["invoice_id", "state"])
        if self.state != "effective" or self.billing != "none":
            raise UserError(
                self.env._(
                    "%s is invoiced once, after it was confirmed. Open its invoice, or "
                    "confirm it first.",
                    self.name,
                )
            )
        self._check_not_too_much()
        contract = self.contract_id
        commands = [
            Command.create(line._prepare_invoice_line()) for line in self.line_ids
        ]
        values = contract._prepare_invoice_values(commands)
        values["invoice_origin"] = f"{contract.name}, {self.name}"
        invoice = (
            self.env["account.move"].with_company(contract.company_id).create(values)
        )
        self.sudo().invoice_id = invoice
        contract._log_event("invoice_made", description=self.name)
        return invoice

    def _check_not_too_much(self):
        """Instalments and settlements together ask for no more than the contract."""
        contract = self.contract_id.sudo()
        limit = contract._largest_amount()
        asked = contract.amount_invoiced + self.amount_total
        if limit is None or contract.currency_id.compare_amounts(asked, limit) <= 0:
            return
        raise UserError(
            self.env._(
                "%(contract)s: %(invoiced)s were invoiced already; with %(settlement)s "
                "it would be %(asked)s of at most %(limit)s. Credit what was invoiced "
                "by instalments, or keep the settlement as a statement.",
                contract=contract.display_name,
                settlement=self.name,
                invoiced=contract.currency_id.format(contract.amount_invoiced),
                asked=contract.currency_id.format(asked),
                limit=contract.currency_id.format(limit),
            )
        )

    def _check_draft(self):
        for settlement in self.filtered(lambda s: s.state != "draft"):
            raise UserError(
                self.env._(
                    "%s counts already and stays as it is; cancel it and make another.",
                    settlement.name,
                )
            )

    def _next_number(self):
        return self.env["crm.contract"]._next_document_number(
            self.company_id, "crm.contract.settlement", "S%(year)s/"
        )
