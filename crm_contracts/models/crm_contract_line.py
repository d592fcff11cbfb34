# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models
from odoo.exceptions import UserError


class CrmContractLine(models.Model):
    _name = "crm.contract.line"
    _description = "Subject Line of a Contract"
    _inherit = [
        "crm.contract.line.trace.mixin",
        "crm.contract.priced.mixin",
        "crm.contract.part.mixin",
    ]
    _order = "contract_id, sequence, id"
    _rec_name = "description"
    _check_company_auto = True

    currency_id = fields.Many2one(related="contract_id.currency_id")
    sequence = fields.Integer(default=10)
    product_id = fields.Many2one(check_company=True)
    description = fields.Text(required=True)
    delivery_terms = fields.Char(
        help="When, where and how it is delivered, as it is printed on the contract."
    )
    tax_ids = fields.Many2many(
        domain="[('type_tax_use', 'in', ('sale', 'purchase'))]", check_company=True
    )
    order_line_ids = fields.One2many(
        comodel_name="sale.order.line", inverse_name="crm_contract_line_id"
    )
    opening_quantity = fields.Float(
        string="Delivered before",
        digits="Product Unit",
        readonly=True,
        copy=False,
        help="Before the contract was taken over into Odoo.",
    )

    _quantity_positive = models.Constraint(
        "CHECK (quantity > 0)", "A subject line needs a quantity above zero."
    )

    def _is_delivered(self):
        """Whether confirmed orders delivered what the line promises, in its unit."""
        self.ensure_one()
        confirmed = self.sudo().order_line_ids.filtered(lambda i: i.state == "sale")
        delivered = sum(
            item.product_uom_id._compute_quantity(
                item.qty_delivered, self.product_uom_id, round=False
            )
            for item in confirmed
        )
        delivered += self.opening_quantity
        return self.product_uom_id.compare(delivered, self.quantity) >= 0

    def _agreement(self):
        return self.contract_id

    def _is_bought(self):
        return self.contract_id.contract_type == "purchase"

    def _prepare_base_line(self, **values):
        contract = self.contract_id
        company = contract.company_id or self.env.company
        rate = self.env["res.currency"]._get_conversion_rate(
            company.currency_id,
            contract.currency_id or company.currency_id,
            company,
            contract.date_signed or fields.Date.context_today(self),
        )
        return super()._prepare_base_line(rate=rate, **values)

    def _prepare_order_line_values(self, quantity=None):
        """Sales order line of a quantity, or of what is still to be ordered."""
        self.ensure_one()
        return {
            "crm_contract_line_id": self.id,
            "product_id": self.product_id.id,
            "name": self.description,
            "product_uom_qty": self.qty_to_order if quantity is None else quantity,
            "product_uom_id": self.product_uom_id.id,
            "price_unit": self.price_unit,
            "tax_ids": [fields.Command.set(self.tax_ids.ids)],
        }

    def _set_opening(self, quantity):
        if not 0 <= quantity <= self.quantity:
            raise UserError(
                self.env._(
                    "%(line)s: between nothing and %(quantity)s was delivered before.",
                    line=self.description,
                    quantity=self.quantity,
                )
            )
        self.sudo().opening_quantity = quantity
