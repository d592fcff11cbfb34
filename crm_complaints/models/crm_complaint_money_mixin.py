# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models


class CrmComplaintMoneyMixin(models.AbstractModel):
    """Cost and revenue of a case: service is more than an expense (S-330)."""

    _name = "crm.complaint.money.mixin"
    _description = "Cost and Revenue of a Complaint"

    company_id = fields.Many2one("res.company")
    currency_id = fields.Many2one("res.currency")
    order_ids = fields.One2many(
        comodel_name="sale.order", inverse_name="complaint_id", string="Orders"
    )
    order_count = fields.Integer(compute="_compute_order_count")
    case_cost = fields.Monetary(
        string="Cost",
        compute="_compute_case_result",
        store=True,
        help="What compensations of this case have cost, untaxed.",
    )
    case_revenue = fields.Monetary(
        string="Revenue",
        compute="_compute_case_result",
        store=True,
        help="Untaxed confirmed orders of this case that the customer pays for.",
    )
    case_result = fields.Monetary(
        string="Result", compute="_compute_case_result", store=True
    )

    @api.depends("order_ids")
    def _compute_order_count(self):
        groups = self.env["sale.order"]._read_group(
            [("complaint_id", "in", self.ids)], ["complaint_id"], ["__count"]
        )
        counts = {complaint.id: count for complaint, count in groups}
        for complaint in self:
            complaint.order_count = counts.get(complaint.id, 0)

    @api.depends(
        "compensation_ids.cost",
        "compensation_ids.state",
        "order_ids.amount_untaxed",
        "order_ids.is_gratis",
        "order_ids.state",
    )
    def _compute_case_result(self):
        for complaint in self:
            done = complaint.compensation_ids.filtered(lambda o: o.state == "done")
            sold = complaint.order_ids.filtered(
                lambda order: order.state == "sale" and not order.is_gratis
            )
            cost = sum(done.mapped("cost"))
            revenue = sum(
                order.amount_untaxed / (order.currency_rate or 1.0) for order in sold
            )
            complaint.case_cost = cost
            complaint.case_revenue = revenue
            complaint.case_result = revenue - cost

    def action_offer_proposals(self):
        """Offers all proposals together, in one message to the customer."""
        for complaint in self:
            proposals = complaint.compensation_ids.filtered(
                lambda offer: offer.state == "proposed"
            )
            proposals.action_offer()

    def action_new_service_order(self):
        """A quotation for what the customer pays for in this case."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "sale.order",
            "view_mode": "form",
            "context": {
                "default_partner_id": self.partner_id.id,
                "default_complaint_id": self.id,
                "default_company_id": self.company_id.id,
            },
        }

    def action_view_orders(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("sale.action_orders")
        action["domain"] = [("complaint_id", "=", self.id)]
        action["context"] = {"create": False}
        return action

    def _portal_offers(self):
        """What was offered to the customer, what waits for an answer first."""
        offers = self.sudo().compensation_ids.filtered(
            lambda o: o.date_offered and o.state not in ("proposed", "waiting")
        )
        return offers.sorted(lambda o: (o.state != "offered", o.id))
