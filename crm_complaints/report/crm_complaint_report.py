# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models
from odoo.tools import SQL

from ..models.crm_complaint_repeat_mixin import REPEATABLE
from ..models.crm_complaint_stage import PHASES

# Two digits: pivots sort columns by the stored value.
AGES = [
    ("01", "Up to a Day"),
    ("03", "2 to 3 Days"),
    ("07", "4 to 7 Days"),
    ("14", "8 to 14 Days"),
    ("30", "15 to 30 Days"),
    ("more", "Over 30 Days"),
]


class CrmComplaintReport(models.Model):
    """One row per complaint with its times in working hours, promises kept, money and
    verdict.

    Hours are those of clocks that were met. A promise is kept (100) when its clock was
    met in time, missed (0) when it was breached, and empty while it is open or when it
    was cancelled, so that an average is the share kept in percent. Merged and cancelled
    complaints are there with their phase; the default filter leaves them out.
    """

    _name = "crm.complaint.report"
    _description = "Complaint Analysis"
    _auto = False
    _order = "date_opened desc"
    _rec_name = "complaint_id"
    _depends = {
        "crm.complaint": [
            "amount_claimed",
            "amount_compensated",
            "category_id",
            "cause_id",
            "channel",
            "company_id",
            "customer_id",
            "date_closed",
            "date_opened",
            "date_solved",
            "escalation_level",
            "is_crisis",
            "kind",
            "phase",
            "reopen_count",
            "repeat_percent",
            "severity",
            "team_id",
            "user_id",
        ],
        "crm.complaint.clock": [
            "complaint_id",
            "is_breached",
            "state",
            "target",
            "used_hours",
        ],
        "crm.complaint.line": ["complaint_id", "product_id", "sequence"],
        "crm.customer": ["vip_tier_id"],
        "rating.rating": ["consumed", "rating", "res_id", "res_model"],
    }

    complaint_id = fields.Many2one("crm.complaint", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    team_id = fields.Many2one("crm.complaint.team", readonly=True)
    user_id = fields.Many2one("res.users", string="Agent", readonly=True)
    customer_id = fields.Many2one("crm.customer", readonly=True)
    vip_tier_id = fields.Many2one("crm.vip.tier", string="VIP Tier", readonly=True)
    product_id = fields.Many2one(
        "product.product",
        readonly=True,
        help="The first one that the complaint names, so that each complaint counts "
        "once. Complaints by Product counts it for every product.",
    )
    kind = fields.Selection(
        selection=lambda self: self.env["crm.complaint"]._selection_kind(),
        readonly=True,
    )
    severity = fields.Selection(
        selection=lambda self: self.env["crm.complaint"]._selection_severity(),
        readonly=True,
    )
    channel = fields.Selection(
        selection=lambda self: self.env["crm.complaint"]._fields["channel"].selection,
        readonly=True,
    )
    category_id = fields.Many2one("crm.complaint.category", readonly=True)
    cause_id = fields.Many2one("crm.complaint.cause", readonly=True)
    phase = fields.Selection(selection=PHASES, readonly=True)
    date_opened = fields.Datetime(string="Received", readonly=True)
    date_solved = fields.Datetime(string="Solved", readonly=True)
    age_group = fields.Selection(
        selection=AGES,
        string="Age",
        readonly=True,
        help="Days from receipt to the solution, or until now while it is open.",
    )
    age_days = fields.Float(string="Days", aggregator="avg", readonly=True)
    hours_acknowledge = fields.Float(
        string="Hours to Acknowledge", aggregator="avg", readonly=True
    )
    hours_response = fields.Float(
        string="Hours to Answer", aggregator="avg", readonly=True
    )
    hours_solution = fields.Float(
        string="Hours to Solve", aggregator="avg", readonly=True
    )
    kept_acknowledge = fields.Float(
        string="Acknowledged in Time %", aggregator="avg", readonly=True
    )
    kept_response = fields.Float(
        string="Answered in Time %", aggregator="avg", readonly=True
    )
    kept_solution = fields.Float(
        string="Solved in Time %", aggregator="avg", readonly=True
    )
    reopened_count = fields.Integer(string="Reopened", readonly=True)
    escalated_count = fields.Integer(string="Escalated", readonly=True)
    crisis_count = fields.Integer(string="Crises", readonly=True)
    repeat_percent = fields.Float(
        string="Repeat Rate (%)",
        aggregator="avg",
        readonly=True,
        help="Of complaints, disputes and service requests: those about the same as an "
        "earlier one of the customer.",
    )
    rating = fields.Float(aggregator="avg", readonly=True)
    amount_claimed = fields.Monetary(string="Claimed", readonly=True)
    amount_compensated = fields.Monetary(string="Compensated", readonly=True)

    def action_open_complaint(self):
        return self.complaint_id.get_formview_action()

    @property
    def _table_query(self):
        return SQL("SELECT %s FROM %s", self._select(), self._from())

    def _select(self):
        return SQL(
            """
complaint.id, complaint.id AS complaint_id, complaint.company_id, complaint.team_id,
complaint.user_id, complaint.customer_id, customer.vip_tier_id, line.product_id,
complaint.kind, complaint.severity, complaint.channel, complaint.category_id,
complaint.cause_id, complaint.phase, complaint.date_opened, complaint.date_solved,
age.days AS age_days,
CASE WHEN age.days <= 1 THEN '01' WHEN age.days <= 3 THEN '03'
     WHEN age.days <= 7 THEN '07' WHEN age.days <= 14 THEN '14'
     WHEN age.days <= 30 THEN '30' ELSE 'more'
END AS age_group,
clocks.hours_acknowledge, clocks.hours_response, clocks.hours_solution,
clocks.kept_acknowledge, clocks.kept_response, clocks.kept_solution,
COALESCE(complaint.reopen_count, 0) AS reopened_count,
(COALESCE(complaint.escalation_level, 0) > 0)::int AS escalated_count,
COALESCE(complaint.is_crisis, FALSE)::int AS crisis_count,
CASE WHEN complaint.kind = ANY(%s) THEN complaint.repeat_percent END AS repeat_percent,
verdict.rating, complaint.amount_claimed, complaint.amount_compensated
""",
            list(REPEATABLE),
        )

    def _from(self):
        return SQL(
            """
crm_complaint complaint
JOIN crm_customer customer ON customer.id = complaint.customer_id
LEFT JOIN (%s) clocks ON clocks.complaint_id = complaint.id
LEFT JOIN (
    SELECT DISTINCT ON (complaint_id) complaint_id, product_id
      FROM crm_complaint_line WHERE product_id IS NOT NULL
     ORDER BY complaint_id, sequence, id
) line ON line.complaint_id = complaint.id
LEFT JOIN (
    SELECT res_id, AVG(rating) AS rating FROM rating_rating
     WHERE res_model = 'crm.complaint' AND consumed GROUP BY res_id
) verdict ON verdict.res_id = complaint.id
CROSS JOIN LATERAL (
    SELECT EXTRACT(EPOCH FROM COALESCE(complaint.date_solved, complaint.date_closed,
           NOW() AT TIME ZONE 'UTC') - complaint.date_opened) / 86400 AS days
) age
""",
            self._clocks(),
        )

    def _clocks(self):
        """Rows (complaint_id, hours_*, kept_*): hours when met, 100 kept, 0 missed."""
        return SQL(
            """
SELECT complaint_id,
       AVG(used_hours) FILTER (WHERE target = 'acknowledge' AND state = 'met')
           AS hours_acknowledge,
       AVG(used_hours) FILTER (WHERE target = 'response' AND state = 'met')
           AS hours_response,
       AVG(used_hours) FILTER (WHERE target = 'solution' AND state = 'met')
           AS hours_solution,
       AVG(kept) FILTER (WHERE target = 'acknowledge') AS kept_acknowledge,
       AVG(kept) FILTER (WHERE target = 'response') AS kept_response,
       AVG(kept) FILTER (WHERE target = 'solution') AS kept_solution
  FROM (
    SELECT complaint_id, target, state, used_hours,
           CASE WHEN state = 'cancelled' THEN NULL WHEN is_breached THEN 0
                WHEN state = 'met' THEN 100 END AS kept
      FROM crm_complaint_clock
  ) clock
 GROUP BY complaint_id
"""
        )
