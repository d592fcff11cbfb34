# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models
from odoo.tools import SQL


class CrmComplaintMeasureReport(models.Model):
    """Measures kept in time and effective, as shares; what is not yet known counts in
    neither."""

    _name = "crm.complaint.measure.report"
    _description = "Analysis of Measures"
    _auto = False
    _order = "date_due desc, id"
    _rec_name = "measure_id"
    _depends = {
        "crm.complaint.measure": [
            "cause_id",
            "complaint_id",
            "date_done",
            "date_due",
            "kind",
            "state",
            "user_id",
        ],
        "crm.complaint": ["category_id", "team_id"],
    }

    measure_id = fields.Many2one("crm.complaint.measure", readonly=True)
    complaint_id = fields.Many2one("crm.complaint", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    team_id = fields.Many2one("crm.complaint.team", readonly=True)
    category_id = fields.Many2one("crm.complaint.category", readonly=True)
    cause_id = fields.Many2one("crm.complaint.cause", readonly=True)
    user_id = fields.Many2one("res.users", string="Owner", readonly=True)
    kind = fields.Selection(
        selection=[
            ("containment", "Containment"),
            ("corrective", "Corrective"),
            ("preventive", "Preventive"),
        ],
        readonly=True,
    )
    state = fields.Selection(
        selection=[
            ("open", "Open"),
            ("done", "Done, Effect to Check"),
            ("effective", "Effective"),
            ("ineffective", "Not Effective"),
        ],
        readonly=True,
    )
    date_due = fields.Date(string="Due Date", readonly=True)
    date_done = fields.Date(string="Done on", readonly=True)
    delay_days = fields.Float(
        string="Days Late",
        readonly=True,
        aggregator="avg",
        help="Days between due date and done; early ones count below zero.",
    )
    kept_rate = fields.Float(
        string="Kept in Time (%)",
        readonly=True,
        aggregator="avg",
        help="Share of the measures due or done that were done in time.",
    )
    effective_rate = fields.Float(
        string="Effective (%)",
        readonly=True,
        aggregator="avg",
        help="Share of the verified measures that were effective.",
    )

    @property
    def _table_query(self):
        return SQL(
            """
SELECT m.id, m.id AS measure_id, m.complaint_id, m.company_id, c.team_id,
       c.category_id, m.cause_id, m.user_id, m.kind, m.state, m.date_due, m.date_done,
       (m.date_done - m.date_due)::float AS delay_days,
       CASE WHEN m.date_done IS NOT NULL
            THEN CASE WHEN m.date_done <= m.date_due THEN 100.0 ELSE 0.0 END
            WHEN m.date_due < %(today)s THEN 0.0 END AS kept_rate,
       CASE m.state WHEN 'effective' THEN 100.0 WHEN 'ineffective' THEN 0.0 END
       AS effective_rate
  FROM crm_complaint_measure m
  JOIN crm_complaint c ON c.id = m.complaint_id
""",
            today=fields.Date.context_today(self),
        )
