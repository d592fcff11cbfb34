# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmReportActionFiguresMixin(models.AbstractModel):
    """Figures of actions, opportunities and of the CRM itself (S-534, S-548)."""

    _name = "crm.report.action.figures.mixin"
    _description = "Figures of Actions and Opportunities"

    currency_id = fields.Many2one("res.currency")
    action_count = fields.Integer(string="Actions", readonly=True)
    action_count_prev = fields.Integer(string="Actions, Previous Period", readonly=True)
    action_count_year = fields.Integer(string="Actions, Last Year", readonly=True)
    visit_count = fields.Integer(string="Visits", readonly=True)
    visit_count_prev = fields.Integer(string="Visits, Previous Period", readonly=True)
    visit_count_year = fields.Integer(string="Visits, Last Year", readonly=True)
    call_count = fields.Integer(string="Calls", readonly=True)
    call_count_prev = fields.Integer(string="Calls, Previous Period", readonly=True)
    call_count_year = fields.Integer(string="Calls, Last Year", readonly=True)
    hours = fields.Float(readonly=True)
    hours_prev = fields.Float(string="Hours, Previous Period", readonly=True)
    hours_year = fields.Float(string="Hours, Last Year", readonly=True)
    expected = fields.Monetary(string="Expected Revenue", readonly=True)
    expected_prev = fields.Monetary(
        string="Expected Revenue, Previous Period", readonly=True
    )
    expected_year = fields.Monetary(string="Expected Revenue, Last Year", readonly=True)
    won_amount = fields.Monetary(string="Won Revenue", readonly=True)
    won_amount_prev = fields.Monetary(
        string="Won Revenue, Previous Period", readonly=True
    )
    won_amount_year = fields.Monetary(string="Won Revenue, Last Year", readonly=True)
    opportunity_count = fields.Integer(string="Opportunities", readonly=True)
    opportunity_count_prev = fields.Integer(
        string="Opportunities, Previous Period", readonly=True
    )
    opportunity_count_year = fields.Integer(
        string="Opportunities, Last Year", readonly=True
    )
    lost_count = fields.Integer(string="Lost", readonly=True)
    lost_count_prev = fields.Integer(string="Lost, Previous Period", readonly=True)
    lost_count_year = fields.Integer(string="Lost, Last Year", readonly=True)
    kept_rate = fields.Float(string="Timeliness", readonly=True, aggregator="avg")
    kept_rate_prev = fields.Float(
        string="Timeliness, Previous Period", readonly=True, aggregator="avg"
    )
    kept_rate_year = fields.Float(
        string="Timeliness, Last Year", readonly=True, aggregator="avg"
    )
    due_count = fields.Integer(string="Things Due", readonly=True)
    due_count_prev = fields.Integer(string="Things Due, Previous Period", readonly=True)
    due_count_year = fields.Integer(string="Things Due, Last Year", readonly=True)
    hit_rate = fields.Float(string="Efficiency", readonly=True, aggregator="avg")
    hit_rate_prev = fields.Float(
        string="Efficiency, Previous Period", readonly=True, aggregator="avg"
    )
    hit_rate_year = fields.Float(
        string="Efficiency, Last Year", readonly=True, aggregator="avg"
    )
    staff_score = fields.Float(
        string="Staff on the CRM", readonly=True, aggregator="avg"
    )
    staff_score_prev = fields.Float(
        string="Staff on the CRM, Previous Period", readonly=True, aggregator="avg"
    )
    staff_score_year = fields.Float(
        string="Staff on the CRM, Last Year", readonly=True, aggregator="avg"
    )
    staff_count = fields.Integer(string="Answers of Staff", readonly=True)
    staff_count_prev = fields.Integer(
        string="Answers of Staff, Previous Period", readonly=True
    )
    staff_count_year = fields.Integer(
        string="Answers of Staff, Last Year", readonly=True
    )
    miss_count = fields.Integer(string="Missed Log-ins", readonly=True)
    miss_count_prev = fields.Integer(
        string="Missed Log-ins, Previous Period", readonly=True
    )
    miss_count_year = fields.Integer(string="Missed Log-ins, Last Year", readonly=True)
    export_count = fields.Integer(string="Exports", readonly=True)
    export_count_prev = fields.Integer(string="Exports, Previous Period", readonly=True)
    export_count_year = fields.Integer(string="Exports, Last Year", readonly=True)
