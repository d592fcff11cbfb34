# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmSegmentHand(models.TransientModel):
    """Puts chosen customers into a segment, or takes them out, with a reason."""

    _name = "crm.segment.hand"
    _description = "Into or out of a Segment by Hand"

    customer_ids = fields.Many2many("crm.customer", required=True)
    segment_id = fields.Many2one("crm.segment", required=True)
    decision = fields.Selection(
        selection=[("in", "Always in"), ("out", "Never in"), ("rule", "By the rule")],
        default="in",
        required=True,
    )
    date_until = fields.Date(string="Until")
    reason = fields.Char()

    def action_apply(self):
        self.ensure_one()
        decision = self.decision if self.decision != "rule" else None
        self.env["crm.segment.listing"]._decide(
            self.segment_id,
            self.customer_ids,
            decision,
            self.reason,
            self.date_until,
        )
        return self.segment_id.action_view_members()
