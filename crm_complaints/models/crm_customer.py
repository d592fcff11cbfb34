# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.fields import Domain

from odoo.addons.crm_lifecycle.models.crm_customer_belongings_mixin import Belonging
from odoo.addons.crm_lifecycle.models.crm_fact_queries import FactSource

from .crm_compensation_queries import COMPENSATION_FACT_COLUMNS, compensation_facts
from .crm_complaint_queries import COMPLAINT_FACT_COLUMNS, complaint_facts


class CrmCustomer(models.Model):
    _inherit = "crm.customer"

    complaint_count_12m = fields.Integer(
        string="Complaints in 12 Months",
        readonly=True,
        copy=False,
        help="Complaints and disputes of the last 365 days, cancelled ones excluded.",
    )
    complaint_open_count = fields.Integer(
        string="Open Complaints", readonly=True, copy=False
    )
    compensation_amount_12m = fields.Monetary(
        string="Compensation in 12 Months",
        readonly=True,
        copy=False,
        help="Posted compensations of the last 365 days, taxes included.",
    )
    grant_turn = fields.Integer(readonly=True, copy=False, aggregator=None)
    compensation_cost_12m = fields.Monetary(
        string="Cost of Compensation in 12 Months",
        readonly=True,
        copy=False,
        help="Untaxed: credited turnover, goods sent again at cost, discounts used.",
    )
    margin_12m = fields.Monetary(
        string="Margin in 12 Months",
        readonly=True,
        copy=False,
        help="Turnover less the cost of the ordered goods, at the order's cost where "
        "it is kept, else at today's. Credit notes are in the turnover already.",
    )
    margin_net_12m = fields.Monetary(
        string="Margin after Compensation",
        readonly=True,
        copy=False,
        help="Margin less the cost of goods sent again free of charge.",
    )
    discount_right_count = fields.Integer(
        string="Promised Discounts", compute="_compute_discount_right_count"
    )
    date_last_complaint = fields.Date(
        string="Last Complaint on", readonly=True, copy=False
    )

    def _compute_discount_right_count(self):
        groups = (
            self.env["crm.complaint.discount"]
            .sudo()
            ._read_group(
                [("customer_id", "in", self.ids), ("state", "=", "open")],
                ["customer_id"],
                ["__count"],
            )
        )
        counts = {customer.id: count for customer, count in groups}
        for customer in self:
            customer.discount_right_count = counts.get(customer.id, 0)

    def action_view_discount_rights(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_complaints.crm_complaint_discount_action"
        )
        action["domain"] = [("customer_id", "=", self.id)]
        action["context"] = {}
        return action

    def action_view_complaints(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_complaints.crm_complaint_action"
        )
        action["domain"] = [("customer_id", "=", self.id)]
        action["context"] = {"default_partner_id": self.partner_id.id}
        return action

    def _belongings(self, user):
        """Open complaints go along too when their agent hands the customer over."""
        complaints = (
            self.env["crm.complaint"]
            .sudo()
            .search(
                Domain("customer_id", "in", self.ids)
                & Domain("user_id", "=", user.id)
                & Domain("phase", "not in", ("solved", "cancelled"))
            )
        )
        label = self.env._("Complaints")
        return [
            *super()._belongings(user),
            Belonging("complaints", label, complaints, "user_id"),
        ]

    @api.model
    def _fact_sources(self, scope):
        source = FactSource(COMPLAINT_FACT_COLUMNS, complaint_facts(scope))
        has_order_cost = "purchase_price" in self.env["sale.order.line"]._fields
        money = FactSource(
            COMPENSATION_FACT_COLUMNS, compensation_facts(scope, has_order_cost)
        )
        return [*super()._fact_sources(scope), source, money]
