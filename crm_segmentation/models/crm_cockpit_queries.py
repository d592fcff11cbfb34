# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Statements that keep the figures of the cockpit; nothing executes here."""

from odoo.tools import SQL

from .crm_turnover_queries import turnover


def sales(scope, since):
    """Flow rows of turnover and orders, see ``crm.cockpit._cockpit_flows``."""
    return SQL(
        """
SELECT sold.customer_id, sold.day, figure.measure, NULL::int, figure.amount
  FROM (%(turnover)s) sold
 CROSS JOIN LATERAL (VALUES
    ('turnover', sold.amount::numeric), ('order_count', sold.orders::numeric)
  ) figure (measure, amount)
 WHERE sold.day >= %(since)s AND figure.amount <> 0
""",
        turnover=turnover(scope),
        since=since,
    )


def drop_figures(scope, since):
    """Removes what the next statements write anew: flows, and states of this month."""
    return SQL(
        """
DELETE FROM crm_cockpit_figure
 WHERE company_id = %(company)s
   AND CASE WHEN is_state THEN month >= %(month)s ELSE month >= %(since)s END
""",
        company=scope.company_id,
        month=scope.today.replace(day=1),
        since=since,
    )


def store_flows(scope, flows):
    """Sums of the flows by owner's team, owner and month of the day."""
    return SQL(
        """
INSERT INTO crm_cockpit_figure (
    company_id, team_id, user_id, month, measure, stage_id, is_state, amount,
    amount_to_day)
SELECT %(company)s, customer.team_id, customer.user_id,
       date_trunc('month', flow.day::timestamp)::date, flow.measure, flow.stage_id,
       FALSE, ROUND(SUM(flow.amount), 4),
       COALESCE(ROUND(SUM(flow.amount) FILTER (
           WHERE date_part('day', flow.day)
              <= date_part('day', %(today)s::date)), 4), 0)
  FROM (%(flows)s) flow (customer_id, day, measure, stage_id, amount)
  JOIN crm_customer customer ON customer.id = flow.customer_id
 WHERE flow.day <= %(today)s
 GROUP BY 2, 3, 4, 5, 6
""",
        company=scope.company_id,
        today=scope.today,
        flows=SQL(" UNION ALL ").join(flows),
    )


def store_states(scope, states):
    """Sums of the states by owner's team and owner, for the month of the day."""
    return SQL(
        """
INSERT INTO crm_cockpit_figure (
    company_id, team_id, user_id, month, measure, is_state, amount, amount_to_day)
SELECT %(company)s, customer.team_id, customer.user_id, %(month)s, state.measure,
       TRUE, ROUND(SUM(state.amount), 4), ROUND(SUM(state.amount), 4)
  FROM (%(states)s) state (customer_id, measure, amount)
  JOIN crm_customer customer ON customer.id = state.customer_id
 GROUP BY 2, 3, 5
""",
        company=scope.company_id,
        month=scope.today.replace(day=1),
        states=SQL(" UNION ALL ").join(states),
    )
