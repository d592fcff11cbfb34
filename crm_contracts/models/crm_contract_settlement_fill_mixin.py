# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Command, Domain


class CrmContractSettlementFillMixin(models.AbstractModel):
    """What a settlement is about, and how its lines are found.

    A new scope is a value of ``scope`` and a method ``_scope_domain_<scope>``.
    """

    _name = "crm.contract.settlement.fill.mixin"
    _description = "Scope of a Settlement"

    contract_id = fields.Many2one("crm.contract")
    company_id = fields.Many2one("res.company")
    scope = fields.Selection(
        selection=[
            ("document", "By document"),
            ("product", "By product"),
            ("project", "By project"),
            ("period", "By period"),
        ],
        required=True,
        default="period",
        string="Settle",
    )
    order_ids = fields.Many2many(
        comodel_name="sale.order",
        string="Orders",
        domain="[('crm_contract_id', '=', contract_id), ('state', '=', 'sale')]",
    )
    product_ids = fields.Many2many(comodel_name="product.product", string="Products")
    analytic_account_id = fields.Many2one(
        comodel_name="account.analytic.account",
        string="Project",
        ondelete="restrict",
        check_company=True,
        help="The analytic account of the project, as on the order lines.",
    )
    date_from = fields.Date(string="From")
    date_to = fields.Date(string="To", default=fields.Date.context_today)

    def action_fill(self):
        for settlement in self:
            settlement._fill()

    def _fill(self):
        """Lines of everything in the scope that was executed and not settled yet."""
        self.ensure_one()
        self.check_access("write")
        self._check_draft()
        commands = []
        for line in self._scope_lines():
            quantity = line._unsettled_quantity()
            if quantity > 0:
                commands.append(Command.create(self._prepare_line(line, quantity)))
        if not commands:
            raise UserError(
                self.env._(
                    "%(contract)s: nothing in this scope was executed and is still to "
                    "settle. Deliver its orders first, or choose another scope.",
                    contract=self.contract_id.display_name,
                )
            )
        self.line_ids = [Command.clear(), *commands]

    def _scope_lines(self):
        """Confirmed order lines of the contract in the scope (sudo: their readers
        may be fewer than the contract's)."""
        domain = Domain(
            [
                ("order_id.crm_contract_id", "=", self.contract_id.id),
                ("order_id.state", "=", self._executed_state()),
                ("crm_contract_line_id", "!=", False),
            ]
        )
        lines = self._executed_model().sudo()
        scope = getattr(self, f"_scope_domain_{self.scope}")()
        return lines.search(domain & Domain(scope), order="id")

    def _executed_model(self):
        """Lines of the orders that execute the contract."""
        return self.env["sale.order.line"]

    def _executed_state(self):
        """State of an order that counts."""
        return "sale"

    def _scope_domain_document(self):
        return [("order_id", "in", self.order_ids.ids)]

    def _scope_domain_product(self):
        return [("product_id", "in", self.product_ids.ids)]

    def _scope_domain_project(self):
        return [("analytic_distribution", "in", self.analytic_account_id.ids)]

    def _scope_domain_period(self):
        domain = []
        if self.date_from:
            domain.append((self._order_day(), ">=", self.date_from))
        if self.date_to:
            end = fields.Date.add(self.date_to, days=1)
            domain.append((self._order_day(), "<", end))
        return domain

    def _order_day(self):
        return "order_id.date_order"

    def _prepare_line(self, line, quantity):
        return {
            "contract_line_id": line.crm_contract_line_id.id,
            line._settlement_link: line.id,
            "description": line.name,
            "quantity": quantity,
            "product_uom_id": line.product_uom_id.id,
            "price_unit": line.price_unit * (1 - line.discount / 100),
            "tax_ids": [Command.set(line.tax_ids.ids)],
        }
