# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .crm_contract_rules import pour
from .crm_contract_trace_rules import exceeds


class CrmContractSupply(models.Model):
    """Supply schedule: how much of a contract line is delivered when, and from where.

    What was ordered and delivered fills the schedule, the earliest date first. It is
    part of what is agreed: once the contract was submitted, an amendment changes it.
    """

    _name = "crm.contract.supply"
    _description = "Supply Schedule"
    _inherit = ["crm.contract.part.mixin"]
    _order = "date, id"

    _free_fields = frozenset({"note", "source"})

    customer_id = fields.Many2one(
        related="contract_id.customer_id", store=True, precompute=True, index=True
    )
    user_id = fields.Many2one(
        related="contract_id.user_id", store=True, precompute=True, string="Owner"
    )
    contract_state = fields.Selection(store=True)
    contract_line_id = fields.Many2one(
        comodel_name="crm.contract.line",
        required=True,
        index=True,
        ondelete="cascade",
        domain="[('contract_id', '=', contract_id)]",
    )
    product_id = fields.Many2one(
        related="contract_line_id.product_id", store=True, precompute=True
    )
    product_uom_id = fields.Many2one(related="contract_line_id.product_uom_id")
    date = fields.Date(required=True)
    quantity = fields.Float(required=True, digits="Product Unit")
    source = fields.Selection(
        selection=[
            ("stock", "From our warehouse"),
            ("drop", "Supplier to customer (drop-ship)"),
        ],
        string="Delivered",
        required=True,
        default="stock",
    )
    is_alarmed = fields.Boolean(readonly=True, copy=False)
    note = fields.Char(help="Quality, blend or other wishes for this delivery.")
    qty_ordered = fields.Float(
        string="Ordered", digits="Product Unit", compute="_compute_filled"
    )
    qty_delivered = fields.Float(
        string="Delivered (Qty)", digits="Product Unit", compute="_compute_filled"
    )
    qty_open = fields.Float(
        string="To Deliver", digits="Product Unit", compute="_compute_filled"
    )
    days_late = fields.Integer(
        compute="_compute_filled",
        help="Days since the promised day while something is still to deliver.",
    )

    _quantity_positive = models.Constraint(
        "CHECK (quantity > 0)", "A delivery needs a quantity above zero."
    )

    @api.depends("contract_line_id", "product_id", "date", "quantity")
    def _compute_display_name(self):
        for row in self:
            row.display_name = f"{row.product_id.display_name or ''} {row.date or ''}"

    @api.depends("quantity", "date", "contract_line_id")
    def _compute_filled(self):
        """One query for all lines; the earliest promise is filled first."""
        traces = self.contract_line_id.sudo()._trace_rows()
        today = fields.Date.context_today(self)
        for line in self.contract_line_id:
            rows = (
                line.supply_ids
                | self.filtered(lambda s, x=line: s.contract_line_id == x)
            ).sorted(lambda s: (s.date or today, s.id or 0))
            trace = traces.get(line._origin.id, {})
            ordered = rows._filled(trace.get("qty_ordered") or 0.0)
            delivered = rows._filled(trace.get("qty_delivered") or 0.0)
            for row in rows:
                row.qty_ordered = ordered.get(row.id, 0.0)
                row.qty_delivered = delivered.get(row.id, 0.0)
                row.qty_open = max(row.quantity - row.qty_delivered, 0.0)
                late = row.date and row.qty_open and row.date < today
                row.days_late = (today - row.date).days if late else 0
        for row in self.filtered(lambda s: not s.contract_line_id):
            row.qty_ordered = row.qty_delivered = row.qty_open = 0.0
            row.days_late = 0

    @api.constrains("contract_line_id", "quantity")
    def _check_quantity(self):
        """A schedule promises no more than the contract line."""
        digits = self.env["decimal.precision"].precision_get("Product Unit")
        for line in self.contract_line_id:
            planned = sum(line.supply_ids.mapped("quantity"))
            foreign = line.supply_ids.contract_id - line.contract_id
            if foreign or exceeds(planned, line._largest_quantity(), digits):
                raise ValidationError(
                    self.env._(
                        "%(contract)s promises %(promised)s of “%(line)s”; the "
                        "schedule has %(planned)s. Reduce a delivery.",
                        contract=line.contract_id.display_name,
                        promised=line.quantity,
                        line=line.description,
                        planned=planned,
                    )
                )

    def action_open_contract(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "crm.contract",
            "res_id": self.contract_id.id,
            "views": [(False, "form")],
        }

    def _alarm_words(self):
        return self.env._(
            "Arrange the delivery of %(quantity)s %(product)s for %(contract)s",
            quantity=f"{self.qty_open:g}",
            product=self.product_id.display_name,
            contract=self.contract_id.name,
        )

    def _filled(self, quantity):
        parts, _rest = pour(quantity, [(row.id, row.quantity) for row in self], 6)
        return dict(parts)
