# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

from odoo.addons.crm_contracts.models.crm_contract_closing_mixin import Finding


class CrmContract(models.Model):
    _inherit = "crm.contract"

    purchase_ids = fields.One2many(
        comodel_name="purchase.order",
        inverse_name="crm_contract_id",
        string="Purchase Orders",
        readonly=True,
        copy=False,
    )
    purchase_count = fields.Integer(
        compute="_compute_purchase_count", compute_sudo=True
    )

    @api.depends("purchase_ids")
    def _compute_purchase_count(self):
        groups = self.env["purchase.order"]._read_group(
            [("crm_contract_id", "in", self.ids)], ["crm_contract_id"], ["__count"]
        )
        counts = {contract.id: count for contract, count in groups}
        for contract in self:
            contract.purchase_count = counts.get(contract.id, 0)

    @api.depends("purchase_ids.state", "purchase_ids.amount_total")
    def _compute_amount_ordered(self):
        """Under a purchase contract confirmed purchase orders count."""
        buying = self.filtered(lambda c: c.contract_type == "purchase")
        result = super(CrmContract, self - buying)._compute_amount_ordered()
        for contract in buying:
            orders = contract.purchase_ids.filtered(lambda o: o.state == "purchase")
            contract.amount_ordered = sum(
                contract._to_contract_currency(
                    order.amount_total, order.currency_id, order.date_order
                )
                for order in orders
            )
        return result

    def action_view_purchases(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "purchase.purchase_form_action"
        )
        action["domain"] = [("crm_contract_id", "=", self.id)]
        action["context"] = {"create": False}
        return action

    def action_view_orders(self):
        if self.contract_type == "purchase":
            return self.action_view_purchases()
        return super().action_view_orders()

    def action_view_order_lines(self):
        action = super().action_view_order_lines()
        if self.contract_type == "purchase":
            action["res_model"] = "purchase.order.line"
            action["views"] = [(False, "list")]
        return action

    def _order_model(self):
        if self.contract_type == "purchase":
            return self.env["purchase.order"]
        return super()._order_model()

    def _prepare_order_values(self, lines):
        """A purchase order has no pricelist and buys from the other party."""
        if self.contract_type != "purchase":
            return super()._prepare_order_values(lines)
        return {
            "partner_id": self.partner_id.id,
            "company_id": self.company_id.id,
            "currency_id": self.currency_id.id,
            "origin": self.name,
            "crm_contract_id": self.id,
            "order_line": [
                Command.create(self._purchase_line_values(line)) for line in lines
            ],
        }

    @api.model
    def _purchase_line_values(self, line):
        values = dict(line, product_qty=line["product_uom_qty"])
        del values["product_uom_qty"]
        return values

    def _prepare_customer_supply(self, supplier, rows):
        """Values of a request for quotation for deliveries of this sales contract."""
        values = {
            "partner_id": supplier.id,
            "company_id": self.company_id.id,
            "origin": self.name,
            "order_line": [Command.create(row._purchase_values()) for row in rows],
        }
        drop = rows.filtered(lambda r: r.source == "drop")
        if drop and "dest_address_id" in self.env["purchase.order"]._fields:
            values["dest_address_id"] = self.partner_id.id
        return values

    def _find_drafts(self):
        """Requests for quotation would become orders of a closed contract."""
        findings = super()._find_drafts()
        open_ones = self.purchase_ids.filtered(
            lambda o: o.state in ("draft", "sent", "to approve")
        )
        if open_ones:
            names = ", ".join(open_ones.mapped("name"))
            findings.append(
                Finding(self.env._("requests for quotation: %s", names), blocks=True)
            )
        return findings

    def _find_deliveries(self):
        """Bought and not received, received and not billed, promised and not bought."""
        findings = super()._find_deliveries()
        lines = self.purchase_ids.order_line.filtered(
            lambda line: line.state == "purchase" and not line.display_type
        )
        late = lines.filtered(lambda line: line.qty_received < line.product_qty)
        if late:
            names = ", ".join(sorted(set(late.order_id.mapped("name"))))
            findings.append(Finding(self.env._("not received in full: %s", names)))
        missing = self.amount_ordered - self.amount_invoiced
        if lines and self.currency_id.compare_amounts(missing, 0) > 0:
            findings.append(
                Finding(self.env._("%s ordered and not billed", self._money(missing)))
            )
        rest = self.line_ids.filtered(lambda line: line.qty_ordered < line.quantity)
        if lines and rest:
            names = ", ".join(rest.mapped("description"))
            findings.append(Finding(self.env._("not bought in full: %s", names)))
        return findings

    def _check_purchaser(self):
        if not self.env.user.has_group("purchase.group_purchase_user"):
            raise UserError(
                self.env._("Purchase orders are made by purchasing; ask them for it.")
            )
