# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import api, fields, models

from .crm_customer_scoring_mixin import LEVELS


class CrmScorecardResult(models.Model):
    """Points of a customer on a card from one day to another; kept for good."""

    _name = "crm.scorecard.result"
    _description = "Result of a Scorecard"
    _inherit = ["crm.append.only.mixin"]
    _order = "date_from desc, points desc, id desc"
    _log_access = False

    customer_id = fields.Many2one(
        comodel_name="crm.customer", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one("res.company", required=True, index=True)
    user_id = fields.Many2one(related="customer_id.user_id", string="Owner")
    scorecard_id = fields.Many2one(
        comodel_name="crm.scorecard", required=True, index=True, ondelete="restrict"
    )
    purpose = fields.Selection(related="scorecard_id.purpose")
    date_from = fields.Date(string="Since", required=True)
    date_to = fields.Date(
        string="Until", help="The first day on which it does not hold any more."
    )
    points = fields.Float(required=True, digits=(16, 4), aggregator="avg")
    points_before = fields.Float(digits=(16, 4), aggregator="avg")
    points_change = fields.Float(
        string="Change", compute="_compute_points_change", digits=(16, 4)
    )
    level = fields.Selection(selection=LEVELS, required=True)
    signature = fields.Char()
    point_ids = fields.One2many("crm.scorecard.point", "result_id")

    _current_unique = models.UniqueIndex(
        "(customer_id, scorecard_id) WHERE date_to IS NULL",
        "A customer has one current result of a scorecard.",
    )
    _days_index = models.Index("(scorecard_id, date_from, date_to)")
    _days_forward = models.Constraint(
        "CHECK (date_to IS NULL OR date_to >= date_from)",
        "A result ends on or after its first day.",
    )

    @api.depends("customer_id", "scorecard_id")
    def _compute_display_name(self):
        for result in self:
            names = (result.customer_id.display_name, result.scorecard_id.name)
            result.display_name = ", ".join(name for name in names if name)

    @api.depends("points", "points_before")
    def _compute_points_change(self):
        """Against the result that ended when this one began; none: no change."""
        followed = self.filtered("points_before") | self._that_follow_nought()
        for result in self:
            change = result.points - result.points_before
            result.points_change = change if result in followed else 0.0

    def action_view_xray(self):
        """What moved this result, against the day before it began."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_segmentation.crm_score_xray_action"
        )
        day = self.date_from - timedelta(days=1)
        action["context"] = {
            "default_customer_id": self.customer_id.id,
            "default_scorecard_id": self.scorecard_id.id,
            "default_date_from": day,
            "default_date_to": self.date_from,
        }
        return action

    def _that_follow_nought(self):
        """Those of 0 points before which a result of 0 points ended, unlike the first
        ones, of which nothing was before."""
        unsure = self.filtered(lambda result: not result.points_before)
        ended = self._read_group(
            [
                ("customer_id", "in", unsure.customer_id.ids),
                ("scorecard_id", "in", unsure.scorecard_id.ids),
                ("date_to", "in", unsure.mapped("date_from")),
            ],
            ["customer_id", "scorecard_id", "date_to:day"],
        )
        known = set(ended)
        return unsure.filtered(
            lambda r: (r.customer_id, r.scorecard_id, r.date_from) in known
        )
