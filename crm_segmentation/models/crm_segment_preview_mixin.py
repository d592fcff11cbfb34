# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.fields import Domain

from .crm_segment_rules import choose


class CrmSegmentPreviewMixin(models.AbstractModel):
    """How many would belong to a segment and what they bought, before it is saved."""

    _name = "crm.segment.preview.mixin"
    _description = "Preview of a Segment"
    _inherit = ["crm.segment.kind.mixin"]

    sequence = fields.Integer()
    set_id = fields.Many2one("crm.segment.set")
    currency_id = fields.Many2one("res.currency")
    rule_match_amount = fields.Monetary(
        string="Turnover of Those (12 Months)",
        compute="_compute_rule_match_count",
        help="What the customers who meet the rule now bought in 12 months.",
    )
    rule_match_share = fields.Float(
        string="Share of All Turnover",
        compute="_compute_rule_match_count",
        help="Their part of what all customers bought in 12 months.",
    )
    rule_enter_count = fields.Integer(
        string="Would Enter", compute="_compute_rule_match_count"
    )
    rule_leave_count = fields.Integer(
        string="Would Leave", compute="_compute_rule_match_count"
    )

    @api.depends(
        "kind",
        "formula",
        "rule_domain",
        "company_id",
        "sequence",
        "set_id.segment_ids",
        "listing_ids.customer_id",
        "listing_ids.decision",
        "listing_ids.date_until",
    )
    @api.depends_context("allowed_company_ids", "uid")
    def _compute_rule_match_count(self):
        customers = self.env["crm.customer"]
        everybody = self._size_of(Domain.TRUE)[1]
        for segment in self:
            matches = segment._preview_domain()
            count, amount = self._size_of(matches)
            members = Domain("segment_ids", "in", segment._origin.ids)
            staying = customers.search_count(matches & members) if count else 0
            segment.rule_match_count = count
            segment.rule_match_amount = amount
            segment.rule_match_share = amount / everybody if everybody else 0.0
            segment.rule_enter_count = count - staying
            segment.rule_leave_count = customers.search_count(members) - staying

    def action_view_rule_matches(self):
        """The customers who would be members now."""
        self.ensure_one()
        return self._customers_action([("segment_met_ids", "in", self.ids)])

    @api.model
    def _size_of(self, domain):
        """How many customers, and their turnover in the current company's currency."""
        [(count, amount)] = self.env["crm.customer"]._read_group(
            domain, aggregates=["__count", "amount_12m:sum_currency"]
        )
        return count, amount or 0.0

    def _preview_domain(self):
        """Who would be a member now; an exclusive set gives each customer once."""
        self.ensure_one()
        day = fields.Date.context_today(self)
        hand = self._listed_domain("in", day)
        rule = self._rule_domain_on(day)
        for other in self._others_of_set():
            rule &= ~other._in_its_company(other._listed_domain("in", day))
            if other._comes_before(self):
                hand &= ~other._in_its_company(other._listed_domain("in", day))
                rule &= ~other._in_its_company(other._rule_domain_on(day))
        return self._in_its_company(hand | rule)

    def _in_its_company(self, domain):
        if not self.company_id:
            return domain
        return domain & Domain("company_id", "=", self.company_id.id)

    def _others_of_set(self):
        """Segments in use of the same exclusive set."""
        others = self.set_id.segment_ids._origin - self._origin
        return others.filtered(lambda other: other.active and other.rule_enabled)

    def _comes_before(self, other):
        """Whether `self` takes a customer before `other`; a new one comes last."""
        place = (self.sequence, self._origin.id)
        return place < (other.sequence, other._origin.id or float("inf"))

    def _segment_after(self, customer, decision):
        """The segment of the set that takes the customer after a decision by hand.

        decision: "in" or "out" for this segment, None when its rule shall decide
        """
        self.ensure_one()
        day = fields.Date.context_today(self)
        others = self._others_of_set().filtered(
            lambda other: (
                not other.company_id or other.company_id == customer.company_id
            )
        )
        in_use = (self | others).sorted(lambda one: (one.sequence, one.id))
        marks = {
            line.segment_id: line.decision
            for line in customer.segment_listing_ids
            if line._holds_on(day)
        }
        marks[self] = decision
        meets = {
            segment
            for segment in in_use
            if customer.search_count(
                Domain("id", "=", customer.id) & segment._own_rule_on(day)
            )
        }
        wanted = {segment for segment, mark in marks.items() if mark == "in"}
        barred = {segment for segment, mark in marks.items() if mark == "out"}
        return choose(list(in_use), meets, wanted, barred) or self.browse()
