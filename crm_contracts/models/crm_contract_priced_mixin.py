# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models


class CrmContractPricedMixin(models.AbstractModel):
    """A quantity of a product at a price, with taxes, counted by Odoo's tax engine."""

    _name = "crm.contract.priced.mixin"
    _description = "Quantity at a Price"

    currency_id = fields.Many2one("res.currency")
    product_id = fields.Many2one(
        comodel_name="product.product",
        required=True,
        domain="['|', ('sale_ok', '=', True), ('purchase_ok', '=', True)]",
        ondelete="restrict",
        index=True,
    )
    description = fields.Text(
        compute="_compute_description",
        store=True,
        readonly=False,
        precompute=True,
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
    )
    price_subtotal = fields.Monetary(
        string="Untaxed", compute="_compute_price_total", store=True
    )
    price_total = fields.Monetary(
        string="Total", compute="_compute_price_total", store=True
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
            product, agreement = line.product_id, line._agreement()
            line.price_unit = product.currency_id._convert(
                product.standard_price if line._is_bought() else product.lst_price,
                agreement.currency_id or product.currency_id,
                agreement.company_id or self.env.company,
                fields.Date.context_today(line),
                round=False,
            )

    @api.depends("product_id")
    def _compute_tax_ids(self):
        for line in self:
            product, agreement = line.product_id, line._agreement()
            company = agreement.company_id or self.env.company
            taxes = (
                product.supplier_taxes_id if line._is_bought() else product.taxes_id
            )._filter_taxes_by_company(company)
            position = self.env["account.fiscal.position"].with_company(company)
            line.tax_ids = position._get_fiscal_position(agreement.partner_id).map_tax(
                taxes
            )

    @api.depends("quantity", "price_unit", "tax_ids", "product_id", "currency_id")
    def _compute_price_total(self):
        for line in self:
            company = line._agreement().company_id or self.env.company
            details = line._prepare_taxed_lines(company)[0]["tax_details"]
            line.price_subtotal = details["total_excluded_currency"]
            line.price_total = details["total_included_currency"]

    def _tax_totals(self, agreement):
        """Summary of Odoo's tax engine over all lines of an agreement, as invoiced."""
        company = agreement.company_id or self.env.company
        return self.env["account.tax"]._get_tax_totals_summary(
            base_lines=self._prepare_taxed_lines(company),
            currency=agreement.currency_id or company.currency_id,
            company=company,
        )

    def _prepare_taxed_lines(self, company):
        tax_model = self.env["account.tax"]
        base_lines = self._prepare_base_lines()
        tax_model._add_tax_details_in_base_lines(base_lines, company)
        tax_model._round_base_lines_tax_details(base_lines, company)
        return base_lines

    def _prepare_base_lines(self):
        """Lines in the shape that Odoo's tax engine computes with."""
        return [line._prepare_base_line() for line in self]

    def _prepare_base_line(self, **values):
        agreement = self._agreement()
        company = agreement.company_id or self.env.company
        return self.env["account.tax"]._prepare_base_line_for_taxes_computation(
            self,
            tax_ids=self.tax_ids,
            quantity=self.quantity,
            partner_id=agreement.partner_id,
            currency_id=agreement.currency_id or company.currency_id,
            name=self.description,
            **values,
        )

    def _agreement(self):
        """Hook: the record whose company, currency and ``partner_id`` count."""
        raise NotImplementedError

    def _is_bought(self):
        """Whether cost and supplier taxes of the product are proposed."""
        return False
