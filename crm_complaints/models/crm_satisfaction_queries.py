# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Satisfaction as SQL; nothing here executes anything."""

from odoo.tools import SQL

SATISFACTION_FACT_COLUMNS = (
    "complaint_last_rating",
    "satisfaction_gap",
    "satisfaction_gap_class",
    "satisfaction_nps_class",
    "date_last_survey",
)


def average_answered(column, marker):
    """Average of a column over the rows whose marker says that they were answered."""
    return SQL("AVG(%s) FILTER (WHERE %s IS NOT NULL)", column, marker)


def satisfaction_facts(scope):
    """The newest rating of a complaint and the newest answer to a survey.

    Days are those of the company's time zone; what came after `today` is left out.
    """
    return SQL(
        """
SELECT COALESCE(rated.customer_id, answered.customer_id), COALESCE(rated.rating, 0),
       COALESCE(answered.gap, 0), answered.gap_class, answered.nps_class, answered.day
  FROM (
    SELECT DISTINCT ON (complaint.customer_id) complaint.customer_id,
           rating.rating::int AS rating
      FROM rating_rating rating
      JOIN crm_complaint complaint
        ON complaint.id = rating.res_id AND rating.res_model = 'crm.complaint'
     WHERE rating.consumed AND complaint.company_id = %(company)s AND %(complaints)s
       AND (rating.write_date AT TIME ZONE 'UTC' AT TIME ZONE %(tz)s)::date
           <= %(today)s
     ORDER BY complaint.customer_id, rating.write_date DESC, rating.id DESC
  ) rated
  FULL JOIN (
    SELECT DISTINCT ON (sheet.customer_id) sheet.customer_id, sheet.gap,
           sheet.gap_class, sheet.nps_class,
           (sheet.date_answered AT TIME ZONE 'UTC' AT TIME ZONE %(tz)s)::date AS day
      FROM crm_satisfaction_invitation sheet
     WHERE sheet.state = 'answered' AND sheet.company_id = %(company)s AND %(sheets)s
       AND (sheet.date_answered AT TIME ZONE 'UTC' AT TIME ZONE %(tz)s)::date
           <= %(today)s
     ORDER BY sheet.customer_id, sheet.date_answered DESC, sheet.id DESC
  ) answered ON answered.customer_id = rated.customer_id
""",
        company=scope.company_id,
        tz=scope.tz,
        today=scope.today,
        complaints=scope.restrict(SQL("complaint.customer_id")),
        sheets=scope.restrict(SQL("sheet.customer_id")),
    )
