# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

# what a line of the contract is about; another thing is another line
AGREED = frozenset({"description", "product_id", "product_uom_id", "tax_ids"})


class CrmContractAmendmentLine(models.Model):
    """A subject line before and after an amendment; quantity 0 takes it out."""

    _name = "crm.contract.amendment.line"
    _description = "Subject Line of an Amendment"
    _inherit = ["crm.guarded.mixin"]
    _order = "amendment_id, sequence, id"
    _rec_name = "description"
    _check_company_auto = True

    _guarded_fields = frozenset({"line_id", "price_before", "quantity_before"})
    _frozen_fields = frozenset({"amendment_id"})

    amendment_id = fields.Many2one(
        comodel_name="crm.contract.amendment",
        required=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        related="amendment_id.company_id", store=True, precompute=True, index=True
    )
    currency_id = fields.Many2one(related="amendment_id.currency_id")
    sequence = fields.Integer(default=10)
    line_id = fields.Many2one(
        comodel_name="crm.contract.line",
        string="Contract Line",
        readonly=True,
        index=True,
        ondelete="set null",
    )
    product_id = fields.Many2one(
        comodel_name="product.product",
        required=True,
        domain="[('sale_ok', '=', True)]",
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
    quantity_before = fields.Float(digits="Product Unit", readonly=True)
    quantity = fields.Float(
        string="Quantity After", digits="Product Unit", default=1.0, required=True
    )
    product_uom_id = fields.Many2one(
        comodel_name="uom.uom",
        string="Unit",
        compute="_compute_product_uom_id",
        store=True,
        readonly=False,
        precompute=True,
        ondelete="restrict",
    )
    price_before = fields.Float(digits="Product Price", readonly=True, aggregator=None)
    price_unit = fields.Float(
        string="Price After",
        digits="Product Price",
        compute="_compute_price_unit",
        store=True,
        readonly=False,
        precompute=True,
        aggregator=None,
    )
    tax_ids = fields.Many2many(
        comodel_name="account.tax",
        string="Taxes",
        compute="_compute_tax_ids",
        store=True,
        readonly=False,
        precompute=True,
        domain="[('type_tax_use', '=', 'sale')]",
        check_company=True,
    )
    price_total = fields.Monetary(
        string="Total After", compute="_compute_price_total", store=True
    )
    is_changed = fields.Boolean(compute="_compute_is_changed")

    _quantity_positive = models.Constraint(
        "CHECK (quantity >= 0)", "The quantity of a line cannot be negative."
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
            product, amendment = line.product_id, line.amendment_id
            line.price_unit = product.currency_id._convert(
                product.lst_price,
                amendment.currency_id or product.currency_id,
                amendment.company_id or self.env.company,
                fields.Date.context_today(line),
                round=False,
            )

    @api.depends("product_id")
    def _compute_tax_ids(self):
        for line in self:
            company = line.amendment_id.company_id or self.env.company
            taxes = line.product_id.taxes_id._filter_taxes_by_company(company)
            position = self.env["account.fiscal.position"].with_company(company)
            line.tax_ids = position._get_fiscal_position(
                line.amendment_id.partner_id
            ).map_tax(taxes)

    @api.depends("quantity", "price_unit", "tax_ids", "amendment_id.currency_id")
    def _compute_price_total(self):
        tax_model = self.env["account.tax"]
        for line in self:
            company = line.amendment_id.company_id or self.env.company
            base_lines = [line._prepare_base_line()]
            tax_model._add_tax_details_in_base_lines(base_lines, company)
            tax_model._round_base_lines_tax_details(base_lines, company)
            details = base_lines[0]["tax_details"]
            line.price_total = details["total_included_currency"]

    @api.depends("quantity", "quantity_before", "price_unit", "price_before")
    def _compute_is_changed(self):
        for line in self:
            line.is_changed = (line.quantity, line.price_unit) != (
                line.quantity_before,
                line.price_before,
            )

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines.amendment_id._check_open_terms()
        return lines

    def write(self, vals):
        self.amendment_id._check_open_terms()
        if not self.env.su and AGREED & vals.keys():
            self._check_agreed_stays()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_agreed(self):
        self.amendment_id._check_open_terms()
        if not self.env.su and self.line_id:
            raise UserError(
                self.env._(
                    "“%s” is a line of the contract: set its quantity to 0 to take it "
                    "out.",
                    self.line_id[:1].description,
                )
            )

    def _check_agreed_stays(self):
        """The amendment lists quantities and prices: nothing else changes unseen."""
        for line in self.filtered("line_id"):
            raise UserError(
                self.env._(
                    "“%s” is a line of the contract: its product, text, unit and taxes "
                    "stay. Set its quantity to 0 or to what was ordered, and add "
                    "another line.",
                    line.line_id.description,
                )
            )

    def _change(self):
        """(what, before, after) in words."""
        self.ensure_one()
        unit = self.product_uom_id.name or ""
        words = [
            f"{quantity:g} {unit} × {price:,.2f}" if quantity else ""
            for quantity, price in (
                (self.quantity_before, self.price_before),
                (self.quantity, self.price_unit),
            )
        ]
        return (self.description, *words)

    def _check_ordered(self):
        """Nobody agrees on less than what was ordered already."""
        for line in self.filtered("line_id"):
            ordered = line.line_id.qty_ordered
            if line.quantity < ordered:
                raise UserError(
                    self.env._(
                        "%(line)s: %(ordered)s were ordered already, so the quantity "
                        "is not lowered to %(quantity)s. Cancel orders first.",
                        line=line.description,
                        ordered=ordered,
                        quantity=line.quantity,
                    )
                )

    def _apply(self):
        """Writes the lines into the contract (called as superuser)."""
        for line in self:
            values = line._prepare_line_values()
            if not line.quantity:
                line.line_id.unlink()
            elif line.line_id:
                line.line_id.write(values)
            else:
                line.line_id = line.line_id.create(
                    {**values, "contract_id": line.amendment_id.contract_id.id}
                )

    def _prepare_line_values(self):
        return {
            "sequence": self.sequence,
            "product_id": self.product_id.id,
            "description": self.description,
            "quantity": self.quantity,
            "product_uom_id": self.product_uom_id.id,
            "price_unit": self.price_unit,
            "tax_ids": [Command.set(self.tax_ids.ids)],
        }

    def _prepare_base_line(self):
        amendment = self.amendment_id
        company = amendment.company_id or self.env.company
        currency = amendment.currency_id or company.currency_id
        return self.env["account.tax"]._prepare_base_line_for_taxes_computation(
            self,
            tax_ids=self.tax_ids,
            quantity=self.quantity,
            partner_id=amendment.partner_id,
            currency_id=currency,
            name=self.description,
        )
