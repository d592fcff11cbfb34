# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import float_compare, format_date

from .crm_contract_trace_rules import exceeds


class CrmContractAmendmentSupply(models.Model):
    """A promised delivery before and after an amendment; quantity 0 takes it out."""

    _name = "crm.contract.amendment.supply"
    _description = "Delivery of an Amendment"
    _inherit = ["crm.contract.amendment.part.mixin"]
    _order = "amendment_id, date, id"
    _rec_name = "line_id"

    _frozen_fields = frozenset({"amendment_id", "line_id"})

    supply_id = fields.Many2one(
        comodel_name="crm.contract.supply",
        string="Delivery of the Contract",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )
    line_id = fields.Many2one(
        comodel_name="crm.contract.amendment.line",
        string="Subject Line",
        required=True,
        index=True,
        ondelete="cascade",
        domain="[('amendment_id', '=', amendment_id)]",
    )
    product_uom_id = fields.Many2one(related="line_id.product_uom_id")
    date_before = fields.Date(readonly=True)
    date = fields.Date(string="Date After", required=True)
    quantity_before = fields.Float(digits="Product Unit", readonly=True)
    quantity = fields.Float(string="Quantity After", digits="Product Unit")

    _quantity_positive = models.Constraint(
        "CHECK (quantity >= 0)", "The quantity of a delivery cannot be negative."
    )

    @api.constrains("line_id")
    def _check_line(self):
        for row in self:
            if row.line_id.amendment_id != row.amendment_id:
                raise ValidationError(
                    self.env._(
                        "“%(line)s” is no line of %(amendment)s; choose one of it.",
                        line=row.line_id.description,
                        amendment=row.amendment_id.display_name,
                    )
                )

    def _check_taken_out(self):
        if self.supply_id:
            raise UserError(
                self.env._(
                    "“%s” is a delivery of the contract: set its quantity to 0 to take "
                    "it out.",
                    self.supply_id[:1].display_name,
                )
            )

    def _check_schedule(self):
        """The schedule promises no more than the lines after the amendment."""
        digits = self.env["decimal.precision"].precision_get("Product Unit")
        for line, rows in self.grouped("line_id").items():
            planned = sum(rows.mapped("quantity"))
            if exceeds(planned, line._largest_quantity(), digits):
                raise UserError(
                    self.env._(
                        "%(contract)s promises %(promised)s of “%(line)s”; the "
                        "schedule has %(planned)s. Reduce a delivery.",
                        contract=line.amendment_id.display_name,
                        promised=line.quantity,
                        line=line.description,
                        planned=planned,
                    )
                )
        self._check_delivered(digits)

    def _check_delivered(self, digits):
        """Neither what was delivered nor what damages were claimed for goes away."""
        rows = self.filtered("supply_id")
        penalties = self.env["crm.contract.penalty"].sudo()
        claimed = penalties.search(
            [("supply_id", "in", rows.supply_id.ids), ("state", "=", "done")]
        ).supply_id
        for row in rows:
            delivered = row.supply_id.qty_delivered
            if float_compare(row.quantity, delivered, digits) < 0:
                raise UserError(
                    self.env._(
                        "%(delivery)s: %(delivered)s were delivered already, so it is "
                        "not lowered to %(quantity)s.",
                        delivery=row.supply_id.display_name,
                        delivered=delivered,
                        quantity=row.quantity,
                    )
                )
            if row.supply_id in claimed and row._is_changed():
                raise UserError(
                    self.env._(
                        "%s: a penalty was claimed for this delivery, so it stays as "
                        "it was.",
                        row.supply_id.display_name,
                    )
                )

    def _is_changed(self):
        self.ensure_one()
        moved = self.quantity and self.date != self.date_before
        return moved or self.quantity != self.quantity_before

    def _change(self):
        """(what, before, after) in words."""
        self.ensure_one()
        unit = self.product_uom_id.name or ""
        words = [
            f"{format_date(self.env, day)}: {quantity:g} {unit}" if quantity else ""
            for day, quantity in (
                (self.date_before, self.quantity_before),
                (self.date, self.quantity),
            )
        ]
        return (self.env._("Delivery of %s", self.line_id.description), *words)

    def _apply(self):
        """Writes the schedule into the contract (called as superuser).

        What becomes less goes first, so that nothing exceeds its line in between.
        """
        for row in self.sorted(lambda r: r.quantity - r.quantity_before):
            if not row.quantity:
                row.supply_id.unlink()
            elif row.supply_id:
                row.supply_id.write(row._prepare_supply_values())
            else:
                row.supply_id = row.supply_id.create(
                    {
                        **row._prepare_supply_values(),
                        "contract_id": row.amendment_id.contract_id.id,
                        "contract_line_id": row.line_id.line_id.id,
                    }
                )

    def _prepare_supply_values(self):
        """A delivery on another day is announced anew."""
        values = {"date": self.date, "quantity": self.quantity}
        if self.date != self.date_before:
            values["is_alarmed"] = False
        return values
