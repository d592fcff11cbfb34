# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models


class CrmScorecardPoint(models.Model):
    """What one criterion gave to a result; without a criterion the whole card."""

    _name = "crm.scorecard.point"
    _description = "Point of a Scorecard"
    _inherit = ["crm.append.only.mixin"]
    _order = "result_id desc, criterion_id, id"
    _log_access = False
    _rec_name = "criterion_id"

    result_id = fields.Many2one(
        comodel_name="crm.scorecard.result",
        required=True,
        index=True,
        ondelete="cascade",
    )
    customer_id = fields.Many2one(
        comodel_name="crm.customer", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one("res.company", required=True)
    criterion_id = fields.Many2one(
        comodel_name="crm.scorecard.criterion",
        index="btree_not_null",
        ondelete="restrict",
        help="Empty: what the rule “one poor makes all poor” takes from the card.",
    )
    group_id = fields.Many2one(related="criterion_id.parent_id")
    kind = fields.Selection(related="criterion_id.kind")
    value = fields.Float(digits=(16, 4), aggregator="avg")
    points = fields.Float(digits=(16, 4), aggregator="avg")
    weight = fields.Float(string="Part of the Card", digits=(16, 6), aggregator="avg")
    contribution = fields.Float(digits=(16, 4), aggregator="sum")

    @api.depends("criterion_id")
    def _compute_display_name(self):
        for point in self:
            point.display_name = point.criterion_id.name or self.env._("Whole card")
