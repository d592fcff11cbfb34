# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What customers answered and said, for whoever analyses it; nothing runs here."""

from odoo.tools import SQL

# Scores of the whole sheet that stand beside those of the items.
WHOLE = ("overall", "loyalty", "use_again", "no_complaint", "recommend")
# What customers say of a case once it is solved.
RATING = "rating"


def answers_of_items(scope):
    """Rows of ``crm.customer._voice_sources``: the items of the surveys.

    The lowest score of a scale is 0, its highest 100.
    """
    return SQL(
        """
SELECT answer.customer_id, answer.id::bigint AS record, sheet.id::bigint * 2 AS sheet,
       (answer.date AT TIME ZONE 'UTC' AT TIME ZONE %(tz)s)::date AS day,
       'item_' || answer.question_id AS item,
       %(perceived)s AS perceived,
       CASE WHEN answer.gap_class IS NOT NULL THEN %(expected)s END AS expected,
       CASE WHEN sheet.overall > 0 THEN %(overall)s END AS whole
  FROM crm_satisfaction_answer answer
  JOIN crm_satisfaction_invitation sheet ON sheet.id = answer.invitation_id
  JOIN crm_satisfaction_survey survey ON survey.id = answer.survey_id
 WHERE answer.company_id = %(company)s AND %(restrict)s
""",
        tz=scope.tz,
        perceived=_score(SQL("answer.perceived")),
        expected=_score(SQL("answer.expected")),
        overall=_score(SQL("sheet.overall")),
        company=scope.company_id,
        restrict=scope.restrict(SQL("answer.customer_id")),
    )


def answers_of_sheets(scope):
    """The same rows for the scores of the whole; a complaint feared counts reversed."""
    return SQL(
        """
SELECT sheet.customer_id, sheet.id::bigint * 8 + score.place AS record,
       sheet.id::bigint * 2 AS sheet,
       (sheet.date_answered AT TIME ZONE 'UTC' AT TIME ZONE %(tz)s)::date AS day,
       score.item, score.perceived, NULL::float8 AS expected,
       CASE WHEN sheet.overall > 0 THEN %(overall)s END AS whole
  FROM crm_satisfaction_invitation sheet
  JOIN crm_satisfaction_survey survey ON survey.id = sheet.survey_id
 CROSS JOIN LATERAL (VALUES
       (0, 'overall', CASE WHEN sheet.overall > 0 THEN %(overall)s END),
       (1, 'loyalty', CASE WHEN sheet.loyalty > 0 THEN %(loyalty)s END),
       (2, 'use_again', CASE WHEN sheet.use_again > 0 THEN %(use_again)s END),
       (3, 'no_complaint', CASE WHEN sheet.complaint_likelihood > 0
                                THEN 100 - %(complaint)s END),
       (4, 'recommend', CASE WHEN sheet.nps_class IS NOT NULL
                             THEN sheet.nps * 10::float8 END)
       ) AS score(place, item, perceived)
 WHERE sheet.company_id = %(company)s AND sheet.state = 'answered'
   AND score.perceived IS NOT NULL AND %(restrict)s
""",
        tz=scope.tz,
        overall=_score(SQL("sheet.overall")),
        loyalty=_score(SQL("sheet.loyalty")),
        use_again=_score(SQL("sheet.use_again")),
        complaint=_score(SQL("sheet.complaint_likelihood")),
        company=scope.company_id,
        restrict=scope.restrict(SQL("sheet.customer_id")),
    )


def ratings(scope):
    """The same rows for ratings of solved cases, 1 to 5; each is a sheet of its own.

    Sheets of surveys have even numbers, ratings odd ones.
    """
    return SQL(
        """
SELECT complaint.customer_id, rating.id::bigint AS record,
       rating.id::bigint * 2 + 1 AS sheet,
       (rating.write_date AT TIME ZONE 'UTC' AT TIME ZONE %(tz)s)::date AS day,
       %(item)s AS item, ((rating.rating - 1) * 25)::float8 AS perceived,
       NULL::float8 AS expected, NULL::float8 AS whole
  FROM rating_rating rating
  JOIN crm_complaint complaint
    ON complaint.id = rating.res_id AND rating.res_model = 'crm.complaint'
 WHERE rating.consumed AND rating.rating >= 1 AND complaint.company_id = %(company)s
   AND %(restrict)s
""",
        tz=scope.tz,
        item=RATING,
        company=scope.company_id,
        restrict=scope.restrict(SQL("complaint.customer_id")),
    )


def cases(scope):
    """Rows of ``crm.customer._care_sources``: cases, on the day they arrived.

    A fault report is a case with a line that names a kind of defect.
    """
    return SQL(
        """
SELECT complaint.customer_id, complaint.id::bigint AS record,
       (complaint.date_opened AT TIME ZONE 'UTC' AT TIME ZONE %(tz)s)::date AS day,
       complaint.kind, EXISTS (
           SELECT FROM crm_complaint_line line
            WHERE line.complaint_id = complaint.id AND line.defect_id IS NOT NULL
       ) AS is_fault, 0::float8 AS hours, 'crm.complaint' AS model,
       complaint.id AS res_id
  FROM crm_complaint complaint
 WHERE complaint.company_id = %(company)s AND complaint.phase != 'cancelled'
   AND complaint.customer_id IS NOT NULL AND %(restrict)s
""",
        tz=scope.tz,
        company=scope.company_id,
        restrict=scope.restrict(SQL("complaint.customer_id")),
    )


def service_records(scope):
    """The same rows for services done at the customer's or from afar."""
    return SQL(
        """
SELECT service.customer_id, service.id::bigint AS record,
       (COALESCE(service.date_start, service.date_planned, service.create_date)
           AT TIME ZONE 'UTC' AT TIME ZONE %(tz)s)::date AS day,
       'repair' AS kind, FALSE AS is_fault, COALESCE(service.hours, 0)::float8 AS hours,
       'crm.complaint.service' AS model, service.id AS res_id
  FROM crm_complaint_service service
 WHERE service.company_id = %(company)s AND service.state IN ('done', 'signed')
   AND service.customer_id IS NOT NULL AND %(restrict)s
""",
        tz=scope.tz,
        company=scope.company_id,
        restrict=scope.restrict(SQL("service.customer_id")),
    )


def opinions(scope):
    """The same rows for what customers wrote on answer sheets."""
    return SQL(
        """
SELECT sheet.customer_id, sheet.id::bigint AS record,
       (sheet.date_answered AT TIME ZONE 'UTC' AT TIME ZONE %(tz)s)::date AS day,
       'opinion' AS kind, FALSE AS is_fault, 0::float8 AS hours,
       'crm.satisfaction.invitation' AS model, sheet.id AS res_id
  FROM crm_satisfaction_invitation sheet
 WHERE sheet.company_id = %(company)s AND sheet.state = 'answered'
   AND (sheet.comment IS NOT NULL OR sheet.need IS NOT NULL
        OR sheet.difficulty IS NOT NULL)
   AND %(restrict)s
""",
        tz=scope.tz,
        company=scope.company_id,
        restrict=scope.restrict(SQL("sheet.customer_id")),
    )


def promised_times(scope):
    """Rows of ``crm.customer._promise_sources``: clocks of cases, kept or breached.

    What is kept counts on the day it was done, what is not on the day it was due.
    """
    return SQL(
        """
SELECT clock.id::bigint AS record,
       (CASE WHEN clock.is_breached AND clock.date_deadline IS NOT NULL
             THEN clock.date_deadline ELSE clock.date_done END
           AT TIME ZONE 'UTC' AT TIME ZONE %(tz)s)::date AS day,
       CASE WHEN clock.is_breached THEN 0 ELSE 1 END AS kept
  FROM crm_complaint_clock clock
 WHERE clock.company_id = %(company)s AND clock.state != 'cancelled'
   AND (clock.state = 'met' OR clock.is_breached)
   AND COALESCE(clock.date_deadline, clock.date_done) IS NOT NULL
""",
        tz=scope.tz,
        company=scope.company_id,
    )


def _score(column):
    """0 to 100 of a column on the scale of the survey, which starts at 1."""
    return SQL("((%s - 1) * 100.0 / (survey.scale::int - 1))::float8", column)
