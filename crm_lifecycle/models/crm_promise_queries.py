# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What was to be done by a day and was done, and what is watched; nothing runs here."""

from odoo.tools import SQL


def visits_due(scope):
    """Rows of ``crm.customer._promise_sources``: visits done, and those missed."""
    return SQL(
        """
SELECT visit.id::bigint AS record,
       (visit.date_start AT TIME ZONE 'UTC' AT TIME ZONE %(tz)s)::date AS day,
       CASE visit.state WHEN 'missed' THEN 0 ELSE 1 END AS kept
  FROM crm_customer_visit visit
 WHERE visit.company_id = %(company)s AND visit.state IN ('done', 'reviewed', 'missed')
""",
        tz=scope.tz,
        company=scope.company_id,
    )


def care_due(scope):
    """The same rows for care tasks: done by the day of the occasion, or not."""
    return SQL(
        """
SELECT task.id::bigint AS record, task.date_occasion AS day,
       CASE WHEN task.state = 'done'
             AND (task.date_done AT TIME ZONE 'UTC' AT TIME ZONE %(tz)s)::date
                 <= task.date_occasion THEN 1 ELSE 0 END AS kept
  FROM crm_care_task task
 WHERE task.company_id = %(company)s
   AND (task.state = 'done'
        OR (task.state = 'todo' AND task.date_occasion < %(today)s))
""",
        tz=scope.tz,
        company=scope.company_id,
        today=scope.today,
    )


def plant_reports_due(scope):
    """The same rows for reports from customers' plants: sent by their day, or not."""
    return SQL(
        """
SELECT report.id::bigint AS record, report.date_due AS day,
       CASE WHEN report.state != 'due' AND COALESCE(report.days_late, 0) = 0
            THEN 1 ELSE 0 END AS kept
  FROM crm_plant_report report
 WHERE report.company_id = %(company)s
   AND (report.state != 'due' OR report.date_due < %(today)s)
""",
        company=scope.company_id,
        today=scope.today,
    )


def missed_logins(scope):
    """Rows (record, day) of the log-in watch."""
    return SQL(
        """
SELECT miss.id::bigint AS record, miss.date AS day
  FROM crm_login_miss miss WHERE miss.company_id = %s
""",
        scope.company_id,
    )


def exports(scope):
    """Rows (record, day) of the export log."""
    return SQL(
        """
SELECT log.id::bigint AS record,
       (log.date AT TIME ZONE 'UTC' AT TIME ZONE %(tz)s)::date AS day
  FROM crm_export_log log WHERE log.company_id = %(company)s
""",
        tz=scope.tz,
        company=scope.company_id,
    )
