# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models
from odoo.exceptions import UserError


class CrmContractSupply(models.Model):
    _inherit = "crm.contract.supply"

    purchase_line_id = fields.Many2one(
        comodel_name="purchase.order.line",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )
    purchase_id = fields.Many2one(
        related="purchase_line_id.order_id", string="Purchase Order"
    )

    def action_purchase(self):
        """Requests for quotation of what the chosen deliveries need, by vendor."""
        orders = self._create_purchases()
        action = self.env["ir.actions.act_window"]._for_xml_id("purchase.purchase_rfq")
        if len(orders) == 1:
            return {**action, "res_id": orders.id, "views": [(False, "form")]}
        return {**action, "domain": [("id", "in", orders.ids)], "context": {}}

    def _create_purchases(self):
        """One request per contract, vendor and kind of delivery; each row once."""
        self.contract_id._check_purchaser()
        self.contract_id._check_executable()
        self.lock_for_update(allow_referencing=True)
        self.invalidate_recordset(["purchase_line_id"])
        groups = {}
        for row in self:
            row._check_to_buy()
            key = (row.contract_id, row._vendor(), row.source)
            groups.setdefault(key, self.browse())
            groups[key] |= row
        orders = self.env["purchase.order"]
        for (contract, vendor, _source), rows in groups.items():
            order = orders.create(contract._prepare_customer_supply(vendor, rows))
            for row, line in zip(rows, order.order_line, strict=True):
                row.sudo().purchase_line_id = line
            orders |= order
        return orders

    def _check_to_buy(self):
        if self.contract_id.contract_type == "purchase":
            raise UserError(
                self.env._(
                    "%s is bought under this contract already: order from it.",
                    self.display_name,
                )
            )
        if self.purchase_line_id and self.purchase_line_id.state != "cancel":
            raise UserError(
                self.env._(
                    "%(delivery)s is bought with %(order)s already.",
                    delivery=self.display_name,
                    order=self.purchase_line_id.order_id.name,
                )
            )

    def _vendor(self):
        seller = self.product_id._select_seller(
            quantity=self.quantity, date=self.date, uom_id=self.product_uom_id
        )
        if not seller:
            raise UserError(
                self.env._(
                    "%s has no vendor: enter one on the product, then buy it here.",
                    self.product_id.display_name,
                )
            )
        return seller.partner_id

    def _purchase_values(self):
        return {
            "product_id": self.product_id.id,
            "product_qty": self.quantity,
            "product_uom_id": self.product_uom_id.id or self.product_id.uom_id.id,
            "date_planned": fields.Datetime.to_datetime(self.date),
        }
