# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models


class CrmSegmentSet(models.Model):
    """Segments of which a customer belongs to one at most, tried in their order."""

    _name = "crm.segment.set"
    _description = "Exclusive Set of Segments"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    description = fields.Text(translate=True)
    segment_ids = fields.One2many("crm.segment", "set_id")
    segment_count = fields.Integer(compute="_compute_segment_count")

    @api.depends("segment_ids")
    def _compute_segment_count(self):
        for segment_set in self:
            segment_set.segment_count = len(segment_set.segment_ids)

    def action_view_segments(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_segmentation.crm_segment_action"
        )
        action["domain"] = [("set_id", "=", self.id)]
        action["context"] = {"default_set_id": self.id}
        action["name"] = self.name
        return action

    def action_refresh_members(self):
        """Decides all segments of the set anew."""
        return self.segment_ids.action_refresh_members()
