# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError


class CrmSegmentListing(models.Model):
    """A customer whom people put into a segment or took out, whatever its rule says."""

    _name = "crm.segment.listing"
    _description = "Segment Member by Hand"
    _inherit = ["crm.guarded.mixin"]
    _order = "id desc"
    _rec_name = "customer_id"

    _frozen_fields = frozenset({"segment_id", "customer_id"})

    segment_id = fields.Many2one(
        comodel_name="crm.segment", required=True, ondelete="cascade", index=True
    )
    customer_id = fields.Many2one(
        comodel_name="crm.customer", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(related="customer_id.company_id", store=True)
    decision = fields.Selection(
        selection=[("in", "Always in"), ("out", "Never in")],
        default="in",
        required=True,
    )
    date_until = fields.Date(
        string="Until", help="Last day the decision holds; empty: until it is removed."
    )
    reason = fields.Char(required=True)
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Decided by",
        default=lambda self: self.env.user,
        readonly=True,
    )

    _segment_customer_unique = models.Constraint(
        "UNIQUE (segment_id, customer_id)",
        "This customer stands in the list of the segment already: change its line.",
    )

    @api.constrains("segment_id", "customer_id")
    def _check_company(self):
        for line in self:
            company = line.segment_id.company_id
            if company and company != line.customer_id.company_id:
                raise ValidationError(
                    self.env._(
                        "%(customer)s belongs to another company than the segment "
                        "%(segment)s: choose a customer of %(company)s.",
                        customer=line.customer_id.display_name,
                        segment=line.segment_id.display_name,
                        company=company.display_name,
                    )
                )

    def _holds_on(self, day):
        return not self.date_until or self.date_until >= day
