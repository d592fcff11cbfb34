# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmScorecardPoint(models.Model):
    """What one criterion gave to a result; without a criterion the whole card."""

    _name = "crm.scorecard.point"
    _description = "Point of a Scorecard"
    _inherit = ["crm.append.only.mixin"]
    _order = "result_id desc, contribution desc, id"
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
    value = fields.Float(digits=(16, 4), aggregator="avg")
    points = fields.Float(digits=(16, 4), aggregator="avg")
    weight = fields.Float(string="Part of the Card", digits=(16, 6), aggregator="avg")
    contribution = fields.Float(digits=(16, 4), aggregator="sum")
