# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


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

    @api.model
    def _decide(self, segment, customers, decision, reason="", date_until=False):
        """Puts customers into a segment ("in") or out ("out"); None: its rule decides.

        Checks the right to write the segment and asks for a reason; then the segment
        is applied at once.
        """
        segment.check_access("write")
        customers.check_access("read")
        lines = self.search(
            [("segment_id", "=", segment.id), ("customer_id", "in", customers.ids)]
        )
        if decision is None:
            lines.unlink()
        else:
            self._write_decision(
                segment, customers, lines, (decision, reason, date_until)
            )
        segment.action_refresh_members()

    @api.model
    def _write_decision(self, segment, customers, lines, decided):
        decision, reason, date_until = decided
        if not (reason or "").strip():
            raise UserError(
                self.env._(
                    "Say why the customers shall be in or out of %s: the reason is "
                    "kept with the decision.",
                    segment.display_name,
                )
            )
        values = {"decision": decision, "reason": reason, "date_until": date_until}
        lines.sudo().write({**values, "user_id": self.env.uid})
        self.create(
            [
                {**values, "segment_id": segment.id, "customer_id": customer.id}
                for customer in customers - lines.customer_id
            ]
        )

    def _holds_on(self, day):
        return not self.date_until or self.date_until >= day
