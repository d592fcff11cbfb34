# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class SaleOrder(models.Model):
    _name = "sale.order"
    _inherit = ["crm.complaint.order.mixin", "sale.order", "crm.order.complaint.mixin"]

    complaint_count = fields.Integer(
        string="Complaints", compute="_compute_complaint_count"
    )

    complaint_currency_id = fields.Many2one(
        related="company_id.currency_id", string="Company Currency"
    )
    compensation_cost = fields.Monetary(
        currency_field="complaint_currency_id",
        compute="_compute_compensation_cost",
        help="What compensations about this order have cost, untaxed.",
    )

    def _compute_complaint_count(self):
        """None for salespeople who take no part in the suite."""
        lines = self.env["crm.complaint.line"]
        if not lines.has_access("read"):
            self.complaint_count = 0
            return
        groups = lines._read_group(
            [("order_id", "in", self.ids)],
            ["order_id"],
            ["complaint_id:count_distinct"],
        )
        counts = {order.id: count for order, count in groups}
        for order in self:
            order.complaint_count = counts.get(order.id, 0)

    def _compute_compensation_cost(self):
        groups = (
            self.env["crm.complaint.compensation"]
            .sudo()
            ._read_group(
                [("origin_order_id", "in", self.ids), ("state", "=", "done")],
                ["origin_order_id"],
                ["cost:sum"],
            )
        )
        costs = {order.id: cost for order, cost in groups}
        for order in self:
            order.compensation_cost = costs.get(order.id, 0.0)

    def action_quotation_send(self):
        self._check_complaints()
        return super().action_quotation_send()

    def action_quotation_sent(self):
        self._check_complaints()
        return super().action_quotation_sent()

    def action_new_complaint(self):
        """The short form for this order's customer; a single line is filled in."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_complaints.crm_complaint_action_quick"
        )
        context = {
            "default_partner_id": self.partner_id.id,
            "default_company_id": self.company_id.id,
        }
        products = self.order_line.filtered_domain(
            self.env["crm.complaint.line"]._order_line_domain()
        )
        if len(products) == 1:
            context["default_line_ids"] = [
                fields.Command.create({"order_line_id": products.id})
            ]
        return {**action, "context": context}

    def action_view_complaints(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_complaints.crm_complaint_action"
        )
        action["domain"] = [("line_ids.order_id", "=", self.id)]
        action["context"] = {"default_partner_id": self.partner_id.id}
        return action

    def _confirmation_error_message(self):
        error = super()._confirmation_error_message()
        # a customer who accepts in the portal is not the one to stop
        policy = self.company_id._setting("complaint_sale_warning")
        if error or policy != "block" or self.env.user.share:
            return error
        return self._complaint_refusal() if self.is_complaint_blocked else error
