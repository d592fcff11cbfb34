# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.fields import Domain

from odoo.addons.crm_lifecycle.models.crm_fact_queries import FactSource

from .crm_segment_fact_queries import REGION_COLUMNS, current_members, region_shares


class CrmCustomerSegmentMixin(models.AbstractModel):
    """What segments need to know of a customer, and what they decide for it."""

    _name = "crm.customer.segment.mixin"
    _description = "Segments of the Customer"
    _inherit = ["crm.customer.visit.mixin"]

    region_share = fields.Float(
        string="Share of Its Region",
        readonly=True,
        copy=False,
        aggregator="max",
        help="Part of the region's turnover in the scoring window that this customer "
        "makes: who has much of it takes the region along. Computed every night.",
    )
    region_buyer_count = fields.Integer(
        string="Buyers in Its Region",
        readonly=True,
        copy=False,
        aggregator="max",
        help="Customers of the same region with turnover in the scoring window.",
    )
    segment_listing_ids = fields.One2many(
        comodel_name="crm.segment.listing",
        inverse_name="customer_id",
        string="Segments by Hand",
    )
    segment_met_ids = fields.Many2many(
        comodel_name="crm.segment",
        string="Rules Met",
        compute="_compute_segment_met_ids",
        search="_search_segment_met_ids",
        help="Segments of which the customer would be a member if they were applied "
        "now.",
    )
    is_target_market = fields.Boolean(
        string="Target Market",
        compute="_compute_is_target_market",
        search="_search_is_target_market",
        help="Member of a segment that the company serves first.",
    )

    def _compute_segment_met_ids(self):
        segments = self.env["crm.segment"].search([("rule_enabled", "=", True)])
        mine = Domain("id", "in", self._origin.ids)
        self.segment_met_ids = False
        for segment in segments:
            met = self.search(mine & segment._preview_domain())
            for customer in self.filtered(lambda one, met=met: one._origin in met):
                customer.segment_met_ids |= segment

    @api.model
    def _search_segment_met_ids(self, operator, value):
        if operator != "in":
            return NotImplemented
        segments = self.env["crm.segment"].browse([item for item in value if item])
        return Domain.OR(segment._preview_domain() for segment in segments)

    @api.depends("segment_membership_ids.date_to")
    def _compute_is_target_market(self):
        targets = self.search(
            Domain("id", "in", self._origin.ids) & Domain("is_target_market", "=", True)
        )
        for customer in self:
            customer.is_target_market = customer._origin in targets

    @api.model
    def _search_is_target_market(self, operator, value):
        if operator != "in":
            return NotImplemented
        return Domain(
            "segment_membership_ids",
            "any",
            Domain("date_to", "=", False) & Domain("segment_id.is_target", "=", True),
        )

    def action_open_segment_listing(self):
        """Button of the list: puts the customers into a segment, or takes them out."""
        return self._window_action("crm_segmentation.crm_segment_hand_action")

    @api.model
    def _store_region_shares(self, scope):
        """Stores how much of its region each customer makes; for a whole company."""
        source = FactSource(REGION_COLUMNS, region_shares(scope))
        return self._store_sources(scope, [source])

    @api.model
    def _visit_rules(self, scope):
        """Members of a segment with a visit policy follow it before all conditions."""
        segments = self.env["crm.segment"]._rules_of_company(scope.company_id)
        return [
            (segment.visit_policy_id.id, current_members(segment.id))
            for segment in segments.filtered("visit_policy_id.rule_enabled")
        ] + super()._visit_rules(scope)

    @api.model
    def _follow_segment_visits(self, scope, customer_ids):
        """Assigns the visit policies of those who moved between segments just now."""
        self._apply_visit_rules(scope._replace(customer_ids=tuple(customer_ids)))
