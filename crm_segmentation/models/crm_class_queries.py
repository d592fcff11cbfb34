# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Classes A to D: sales of three years, proposals and what an approved run sets."""

from odoo.tools import SQL

from odoo.addons.crm_lifecycle.models.crm_customer_queries import first_match

from .crm_class_rules import YEARS
from .crm_turnover_queries import turnover

YEAR_FACT_COLUMNS = ("amount_3y",)
SALES_CLASS_COLUMNS = ("sales_class",)
DECIDED_COLUMNS = ("customer_class", "date_customer_class")


def three_years(scope):
    """(customer_id, turnover of the last three years)."""
    return SQL(
        """
SELECT customer_id, ROUND(SUM(amount), %(decimals)s)
  FROM (%(turnover)s) turnover
 WHERE day > (%(today)s::date - make_interval(years => %(years)s))::date
 GROUP BY customer_id
""",
        turnover=turnover(scope),
        today=scope.today,
        years=YEARS,
        decimals=scope.decimals,
    )


def sales_classes(scope, abc):
    """(customer_id, class) by sales of three years among all of the company.

    abc: crm_score_queries.abc of the company's cuts, which reads `base`
    """
    return SQL(
        """
WITH base AS (
    SELECT id, amount_3y AS measure, NULL::int AS fellows FROM crm_customer
     WHERE company_id = %(company)s AND active
)
SELECT id, class FROM (%(abc)s) classed
""",
        company=scope.company_id,
        abc=abc,
    )


def fill_run(scope, run_id, rules):
    """One line per active customer with the class that the first fitting rule says.

    rules: list of (rule id, SQL subselect) in order; class C without any rule. A
    second call adds the customers who came since and changes no line.
    """
    return SQL(
        """
INSERT INTO crm_class_line (
    run_id, company_id, customer_id, user_id, class_before, rule_id,
    class_proposed, class_final, is_changed, amount_3y, sales_class, state)
SELECT %(run)s, decided.company_id, decided.id, decided.user_id,
       decided.customer_class, decided.rule_id, COALESCE(rule.class_name, 'C'),
       COALESCE(rule.class_name, 'C'),
       COALESCE(rule.class_name, 'C') IS DISTINCT FROM decided.customer_class,
       decided.amount_3y, decided.sales_class, 'draft'
  FROM (
    SELECT customer.id, customer.company_id, customer.user_id,
           customer.customer_class, customer.amount_3y, customer.sales_class,
           %(rule)s AS rule_id
      FROM crm_customer customer
     WHERE customer.company_id = %(company)s AND customer.active
  ) decided
  LEFT JOIN crm_class_rule rule ON rule.id = decided.rule_id
    ON CONFLICT (run_id, customer_id) DO NOTHING
RETURNING id
""",
        run=run_id,
        rule=first_match(rules, None),
        company=scope.company_id,
    )


def drop_lines(run_id):
    """Forgets the lines of a run that nobody was asked about; yields their ids."""
    return SQL("DELETE FROM crm_class_line WHERE run_id = %s RETURNING id", run_id)


def set_line_states(run_id, state):
    return SQL(
        "UPDATE crm_class_line SET state = %s WHERE run_id = %s RETURNING id",
        state,
        run_id,
    )


def decided_classes(scope, run_id, day):
    """(customer_id, class, day) after an approved run; others keep what they have."""
    return SQL(
        """
SELECT customer.id, COALESCE(line.class_final, customer.customer_class),
       CASE WHEN line.id IS NULL THEN customer.date_customer_class ELSE %(day)s END
  FROM crm_customer customer
  LEFT JOIN crm_class_line line
    ON line.run_id = %(run)s AND line.customer_id = customer.id
 WHERE customer.company_id = %(company)s
""",
        day=day,
        run=run_id,
        company=scope.company_id,
    )


def drop_twin_lines(merged_ids, kept_id):
    """A customer stands once in a run, as the account that stays; yields ids."""
    return SQL(
        """
DELETE FROM crm_class_line AS line
 WHERE customer_id = ANY(%(merged)s)
   AND EXISTS (
       SELECT FROM crm_class_line other
        WHERE other.run_id = line.run_id
          AND (other.customer_id = %(kept)s
               OR (other.customer_id = ANY(%(merged)s) AND other.id < line.id)))
RETURNING id
""",
        merged=list(merged_ids),
        kept=kept_id,
    )
