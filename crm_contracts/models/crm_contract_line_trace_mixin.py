# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .crm_contract_trace_rules import exceeds

AMOUNTS = (
    "amount_ordered",
    "amount_delivered",
    "amount_settled",
    "amount_invoiced",
    "amount_received",
    "amount_retained",
)


class CrmContractLineTraceMixin(models.AbstractModel):
    """Tolerances of a contract line, and what became of it in documents."""

    _name = "crm.contract.line.trace.mixin"
    _description = "Execution of a Contract Line"

    contract_id = fields.Many2one("crm.contract")
    currency_id = fields.Many2one("res.currency")
    product_uom_id = fields.Many2one("uom.uom")
    quantity = fields.Float(digits="Product Unit")
    order_line_ids = fields.One2many("sale.order.line", "crm_contract_line_id")
    supply_ids = fields.One2many("crm.contract.supply", "contract_line_id")
    price_tolerance = fields.Float(
        string="Price Tolerance (%)",
        digits=(5, 2),
        compute="_compute_tolerances",
        store=True,
        readonly=False,
        precompute=True,
        help="How far the price of an order line may be from the contract's.",
    )
    quantity_tolerance = fields.Float(
        string="Quantity Tolerance (%)",
        digits=(5, 2),
        compute="_compute_tolerances",
        store=True,
        readonly=False,
        precompute=True,
        help="How much more than the contract's quantity may be ordered.",
    )
    quantity_is_estimate = fields.Boolean(
        string="Estimated Quantity",
        help="The quantity is an estimate: orders may ask for more or less.",
    )
    qty_ordered = fields.Float(
        string="Ordered",
        digits="Product Unit",
        compute="_compute_qty_ordered",
        help="In orders and quotations that are not cancelled, in the contract's unit.",
    )
    qty_to_order = fields.Float(
        string="To Order", digits="Product Unit", compute="_compute_qty_ordered"
    )
    qty_confirmed = fields.Float(
        string="Ordered (Confirmed)", digits="Product Unit", compute="_compute_trace"
    )
    qty_delivered = fields.Float(
        string="Delivered", digits="Product Unit", compute="_compute_trace"
    )
    qty_settled = fields.Float(
        string="Settled",
        digits="Product Unit",
        compute="_compute_trace",
        help="Executed quantity of effective settlements.",
    )
    qty_invoiced = fields.Float(
        string="Invoiced (Qty)", digits="Product Unit", compute="_compute_trace"
    )
    amount_ordered = fields.Monetary(string="Ordered Amount", compute="_compute_trace")
    amount_delivered = fields.Monetary(
        string="Delivered Amount", compute="_compute_trace"
    )
    amount_settled = fields.Monetary(string="Settled Amount", compute="_compute_trace")
    amount_invoiced = fields.Monetary(string="Invoiced", compute="_compute_trace")
    amount_received = fields.Monetary(string="Received", compute="_compute_trace")
    amount_retained = fields.Monetary(string="Retained", compute="_compute_trace")
    amount_open = fields.Monetary(
        string="Open",
        compute="_compute_trace",
        help="Promised and not received yet.",
    )

    _tolerances_valid = models.Constraint(
        "CHECK (price_tolerance >= 0 AND quantity_tolerance >= 0)",
        "A tolerance is a percentage from zero upwards.",
    )

    @api.depends("contract_id.price_tolerance", "contract_id.quantity_tolerance")
    def _compute_tolerances(self):
        for line in self:
            line.price_tolerance = line.contract_id.price_tolerance
            line.quantity_tolerance = line.contract_id.quantity_tolerance

    @api.depends("order_line_ids.product_uom_qty", "order_line_ids.order_id.state")
    def _compute_qty_ordered(self):
        """Quantity in orders not cancelled, so that nothing is asked for twice."""
        asked = self._asked_quantities()
        for line in self:
            line.qty_ordered = asked.get(line._origin.id, 0.0)
            line.qty_to_order = max(
                line.quantity - line.opening_quantity - line.qty_ordered, 0.0
            )

    @api.depends("order_line_ids.qty_delivered", "contract_id.invoice_ids.state")
    def _compute_trace(self):
        rows = self._trace_rows()
        for line in self:
            row = rows.get(line._origin.id, {})
            line.qty_confirmed = row.get("qty_ordered", 0.0)
            line.qty_delivered = row.get("qty_delivered", 0.0)
            line.qty_settled = row.get("qty_settled", 0.0)
            line.qty_invoiced = row.get("qty_invoiced", 0.0)
            for name in AMOUNTS:
                line[name] = row.get(name, 0.0)
            promised = row.get("amount_promised", 0.0)
            line.amount_open = promised - row.get("amount_received", 0.0)

    def action_view_order_lines(self):
        """The order lines behind what was ordered and delivered."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Ordered: %s", self.display_name),
            "res_model": "sale.order.line",
            "views": [(self.env.ref("sale.view_order_line_tree").id, "list")],
            "domain": [("crm_contract_line_id", "=", self.id)],
            "context": {"create": False},
        }

    def _trace_rows(self):
        """{line id: row of the workbench query} in one query."""
        contracts = self.contract_id._origin
        if not contracts:
            return {}
        rows = self.env["crm.contract.workbench"].sudo()._read_trace(contracts.ids)
        return {row["line_id"]: row for row in rows if row["line_id"]}

    def _asked_quantities(self):
        """{line id: quantity in orders not cancelled, in the unit of the line}."""
        groups = (
            self.env["sale.order.line"]
            .sudo()
            ._read_group(
                [
                    ("crm_contract_line_id", "in", self._origin.ids),
                    ("order_id.state", "!=", "cancel"),
                ],
                ["crm_contract_line_id", "product_uom_id"],
                ["product_uom_qty:sum"],
            )
        )
        asked = dict.fromkeys(self._origin.ids, 0.0)
        for line, unit, quantity in groups:
            asked[line.id] += line._in_own_unit(quantity, unit)
        return asked

    def _settled_quantities(self):
        """{line id: quantity of effective settlements, in the unit of the line}."""
        groups = (
            self.env["crm.contract.settlement.line"]
            .sudo()
            ._read_group(
                [("contract_line_id", "in", self.ids), ("state", "=", "effective")],
                ["contract_line_id", "product_uom_id"],
                ["quantity:sum"],
            )
        )
        settled = dict.fromkeys(self.ids, 0.0)
        for line, unit, quantity in groups:
            settled[line.id] += line._in_own_unit(quantity, unit)
        return settled

    def _in_own_unit(self, quantity, unit):
        """A quantity in another unit, in the unit of the contract line."""
        if not unit or not self.product_uom_id or unit == self.product_uom_id:
            return quantity
        return unit._compute_quantity(quantity, self.product_uom_id, round=False)

    def _largest_quantity(self):
        """The most that may be ordered, or None for an estimate."""
        if self.quantity_is_estimate:
            return None
        return self.quantity * (1 + self.quantity_tolerance / 100)

    def _price_in_unit(self, unit):
        """The contract's price for one piece of another unit."""
        if not unit or not self.product_uom_id or unit == self.product_uom_id:
            return self.price_unit
        return self.product_uom_id._compute_price(self.price_unit, unit)

    def _check_ordered_quantities(self):
        """Orders of a line ask for no more than promised, tolerance included."""
        digits = self.env["decimal.precision"].precision_get("Product Unit")
        asked = self._asked_quantities()
        for line in self:
            largest = line._largest_quantity()
            if not exceeds(asked[line.id], largest, digits):
                continue
            raise ValidationError(
                self.env._(
                    "%(product)s: %(contract)s promises %(promised)s %(unit)s, at most "
                    "%(largest)s; with this order %(asked)s would be asked for. Reduce "
                    "the quantity, cancel another order, or agree on more in an "
                    "amendment.",
                    product=line.product_id.display_name,
                    contract=line.contract_id.display_name,
                    promised=line.quantity,
                    unit=line.product_uom_id.name or "",
                    largest=round(largest, digits),
                    asked=round(asked[line.id], digits),
                )
            )
