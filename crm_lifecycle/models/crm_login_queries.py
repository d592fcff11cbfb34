# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Days on which people opened Odoo, kept before Odoo forgets its own log."""

from odoo.tools import SQL


def note_login_days():
    """Adds a row per person and day from the logs of log-ins and of devices.

    The day is the one of the person's time zone. Both logs are cut down by Odoo's own
    clean-up, so this runs every hour and adds what is not there yet.
    """
    return SQL(
        """
INSERT INTO crm_login_day (user_id, date)
SELECT DISTINCT seen.user_id,
       (seen.moment AT TIME ZONE 'UTC'
        AT TIME ZONE COALESCE(partner.tz, 'UTC'))::date
  FROM (SELECT create_uid AS user_id, create_date AS moment FROM res_users_log
         UNION ALL
        SELECT user_id, first_activity FROM res_device_log
         UNION ALL
        SELECT user_id, last_activity FROM res_device_log) seen
  JOIN res_users person ON person.id = seen.user_id AND person.share IS NOT TRUE
  JOIN res_partner partner ON partner.id = person.partner_id
 WHERE seen.moment IS NOT NULL
    ON CONFLICT (user_id, date) DO NOTHING
"""
    )
