# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What was done with customers, action by action, for reports; nothing runs here."""

from odoo.tools import SQL


def customer_actions(scope):
    """Rows (id, customer_id, user_id, day, action_kind, hours, model, res_id).

    Done visits and calls, meetings that are over, done activities, messages both ways;
    a meeting that belongs to a visit is that visit. Notes are no action.
    """
    return SQL(
        "%s UNION ALL (%s) UNION ALL %s",
        _visits(scope),
        _meetings(scope),
        _messages(scope),
    )


def _visits(scope):
    return SQL(
        """
SELECT visit.id::bigint * 4 AS id, visit.customer_id, visit.user_id,
       (visit.date_start AT TIME ZONE 'UTC' AT TIME ZONE %(tz)s)::date AS day,
       visit.mode::text AS action_kind, COALESCE(visit.duration, 0)::float8 AS hours,
       'crm.customer.visit' AS model, visit.id AS res_id
  FROM crm_customer_visit visit
 WHERE visit.company_id = %(company)s AND visit.state IN ('done', 'reviewed')
   AND %(restrict)s
""",
        tz=scope.tz,
        company=scope.company_id,
        restrict=scope.restrict(SQL("visit.customer_id")),
    )


def _meetings(scope):
    """One row per meeting and customer; days without hours count none."""
    return SQL(
        """
SELECT DISTINCT ON (event.id, customer.id)
       attendee.id::bigint * 4 + 1, customer.id, event.user_id,
       (event.start AT TIME ZONE 'UTC' AT TIME ZONE %(tz)s)::date, 'meeting',
       CASE WHEN event.allday THEN 0 ELSE
            EXTRACT(EPOCH FROM event.stop - event.start) / 3600 END::float8,
       'calendar.event', event.id
  FROM calendar_event event
  JOIN calendar_attendee attendee ON attendee.event_id = event.id
  JOIN res_partner guest ON guest.id = attendee.partner_id
  JOIN crm_customer customer ON customer.partner_id = guest.commercial_partner_id
   AND customer.company_id = %(company)s AND %(restrict)s
 WHERE event.active AND event.stop < (now() AT TIME ZONE 'UTC')
   AND EXISTS (SELECT FROM res_company_users_rel staff
                WHERE staff.user_id = event.user_id AND staff.cid = %(company)s)
   AND NOT EXISTS (
       SELECT FROM crm_customer_visit visit WHERE visit.event_id = event.id)
 ORDER BY event.id, customer.id, attendee.id
""",
        tz=scope.tz,
        company=scope.company_id,
        restrict=scope.restrict(SQL("customer.id")),
    )


def _messages(scope):
    """Done activities, and messages that are no notes.

    Activities about a meeting are that meeting. What none of us wrote came from the
    customer and counts for the owner.
    """
    return SQL(
        """
SELECT message.id::bigint * 4 + 2, customer.id, COALESCE(writer.id, customer.user_id),
       (message.date AT TIME ZONE 'UTC' AT TIME ZONE %(tz)s)::date,
       CASE WHEN activity.category = 'phonecall' THEN 'phone'
            WHEN activity.id IS NOT NULL THEN 'activity'
            WHEN message.message_type = 'email' OR writer.id IS NULL THEN 'inbound'
            ELSE 'message' END,
       0::float8, message.model, message.res_id
  FROM mail_message message
  JOIN (%(places)s) place ON place.model = message.model AND place.id = message.res_id
  JOIN res_partner contact ON contact.id = place.partner_id
  JOIN crm_customer customer ON customer.partner_id = contact.commercial_partner_id
   AND customer.company_id = %(company)s AND %(restrict)s
   AND (place.company_id IS NULL OR place.company_id = %(company)s)
  LEFT JOIN mail_activity_type activity ON activity.id = message.mail_activity_type_id
  LEFT JOIN mail_message_subtype subtype ON subtype.id = message.subtype_id
  LEFT JOIN res_users writer ON writer.partner_id = message.author_id
   AND writer.share IS NOT TRUE AND message.message_type != 'email'
 WHERE CASE WHEN activity.id IS NOT NULL
            THEN activity.category IS DISTINCT FROM 'meeting'
            ELSE message.message_type IN ('comment', 'email', 'email_outgoing')
                 AND subtype.internal IS NOT TRUE AND message.is_internal IS NOT TRUE
            END
""",
        tz=scope.tz,
        places=_places(),
        company=scope.company_id,
        restrict=scope.restrict(SQL("customer.id")),
    )


def _places():
    """Records on which people write to a customer or about it."""
    return SQL(
        """
SELECT 'crm.customer' AS model, id, partner_id, company_id FROM crm_customer
 UNION ALL
SELECT 'res.partner', id, id, NULL FROM res_partner
 UNION ALL
SELECT 'sale.order', id, partner_id, company_id FROM sale_order
 UNION ALL
SELECT 'crm.lead', id, partner_id, company_id FROM crm_lead
"""
    )
