# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Months of season plans, target and turnover beside each other."""

from odoo.tools import SQL


def plan_months():
    """Two rows a month: what was wanted, and what came until today.

    Months to come have no turnover, so they have no second row.
    """
    return SQL(
        """
SELECT line.id * 2 AS id, line.plan_id, line.company_id, line.customer_id, line.date,
       'target' AS series, line.amount_target AS amount
  FROM crm_season_plan_line line
 UNION ALL
SELECT line.id * 2 + 1, line.plan_id, line.company_id, line.customer_id, line.date,
       'actual', line.amount_actual
  FROM crm_season_plan_line line
  JOIN crm_season_plan plan ON plan.id = line.plan_id
 WHERE line.date <= plan.date
"""
    )
