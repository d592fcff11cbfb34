# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

from .crm_contract_trace_rules import exceeds, price_deviation


class CrmContractSettlementLine(models.Model):
    _name = "crm.contract.settlement.line"
    _description = "Line of a Settlement"
    _inherit = ["crm.contract.priced.mixin", "crm.guarded.mixin"]
    _order = "settlement_id, id"
    _rec_name = "description"

    _frozen_fields = frozenset({"settlement_id"})

    settlement_id = fields.Many2one(
        comodel_name="crm.contract.settlement",
        required=True,
        index=True,
        ondelete="cascade",
    )
    contract_id = fields.Many2one(
        related="settlement_id.contract_id", store=True, precompute=True, index=True
    )
    currency_id = fields.Many2one(related="settlement_id.currency_id")
    state = fields.Selection(related="settlement_id.state", store=True)
    contract_line_id = fields.Many2one(
        comodel_name="crm.contract.line",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('contract_id', '=', contract_id)]",
    )
    order_line_id = fields.Many2one(
        comodel_name="sale.order.line",
        index="btree_not_null",
        ondelete="restrict",
        domain="[('crm_contract_line_id', '=', contract_line_id)]",
    )
    order_id = fields.Many2one(related="order_line_id.order_id")
    product_id = fields.Many2one(
        related="contract_line_id.product_id", required=False, index=False
    )
    description = fields.Text(compute="_compute_from_contract_line")
    product_uom_id = fields.Many2one(compute="_compute_from_contract_line")
    price_unit = fields.Float(compute="_compute_from_contract_line")
    tax_ids = fields.Many2many(compute="_compute_from_contract_line")

    _quantity_positive = models.Constraint(
        "CHECK (quantity > 0)", "A settlement line needs a quantity above zero."
    )

    @api.depends("contract_line_id")
    def _compute_from_contract_line(self):
        for line in self:
            agreed = line.contract_line_id
            line.description = agreed.description
            line.product_uom_id = agreed.product_uom_id
            line.price_unit = agreed.price_unit
            line.tax_ids = agreed.tax_ids

    @api.constrains("contract_line_id", "order_line_id")
    def _check_contract_line_id(self):
        for line in self:
            foreign = line.contract_line_id.contract_id != line.contract_id
            if foreign or any(
                executed.crm_contract_line_id != line.contract_line_id
                for executed in line._executed_lines()
            ):
                raise UserError(
                    self.env._(
                        "“%(line)s” does not belong to %(contract)s; settle it with "
                        "its own contract.",
                        line=line.description,
                        contract=line.contract_id.display_name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines._check_open()
        return lines

    def write(self, vals):
        self._check_open()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_settled(self):
        self._check_open()

    def _agreement(self):
        return self.settlement_id.contract_id

    def _check_open(self):
        if not self.env.su:
            self.settlement_id._check_draft()

    def _check_executed(self):
        """Settled with the others, no more than executed and no more than promised."""
        digits = self.env["decimal.precision"].precision_get("Product Unit")
        for line in self._executed_lines():
            here = self.filtered(lambda x, o=line: x.sudo()[o._settlement_link] == o)
            wanted = sum(here.mapped("quantity"))
            if exceeds(wanted, line._unsettled_quantity(), digits):
                here._raise_not_executed(line._unsettled_quantity())
        settled = self.contract_line_id._settled_quantities()
        for agreed in self.contract_line_id:
            here = self.filtered(lambda x, a=agreed: x.contract_line_id == a)
            wanted = settled[agreed.id] + sum(
                agreed._in_own_unit(x.quantity, x.product_uom_id) for x in here
            )
            if exceeds(wanted, agreed._largest_quantity(), digits):
                here._raise_not_executed(
                    agreed._largest_quantity() - settled[agreed.id]
                )

    def _check_prices(self):
        """A settlement bills at the contract's price, within its tolerance."""
        digits = self.env["decimal.precision"].precision_get("Product Price")
        for line in self:
            agreed = line.contract_line_id
            wanted = agreed._price_in_unit(line.product_uom_id)
            deviation = price_deviation(line.price_unit, wanted, digits)
            if deviation > agreed.price_tolerance:
                raise UserError(
                    self.env._(
                        "%(settlement)s: the price of “%(line)s” is agreed at "
                        "%(agreed)s, give or take %(tolerance)s %%. Keep it, or agree "
                        "on another in an amendment.",
                        settlement=line.settlement_id.name,
                        line=line.description,
                        agreed=line.currency_id.format(wanted),
                        tolerance=agreed.price_tolerance,
                    )
                )

    def _executed_lines(self):
        """Order lines that are settled, of any kind of order, one by one (sudo)."""
        return list(self.sudo().order_line_id)

    def _raise_not_executed(self, left):
        raise UserError(
            self.env._(
                "%(settlement)s settles more of “%(line)s” than is left: %(left)s. "
                "Other settlements or the contract leave no more; reduce the quantity.",
                settlement=self.settlement_id.name,
                line=self[:1].description,
                left=left,
            )
        )

    def _prepare_invoice_line(self):
        """The invoice line: of its order when there is one, else of the contract."""
        self.ensure_one()
        values = {
            "name": self.description,
            "product_id": self.contract_line_id.product_id.id,
            "product_uom_id": self.product_uom_id.id,
            "quantity": self.quantity,
            "price_unit": self.price_unit,
            "tax_ids": [Command.set(self.tax_ids.ids)],
        }
        order_line = self.sudo().order_line_id
        if order_line:
            return {**values, "sale_line_ids": [Command.link(order_line.id)]}
        return {**values, "crm_contract_line_id": self.contract_line_id.id}
