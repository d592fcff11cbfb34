# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Set-based statements of losses, alerts and simulations; nothing executes here."""

from odoo.tools import SQL

from .crm_customer_queries import first_match
from .crm_fact_queries import confirmed_orders, other_turnover


def stage_preview(scope, rules, default_stage_id):
    """(stage now, stage then, number of customers) if these stage rules were in force.

    rules: as for ``first_match``. Customers held by hand and those who stay are left
    out.
    """
    return SQL(
        """
SELECT stage_id, decided_id, COUNT(*)
  FROM (
    SELECT customer.stage_id, %(stage)s AS decided_id
      FROM crm_customer customer
     WHERE customer.company_id = %(company)s AND customer.active AND %(restrict)s
       AND (customer.stage_hold_until IS NULL OR customer.stage_hold_until < %(today)s)
  ) decided
 WHERE decided_id IS DISTINCT FROM stage_id
 GROUP BY stage_id, decided_id
""",
        stage=first_match(rules, default_stage_id),
        company=scope.company_id,
        today=scope.today,
        restrict=scope.restrict(SQL("customer.id")),
    )


def open_losses(scope):
    """One open loss per customer who stands in a lost stage and has none since then.

    A loss that was given up is not opened again while the customer stays lost. Yields
    the ids of the new losses.
    """
    return SQL(
        """
INSERT INTO crm_customer_loss (
    customer_id, company_id, user_id, date, amount_prev_12m, last_order_id, state,
    create_date, write_date)
SELECT customer.id, customer.company_id, customer.user_id, customer.date_stage,
       GREATEST(customer.amount_12m, customer.amount_prev_12m, 0),
       customer.last_order_id, 'open', now() AT TIME ZONE 'UTC',
       now() AT TIME ZONE 'UTC'
  FROM crm_customer customer
  JOIN crm_lifecycle_stage stage ON stage.id = customer.stage_id AND stage.is_lost
 WHERE customer.company_id = %(company)s AND customer.active AND %(restrict)s
   AND NOT EXISTS (
       SELECT FROM crm_customer_loss loss
        WHERE loss.customer_id = customer.id
          AND (loss.state = 'open' OR loss.date >= customer.date_stage))
    ON CONFLICT DO NOTHING
RETURNING id
""",
        company=scope.company_id,
        restrict=scope.restrict(SQL("customer.id")),
    )


def close_losses(scope):
    """Losses of customers who ordered after them are won; yields their ids.

    A customer whose stage was corrected without an order (a rule or a hand moved it
    back) was not lost: the attempt ends as given up.
    """
    return SQL(
        """
UPDATE crm_customer_loss AS loss
   SET state = CASE WHEN customer.last_order_id IS DISTINCT FROM loss.last_order_id
                     AND customer.date_last_order >= loss.date
                    THEN 'won' ELSE 'given_up' END,
       won_order_id = CASE WHEN customer.last_order_id IS DISTINCT FROM
                                loss.last_order_id
                            AND customer.date_last_order >= loss.date
                           THEN customer.last_order_id END,
       date_closed = %(today)s
  FROM crm_customer customer
  JOIN crm_lifecycle_stage stage ON stage.id = customer.stage_id
 WHERE customer.id = loss.customer_id AND loss.state = 'open'
   AND NOT stage.is_lost IS TRUE
   AND customer.company_id = %(company)s AND %(restrict)s
RETURNING loss.id
""",
        company=scope.company_id,
        today=scope.today,
        restrict=scope.restrict(SQL("customer.id")),
    )


def _matching(matches):
    """(rule id, customer id) of everybody who meets one of the rules."""
    return SQL(" UNION ALL ").join(
        SQL(
            "SELECT %s AS rule_id, customer.id AS customer_id"
            " FROM crm_customer customer WHERE customer.active AND customer.id IN %s",
            rule_id,
            subselect,
        )
        for rule_id, subselect in matches
    ) or SQL("SELECT NULL::int AS rule_id, NULL::int AS customer_id WHERE FALSE")


def raise_alerts(scope, matches):
    """Opens the alerts that are not raised yet; yields the ids of the new ones.

    matches: list of (rule id, SQL subselect of the customers who meet it)
    """
    return SQL(
        """
INSERT INTO crm_customer_alert (
    customer_id, company_id, rule_id, severity, user_id, date, state, create_date,
    write_date)
SELECT customer.id, customer.company_id, rule.id, rule.severity, customer.user_id,
       %(today)s, 'open', now() AT TIME ZONE 'UTC', now() AT TIME ZONE 'UTC'
  FROM (%(matching)s) met
  JOIN crm_customer customer ON customer.id = met.customer_id
  JOIN crm_alert_rule rule ON rule.id = met.rule_id
    ON CONFLICT DO NOTHING
RETURNING id
""",
        matching=_matching(matches),
        today=scope.today,
    )


def end_alerts(scope, matches):
    """Open and handled alerts whose customers no longer meet the rule are over."""
    return SQL(
        """
UPDATE crm_customer_alert AS alert
   SET state = 'over', date_closed = COALESCE(alert.date_closed, %(today)s)
  FROM crm_customer customer
 WHERE customer.id = alert.customer_id AND alert.state != 'over'
   AND customer.company_id = %(company)s AND %(restrict)s
   AND NOT EXISTS (
       SELECT FROM (%(matching)s) met
        WHERE met.rule_id = alert.rule_id AND met.customer_id = alert.customer_id)
RETURNING alert.id
""",
        matching=_matching(matches),
        company=scope.company_id,
        today=scope.today,
        restrict=scope.restrict(SQL("customer.id")),
    )


def count_alerts(scope):
    """Stores the number of open alerts and the gravest signal that still holds."""
    return SQL(
        """
UPDATE crm_customer AS target
   SET alert_count = fresh.alert_count, churn_risk = fresh.churn_risk
  FROM (
    SELECT customer.id,
           COUNT(alert.id) FILTER (WHERE alert.state = 'open') AS alert_count,
           MAX(alert.severity) AS churn_risk
      FROM crm_customer customer
      LEFT JOIN crm_customer_alert alert
        ON alert.customer_id = customer.id AND alert.state != 'over'
     WHERE customer.company_id = %(company)s AND %(restrict)s
     GROUP BY customer.id
  ) fresh
 WHERE target.id = fresh.id
   AND (COALESCE(target.alert_count, 0), target.churn_risk)
       IS DISTINCT FROM (fresh.alert_count, fresh.churn_risk)
RETURNING target.id
""",
        company=scope.company_id,
        restrict=scope.restrict(SQL("customer.id")),
    )


def note_address_change(partner_ids, today):
    """Notes on the accounts of the contacts that their address changed."""
    return SQL(
        "UPDATE crm_customer SET date_address_change = %s WHERE partner_id = ANY(%s)"
        " AND date_address_change IS DISTINCT FROM %s RETURNING id",
        today,
        list(partner_ids),
        today,
    )


def turnover_months(scope, since):
    """Rows (customer_id, first day of the month, turnover) from the day `since` on.

    Turnover as in ``order_facts``, up to the scope's today.
    """
    return SQL(
        """
WITH ordered AS (%(ordered)s), invoiced AS (%(invoiced)s)
SELECT customer_id, date_trunc('month', day)::date AS month, SUM(amount)
  FROM (SELECT customer_id, day, amount FROM ordered
         UNION ALL SELECT customer_id, day, amount FROM invoiced) turnover
 WHERE day BETWEEN %(since)s AND %(today)s
 GROUP BY customer_id, month
""",
        ordered=confirmed_orders(scope),
        invoiced=other_turnover(scope),
        since=since,
        today=scope.today,
    )


def stage_on(customer, day, tz):
    """SQL of one value: the stage a customer was in when a day ended in a time zone.

    customer, day: SQL of the columns of the statement it stands in.
    """
    return SQL(
        """(
    SELECT history.stage_id FROM crm_customer_stage_history history
     WHERE history.customer_id = %(customer)s
       AND history.date < ((%(day)s + 1)::timestamp AT TIME ZONE %(tz)s)
           AT TIME ZONE 'UTC'
     ORDER BY history.date DESC, history.id DESC
     LIMIT 1)""",
        customer=customer,
        day=day,
        tz=tz,
    )
