# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models

# of how many customers the wizard says where they will be
SHOWN = 5


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

    effect = fields.Text(string="What It Does", compute="_compute_effect")

    @api.depends("customer_ids", "segment_id", "decision")
    def _compute_effect(self):
        for wizard in self:
            customers = wizard.customer_ids._origin[:SHOWN]
            segment = wizard.segment_id._origin
            wizard.effect = "\n".join(
                wizard._effect_on(segment, customer)
                for customer in (customers if segment else customers.browse())
            )

    def action_apply(self):
        self.ensure_one()
        self.env["crm.segment.listing"]._decide(
            self.segment_id,
            self.customer_ids,
            self._decided(),
            self.reason,
            self.date_until,
        )
        return self.segment_id.action_view_members()

    def _effect_on(self, segment, customer):
        after = segment._segment_after(customer, self._decided())
        if not after:
            return self.env._(
                "%(customer)s: not in %(segment)s",
                customer=customer.display_name,
                segment=segment.display_name,
            )
        return self.env._(
            "%(customer)s: in %(segment)s",
            customer=customer.display_name,
            segment=after.display_name,
        )

    def _decided(self):
        return self.decision if self.decision != "rule" else None
