# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Open complaints with running clocks, made by a few set-based statements.

Every complaint has a clock for the answer and one for the solution. Of a thousand
clocks one has just become late, another one is about to be warned of, the rest is due
later, which is a busy minute of 100,000 clocks of forty hours; the ladder calls the
team leader of each late one. The team works every day, around the clock but for half an
hour far from now, so that working hours count whenever the bench runs.
"""

from odoo import Command, fields
from odoo.tools import SQL


def fill(env, clocks):
    complaint = env["crm.complaint"].create(
        {
            "partner_id": env["res.partner"].create({"name": "Bench Complainer"}).id,
            "description": "Bench",
        }
    )
    complaint.team_id.resource_calendar_id = working_hours(env)
    env.flush_all()
    env.execute_query(complaints_query(complaint, clocks // 2))
    # Foreign keys are checked by plans for the size that PostgreSQL knows.
    env.execute_query(SQL("ANALYZE crm_complaint"))
    env.execute_query(clocks_query(complaint.id))
    env.execute_query(SQL("ANALYZE crm_complaint_clock"))
    env.execute_query(events_query(complaint.id))
    env.execute_query(SQL("ANALYZE crm_complaint_event"))
    env.invalidate_all()


def working_hours(env):
    rest = 6 if fields.Datetime.now().hour >= 12 else 18
    ranges = [("morning", 0, rest), ("afternoon", rest + 0.5, 24)]
    attendances = [
        {
            "name": period,
            "dayofweek": str(day),
            "day_period": period,
            "hour_from": start,
            "hour_to": end,
        }
        for day in range(7)
        for period, start, end in ranges
    ]
    return env["resource.calendar"].create(
        {
            "name": "Bench",
            "tz": "UTC",
            "attendance_ids": [Command.create(values) for values in attendances],
        }
    )


def complaints_query(complaint, count):
    """Copies of a complaint in everything but number and token."""
    own = {"id", "name", "access_token"}
    names = sorted(
        name
        for name, field in complaint._fields.items()
        if field.column_type and field.store and name not in own
    )
    columns = SQL(", ").join(map(SQL.identifier, names))
    return SQL(
        """
INSERT INTO crm_complaint (name, access_token, %(columns)s)
SELECT 'BENCH/' || n, 'bench-' || n, %(columns)s
  FROM crm_complaint, generate_series(1, %(count)s) n
 WHERE id = %(complaint)s
""",
        columns=columns,
        complaint=complaint.id,
        count=count,
    )


def clocks_query(complaint_id):
    return SQL(
        """
INSERT INTO crm_complaint_clock (complaint_id, company_id, team_id, target,
    allowed_hours, warning_percent, state, date_start, date_warning, date_deadline,
    date_ladder)
SELECT complaint.id, complaint.company_id, complaint.team_id, target, 7.4, 75,
       'running', moment - INTERVAL '8 hours', moment - INTERVAL '2 hours', moment,
       moment
  FROM crm_complaint complaint
 CROSS JOIN (VALUES ('response', 0), ('solution', 1)) kind (target, shift)
 CROSS JOIN LATERAL (
    SELECT NOW() AT TIME ZONE 'UTC' + CASE (2 * complaint.id + shift) %% 1000
           WHEN 0 THEN INTERVAL '-1 minute' WHEN 1 THEN INTERVAL '119 minutes'
           ELSE INTERVAL '3 days' END AS moment
 ) due
 WHERE complaint.name LIKE 'BENCH/%%' AND complaint.id != %s
""",
        complaint_id,
    )


def events_query(complaint_id):
    return SQL(
        """
INSERT INTO crm_complaint_event (complaint_id, clock_id, target, kind, date,
    allowed_hours, calendar_id)
SELECT clock.complaint_id, clock.id, clock.target, 'start', clock.date_start,
       clock.allowed_hours, team.resource_calendar_id
  FROM crm_complaint_clock clock JOIN crm_complaint_team team ON team.id = clock.team_id
 WHERE clock.complaint_id != %s
""",
        complaint_id,
    )
