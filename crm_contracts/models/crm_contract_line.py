# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError


class CrmContractLine(models.Model):
    _name = "crm.contract.line"
    _description = "Subject Line of a Contract"
    _inherit = ["crm.contract.line.trace.mixin", "crm.guarded.mixin"]
    _order = "contract_id, sequence, id"
    _rec_name = "description"
    _check_company_auto = True

    _frozen_fields = frozenset({"contract_id"})

    contract_id = fields.Many2one(
        comodel_name="crm.contract", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="contract_id.company_id", store=True, precompute=True, index=True
    )
    currency_id = fields.Many2one(related="contract_id.currency_id")
    sequence = fields.Integer(default=10)
    product_id = fields.Many2one(
        comodel_name="product.product",
        required=True,
        domain="['|', ('sale_ok', '=', True), ('purchase_ok', '=', True)]",
        ondelete="restrict",
        check_company=True,
        index=True,
    )
    description = fields.Text(
        compute="_compute_description",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
    )
    delivery_terms = fields.Char(
        help="When, where and how it is delivered, as it is printed on the contract."
    )
    quantity = fields.Float(default=1.0, digits="Product Unit", required=True)
    product_uom_id = fields.Many2one(
        comodel_name="uom.uom",
        string="Unit",
        compute="_compute_product_uom_id",
        store=True,
        readonly=False,
        precompute=True,
        ondelete="restrict",
    )
    price_unit = fields.Float(
        string="Unit Price",
        digits="Product Price",
        compute="_compute_price_unit",
        store=True,
        readonly=False,
        precompute=True,
    )
    tax_ids = fields.Many2many(
        comodel_name="account.tax",
        string="Taxes",
        compute="_compute_tax_ids",
        store=True,
        readonly=False,
        precompute=True,
        domain="[('type_tax_use', 'in', ('sale', 'purchase'))]",
        check_company=True,
    )
    price_subtotal = fields.Monetary(
        string="Untaxed", compute="_compute_price_total", store=True
    )
    price_total = fields.Monetary(
        string="Total", compute="_compute_price_total", store=True
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

    @api.depends("product_id")
    def _compute_description(self):
        for line in self.filtered("product_id"):
            line.description = line.product_id.display_name

    @api.depends("product_id")
    def _compute_product_uom_id(self):
        for line in self.filtered("product_id"):
            line.product_uom_id = line.product_id.uom_id

    @api.depends("product_id")
    def _compute_price_unit(self):
        for line in self:
            product, contract = line.product_id, line.contract_id
            buys = contract.contract_type == "purchase"
            line.price_unit = product.currency_id._convert(
                product.standard_price if buys else product.lst_price,
                contract.currency_id or product.currency_id,
                contract.company_id or self.env.company,
                fields.Date.context_today(line),
                round=False,
            )

    @api.depends("product_id")
    def _compute_tax_ids(self):
        for line in self:
            company = line.contract_id.company_id or self.env.company
            product = line.product_id
            buys = line.contract_id.contract_type == "purchase"
            taxes = product.supplier_taxes_id if buys else product.taxes_id
            taxes = taxes._filter_taxes_by_company(company)
            position = self.env["account.fiscal.position"].with_company(company)
            line.tax_ids = position._get_fiscal_position(
                line.contract_id.partner_id
            ).map_tax(taxes)

    @api.depends("quantity", "price_unit", "tax_ids", "contract_id.currency_id")
    def _compute_price_total(self):
        tax_model = self.env["account.tax"]
        for line in self:
            company = line.contract_id.company_id or self.env.company
            base_lines = line._prepare_base_lines()
            tax_model._add_tax_details_in_base_lines(base_lines, company)
            tax_model._round_base_lines_tax_details(base_lines, company)
            details = base_lines[0]["tax_details"]
            line.price_subtotal = details["total_excluded_currency"]
            line.price_total = details["total_included_currency"]

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines._check_terms_open()
        return lines

    def write(self, vals):
        self._check_terms_open()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_agreed(self):
        self._check_terms_open()

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

    def _check_terms_open(self):
        if not self.env.su:
            self.contract_id._check_terms_open()

    def _prepare_base_lines(self):
        """Lines in the shape that Odoo's tax engine computes with."""
        return [line._prepare_base_line() for line in self]

    def _prepare_base_line(self):
        contract = self.contract_id
        company = contract.company_id or self.env.company
        currency = contract.currency_id or company.currency_id
        return self.env["account.tax"]._prepare_base_line_for_taxes_computation(
            self,
            tax_ids=self.tax_ids,
            quantity=self.quantity,
            partner_id=contract.partner_id,
            currency_id=currency,
            rate=self.env["res.currency"]._get_conversion_rate(
                company.currency_id,
                currency,
                company,
                contract.date_signed or fields.Date.context_today(self),
            ),
            name=self.description,
        )

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
