# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command


class CrmContractOrder(models.TransientModel):
    """What to order under a contract: all, what is left, or chosen quantities."""

    _name = "crm.contract.order"
    _description = "Order under a Contract"
    _inherit = ["crm.contract.wizard.mixin"]

    contract_id = fields.Many2one(
        comodel_name="crm.contract", required=True, readonly=True, ondelete="cascade"
    )
    currency_id = fields.Many2one(related="contract_id.currency_id")
    scope = fields.Selection(
        selection=[
            ("left", "What is left"),
            ("whole", "The whole contract"),
            ("part", "Chosen quantities"),
        ],
        string="Order",
        required=True,
        default="left",
    )
    date = fields.Date(string="Delivery Date")
    line_ids = fields.One2many(
        comodel_name="crm.contract.order.line",
        inverse_name="order_id",
        compute="_compute_line_ids",
        store=True,
        readonly=False,
    )
    amount_untaxed = fields.Monetary(
        string="Untaxed Amount", compute="_compute_amount_untaxed"
    )

    @api.depends("contract_id", "scope")
    def _compute_line_ids(self):
        for wizard in self:
            wizard.line_ids = [
                Command.clear(),
                *[
                    Command.create(wizard._prepare_line_values(line))
                    for line in wizard.contract_id.line_ids
                ],
            ]

    @api.depends("line_ids.quantity")
    def _compute_amount_untaxed(self):
        for wizard in self:
            wizard.amount_untaxed = sum(
                line.quantity * line.price_unit for line in wizard.line_ids
            )

    def action_confirm(self):
        self.ensure_one()
        self._check_whole()
        order = self._create_order()
        return {
            "type": "ir.actions.act_window",
            "res_model": order._name,
            "res_id": order.id,
            "views": [(False, "form")],
        }

    def _create_order(self):
        values = {}
        if self.date:
            buys = self.contract_id.contract_type == "purchase"
            name = "date_planned" if buys else "commitment_date"
            values[name] = fields.Datetime.to_datetime(self.date)
        return self.contract_id._create_order(self._quantities(), **values)

    def _quantities(self):
        return {line.contract_line_id: line.quantity for line in self.line_ids}

    def _prepare_line_values(self, line):
        quantity = {"left": line.qty_to_order, "whole": line.quantity}
        return {
            "contract_line_id": line.id,
            "quantity": quantity.get(self.scope, 0.0),
        }

    def _check_whole(self):
        """The whole contract is ordered once; afterwards there is only what is left."""
        ordered = self.contract_id.line_ids.filtered("qty_ordered")
        if self.scope == "whole" and ordered:
            raise UserError(
                self.env._(
                    "%(contract)s was ordered in part already: %(lines)s. Order what "
                    "is left.",
                    contract=self.contract_id.display_name,
                    lines=", ".join(ordered.mapped("description")),
                )
            )
