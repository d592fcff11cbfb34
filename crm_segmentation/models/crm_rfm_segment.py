# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError


class CrmRfmSegment(models.Model):
    """A named field of the RFM table: which scores make a champion.

    The first row, by sequence, that contains the three scores names the customer.
    """

    _name = "crm.rfm.segment"
    _description = "RFM Segment"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10, help="The first matching row wins.")
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        comodel_name="res.company", help="Empty: the row serves every company."
    )
    color = fields.Integer()
    advice = fields.Text(translate=True, help="What to do with these customers.")

    # scores
    r_min = fields.Integer(string="Recency from", default=1, required=True)
    r_max = fields.Integer(string="Recency to", default=5, required=True)
    f_min = fields.Integer(string="Frequency from", default=1, required=True)
    f_max = fields.Integer(string="Frequency to", default=5, required=True)
    m_min = fields.Integer(string="Amount from", default=1, required=True)
    m_max = fields.Integer(string="Amount to", default=5, required=True)
    customer_count = fields.Integer(compute="_compute_customer_count")

    def _compute_customer_count(self):
        groups = self.env["crm.customer"]._read_group(
            [("rfm_segment_id", "in", self.ids)], ["rfm_segment_id"], ["__count"]
        )
        counts = {segment.id: count for segment, count in groups}
        for segment in self:
            segment.customer_count = counts.get(segment.id, 0)

    @api.constrains("r_min", "r_max", "f_min", "f_max", "m_min", "m_max")
    def _check_scores(self):
        for segment in self:
            pairs = [
                (segment.r_min, segment.r_max),
                (segment.f_min, segment.f_max),
                (segment.m_min, segment.m_max),
            ]
            if not all(1 <= low <= high <= 5 for low, high in pairs):
                raise ValidationError(
                    self.env._(
                        "%(segment)s: scores run from 1 to 5, the lower one first.",
                        segment=segment.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        self.env["res.company"]._mark_scores_stale()
        return super().create(vals_list)

    def write(self, vals):
        if vals.keys() - {"name", "color", "advice"}:
            self.env["res.company"]._mark_scores_stale()
        return super().write(vals)

    def unlink(self):
        self.env["res.company"]._mark_scores_stale()
        return super().unlink()

    def action_view_customers(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_segmentation.crm_customer_action_rfm"
        )
        action["domain"] = [("rfm_segment_id", "=", self.id)]
        action["context"] = {}
        return action
