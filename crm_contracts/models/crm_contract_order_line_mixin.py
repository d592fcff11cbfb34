# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import formatLang

from .crm_contract_trace_rules import price_deviation


class CrmContractOrderLineMixin(models.AbstractModel):
    """Guard of order lines under a contract: product, price and quantity.

    It runs in the ORM's own constraint, so that forms, imports, portal, e-commerce and
    RPC pass the same door. Heirs say where the quantity stands.
    """

    _name = "crm.contract.order.line.mixin"
    _description = "Order Lines of a Contract"

    # the field of a settlement line that names such an order line
    _settlement_link = "order_line_id"

    crm_contract_line_id = fields.Many2one(
        comodel_name="crm.contract.line",
        string="Contract Line",
        compute="_compute_crm_contract_line_id",
        store=True,
        readonly=False,
        precompute=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )

    @api.depends("product_id", "order_id.crm_contract_id")
    def _compute_crm_contract_line_id(self):
        """A product of the contract is ordered at the contract's terms."""
        for line in self:
            contract = line.order_id.crm_contract_id.sudo()
            agreed = contract.line_ids.filtered(
                lambda c, x=line: c.product_id == x.product_id
            )
            if not agreed or line.crm_contract_line_id not in agreed:
                line.crm_contract_line_id = agreed[:1]

    def _contract_quantity(self):
        """Hook: quantity of the line in its own ``product_uom_id``."""
        raise NotImplementedError

    def _is_contract_free(self):
        """Sections, notes and down payments are no promises of goods."""
        return bool(self.display_type or self.is_downpayment)

    def _check_against_contract(self):
        """Raises ValidationError where a line leaves the terms of its contract.

        Lines without a contract cost nothing here: no query is made for them.
        """
        linked = self.filtered("crm_contract_line_id")
        for line in self - linked:
            line._check_line_is_linked()
            line._check_contract_undercut()
        if not linked:
            return
        linked.sudo().crm_contract_line_id.contract_id._lock_for_orders()
        for line in linked.sudo():
            line._check_contract_product()
            line._check_contract_price()
            line._check_contract_not_negative(line._contract_quantity())
        linked.sudo().crm_contract_line_id._check_ordered_quantities()

    def _check_line_is_linked(self):
        """A product of the contract is not sold beside the contract's terms."""
        contract = self.order_id.crm_contract_id.sudo()
        if not contract or self._is_contract_free():
            return
        if self.product_id in contract.line_ids.product_id:
            raise ValidationError(
                self.env._(
                    "%(product)s is a product of %(contract)s: the line names the "
                    "line of the contract, so that its price and quantity hold.",
                    product=self.product_id.display_name,
                    contract=contract.display_name,
                )
            )

    def _check_contract_undercut(self):
        """A line beside the contract's terms takes nothing off its prices."""
        if not self.order_id.crm_contract_id or self._is_contract_free():
            return
        if not self._is_agreed_discount():
            self._check_contract_not_negative(
                self.price_unit * self._contract_quantity()
            )

    def _is_agreed_discount(self):
        """Whether another app promised it, for a complaint for example (guarded)."""
        name = "complaint_discount_id"
        return name in self._fields and bool(self.sudo()[name])

    def _check_contract_not_negative(self, value):
        if value >= 0:
            return
        raise ValidationError(
            self.env._(
                "%(product)s: a line under %(contract)s is not negative. What comes "
                "back is credited; lower prices and quantities are agreed on in an "
                "amendment.",
                product=self.product_id.display_name or self.name,
                contract=self.order_id.crm_contract_id.sudo().display_name,
            )
        )

    def _check_contract_product(self):
        agreed = self.crm_contract_line_id
        order = self.order_id
        if agreed.contract_id != order.crm_contract_id:
            raise ValidationError(
                self.env._(
                    "“%(line)s” is a line of %(contract)s; it is ordered in an order "
                    "of that contract only.",
                    line=agreed.description,
                    contract=agreed.contract_id.display_name,
                )
            )
        if agreed.product_id != self.product_id:
            raise ValidationError(
                self.env._(
                    "%(contract)s promises %(agreed)s in this line, not %(product)s. "
                    "Add another line for it.",
                    contract=agreed.contract_id.display_name,
                    agreed=agreed.product_id.display_name,
                    product=self.product_id.display_name,
                )
            )

    def _check_contract_price(self):
        """The price after discount is the contract's, within its tolerance."""
        agreed = self.crm_contract_line_id
        wanted = agreed._price_in_unit(self.product_uom_id)
        price = self.price_unit * (1 - self.discount / 100)
        digits = self.env["decimal.precision"].precision_get("Product Price")
        if price_deviation(price, wanted, digits) <= agreed.price_tolerance:
            return
        raise ValidationError(
            self.env._(
                "%(product)s: %(contract)s fixes the price at %(agreed)s, give or take "
                "%(tolerance)s %%; %(price)s is outside. Keep the contract's price, or "
                "agree on another in an amendment.",
                product=self.product_id.display_name,
                contract=agreed.contract_id.display_name,
                agreed=formatLang(self.env, wanted, currency_obj=agreed.currency_id),
                tolerance=agreed.price_tolerance,
                price=formatLang(self.env, price, currency_obj=agreed.currency_id),
            )
        )

    def _executed_quantity(self):
        """Hook: what of the line was executed, in its own unit."""
        raise NotImplementedError

    def _unsettled_quantity(self):
        """Executed and in no effective settlement, nor invoiced outside of one."""
        self.ensure_one()
        lines = self.env["crm.contract.settlement.line"].sudo()
        settled = lines.search(
            [(self._settlement_link, "=", self.id), ("state", "=", "effective")]
        )
        billed = settled.filtered(lambda x: x.settlement_id.billing != "none")
        elsewhere = max(self.qty_invoiced - sum(billed.mapped("quantity")), 0.0)
        taken = sum(settled.mapped("quantity")) + elsewhere
        return max(self._executed_quantity() - taken, 0.0)
