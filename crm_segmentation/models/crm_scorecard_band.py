# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models


class CrmScorecardBand(models.Model):
    """From which value on a fact gives how many points."""

    _name = "crm.scorecard.band"
    _description = "Band of a Criterion"
    _order = "criterion_id, value_from, id"
    _rec_name = "value_from"

    criterion_id = fields.Many2one(
        comodel_name="crm.scorecard.criterion",
        required=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(related="criterion_id.company_id", store=True)
    value_from = fields.Float(string="From", required=True, digits=(16, 4))
    points = fields.Float(required=True, help="0 is the worst, 100 the best.")

    _points_possible = models.Constraint(
        "CHECK (points BETWEEN 0 AND 100)", "Points run from 0 to 100."
    )
    _value_unique = models.UniqueIndex(
        "(criterion_id, value_from)", "Each band begins at another value."
    )

    @api.model_create_multi
    def create(self, vals_list):
        self.env["res.company"]._mark_scores_stale()
        return super().create(vals_list)

    def write(self, vals):
        self.env["res.company"]._mark_scores_stale()
        return super().write(vals)

    def unlink(self):
        self.env["res.company"]._mark_scores_stale()
        return super().unlink()
