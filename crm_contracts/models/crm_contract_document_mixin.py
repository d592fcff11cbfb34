# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command


class CrmContractDocumentMixin(models.AbstractModel):
    """Orders and invoices of a contract."""

    _name = "crm.contract.document.mixin"
    _description = "Documents of Contracts"

    currency_id = fields.Many2one("res.currency")
    order_ids = fields.One2many(
        comodel_name="sale.order",
        inverse_name="crm_contract_id",
        string="Sales Orders",
        readonly=True,
        copy=False,
    )
    invoice_ids = fields.One2many(
        comodel_name="account.move",
        inverse_name="crm_contract_id",
        string="Invoices",
        readonly=True,
        copy=False,
    )
    order_count = fields.Integer(compute="_compute_order_count", compute_sudo=True)
    invoice_count = fields.Integer(compute="_compute_invoice_count", compute_sudo=True)
    amount_ordered = fields.Monetary(
        string="Ordered",
        compute="_compute_amount_ordered",
        store=True,
        help="Confirmed sales orders, with taxes, in the contract's currency.",
    )
    amount_invoiced = fields.Monetary(
        string="Invoiced",
        compute="_compute_amount_invoiced",
        store=True,
        help="Posted invoices less credit notes, in the contract's currency; rebates "
        "and penalties are beside the price and do not count.",
    )

    @api.depends("order_ids")
    def _compute_order_count(self):
        counts = dict(
            self.env["sale.order"]._read_group(
                [("crm_contract_id", "in", self.ids)], ["crm_contract_id"], ["__count"]
            )
        )
        for contract in self:
            contract.order_count = counts.get(contract, 0)

    @api.depends("invoice_ids")
    def _compute_invoice_count(self):
        counts = dict(
            self.env["account.move"]._read_group(
                [("crm_contract_id", "in", self.ids)], ["crm_contract_id"], ["__count"]
            )
        )
        for contract in self:
            contract.invoice_count = counts.get(contract, 0)

    @api.depends(
        "order_ids.state",
        "order_ids.amount_total",
        "order_ids.currency_id",
        "currency_id",
    )
    def _compute_amount_ordered(self):
        for contract in self:
            orders = contract.order_ids.filtered(lambda o: o.state == "sale")
            contract.amount_ordered = sum(
                contract._to_contract_currency(
                    order.amount_total, order.currency_id, order.date_order
                )
                for order in orders
            )

    # A posted amount stands still; naming it here would ask at every matching.
    @api.depends("invoice_ids.state", "invoice_ids.move_type", "currency_id")
    def _compute_amount_invoiced(self):
        for contract in self:
            posted = contract.invoice_ids.filtered(
                lambda m: m.state == "posted" and not m.crm_contract_side_document
            )
            contract.amount_invoiced = sum(
                -contract._direction()
                * move.direction_sign
                * contract._to_contract_currency(
                    move.amount_total, move.currency_id, move.invoice_date
                )
                for move in posted
            )

    def action_create_order(self):
        """Asks what to order: everything, what is left, or chosen quantities."""
        self.ensure_one()
        self.check_access("write")
        self._check_executable()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_contracts.crm_contract_order_action"
        )
        action["context"] = {"default_contract_id": self.id}
        return action

    def action_view_orders(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("sale.action_orders")
        action["domain"] = [("crm_contract_id", "=", self.id)]
        action["context"] = {"create": False}
        return action

    def action_view_invoices(self):
        self.ensure_one()
        kind = "out" if self._direction() > 0 else "in"
        action = self.env["ir.actions.act_window"]._for_xml_id(
            f"account.action_move_{kind}_invoice_type"
        )
        action["domain"] = [("crm_contract_id", "=", self.id)]
        action["context"] = {"create": False}
        return action

    def action_open_copy(self):
        """The signed copy, as a file."""
        self.ensure_one()
        self.check_access("read")
        document = self.sudo().document_id
        if not document:
            raise UserError(
                self.env._(
                    "%s has no signed copy: it was taken over, or is not signed yet. "
                    "Attach the paper to its log.",
                    self.display_name,
                )
            )
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{document.id}?download=true",
            "target": "download",
        }

    def _portal_invoices(self):
        """Posted invoices and credit notes, newest first, for the customer (sudo)."""
        posted = self.sudo().invoice_ids.filtered(lambda m: m.state == "posted")
        return posted.sorted(lambda m: (m.invoice_date, m.id), reverse=True)

    def _create_order(self, quantities=None, **order_values):
        """A quotation under the contract, of what is left unless quantities are given.

        quantities: {contract line: quantity in its unit}; order_values: more values of
        the order, as its delivery date
        """
        self.ensure_one()
        self.check_access("write")
        self._check_executable()
        self._lock_for_orders()
        if quantities is None:
            quantities = {line: line.qty_to_order for line in self.line_ids}
        values = [
            line._prepare_order_line_values(quantity)
            for line, quantity in quantities.items()
            if quantity > 0
        ]
        if not values:
            raise UserError(
                self.env._(
                    "Everything in %s was ordered already; open its sales orders.",
                    self.display_name,
                )
            )
        order = self._order_model().create(
            {**self._prepare_order_values(values), **order_values}
        )
        self._log_event("ordered", description=order.name)
        return order

    def _order_model(self):
        """Sales orders; purchase contracts are ordered where Purchase is used."""
        if self.contract_type == "purchase":
            raise UserError(
                self.env._(
                    "%s is a purchase contract: its orders are made in Purchase. "
                    "Install that app, then order here.",
                    self.display_name,
                )
            )
        return self.env["sale.order"]

    def _prepare_order_values(self, lines):
        return {
            "partner_id": self.partner_id.id,
            "company_id": self.company_id.id,
            "currency_id": self.currency_id.id,
            "origin": self.name,
            "crm_contract_id": self.id,
            "order_line": [Command.create(line) for line in lines],
        }

    def _prepare_invoice_values(self, line_values):
        """Values of an invoice for instalments; line_values are create commands."""
        return {
            "move_type": "out_invoice" if self._direction() > 0 else "in_invoice",
            "partner_id": self.partner_id.id,
            "company_id": self.company_id.id,
            "currency_id": self.currency_id.id,
            "invoice_origin": self.name,
            "invoice_user_id": self.user_id.id,
            "crm_contract_id": self.id,
            "invoice_line_ids": line_values,
        }

    def _document_account(self):
        """Account of what names no product, of the contract's own company."""
        product = self.line_ids.product_id[:1].with_company(self.company_id)
        accounts = product._get_product_accounts()
        return accounts["income" if self._direction() > 0 else "expense"]

    def _direction(self):
        """1 when the contract brings money, -1 when we buy."""
        self.ensure_one()
        return -1 if self.contract_type == "purchase" else 1

    def _to_contract_currency(self, amount, currency, date):
        return currency._convert(
            amount, self.currency_id, self.company_id, date or fields.Date.today()
        )
