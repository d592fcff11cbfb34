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
    _inherit = ["crm.contract.priced.mixin", "crm.contract.amendment.part.mixin"]
    _order = "amendment_id, sequence, id"
    _rec_name = "description"
    _check_company_auto = True

    _guarded_fields = frozenset({"line_id", "price_before", "quantity_before"})

    line_id = fields.Many2one(
        comodel_name="crm.contract.line",
        string="Contract Line",
        readonly=True,
        index=True,
        ondelete="set null",
    )
    product_id = fields.Many2one(check_company=True)
    description = fields.Text(required=True)
    quantity_before = fields.Float(digits="Product Unit", readonly=True)
    quantity = fields.Float(string="Quantity After")
    price_before = fields.Float(digits="Product Price", readonly=True, aggregator=None)
    price_unit = fields.Float(string="Price After", aggregator=None)
    tax_ids = fields.Many2many(
        domain="[('type_tax_use', 'in', ('sale', 'purchase'))]", check_company=True
    )
    price_subtotal = fields.Monetary(string="Untaxed After")
    price_total = fields.Monetary(string="Total After")
    is_changed = fields.Boolean(compute="_compute_is_changed")

    _quantity_positive = models.Constraint(
        "CHECK (quantity >= 0)", "The quantity of a line cannot be negative."
    )

    @api.depends("quantity", "quantity_before", "price_unit", "price_before")
    def _compute_is_changed(self):
        for line in self:
            line.is_changed = (line.quantity, line.price_unit) != (
                line.quantity_before,
                line.price_before,
            )

    def write(self, vals):
        if not self.env.su and AGREED & vals.keys():
            self._check_agreed_stays()
        return super().write(vals)

    def _check_taken_out(self):
        if self.line_id:
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

    def _largest_quantity(self):
        """The most that may be delivered after it, or None for an estimate."""
        agreed = self.line_id
        if agreed.quantity_is_estimate:
            return None
        return self.quantity * (1 + agreed.quantity_tolerance / 100)

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

    def _agreement(self):
        return self.amendment_id

    def _is_bought(self):
        return self.amendment_id.contract_id.contract_type == "purchase"
