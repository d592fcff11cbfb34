# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Proofs of sales actions: what documents say about the last contact that counted."""

from odoo.tools import SQL

ACTION_FACT_COLUMNS = ("date_last_action", "last_action_kind")


def _of_customer(scope, partner):
    """JOIN of crm_customer over the contact in column `partner`, in the scope."""
    return SQL(
        """
      JOIN res_partner contact ON contact.id = %(partner)s
      JOIN crm_customer customer
        ON customer.partner_id = contact.commercial_partner_id
       AND customer.company_id = %(company)s AND %(restrict)s
""",
        partner=partner,
        company=scope.company_id,
        restrict=scope.restrict(SQL("customer.id")),
    )


def orders(scope):
    """Quotations that were sent, and confirmed orders."""
    return SQL(
        """
    SELECT customer.id AS customer_id,
           (so.date_order AT TIME ZONE 'UTC' AT TIME ZONE %(tz)s)::date AS day,
           CASE so.state WHEN 'sale' THEN 'order' ELSE 'quotation' END AS kind
      FROM sale_order so %(customer)s
     WHERE so.company_id = %(company)s AND so.state IN ('sent', 'sale')
       AND so.is_gratis IS NOT TRUE
""",
        tz=scope.tz,
        company=scope.company_id,
        customer=_of_customer(scope, SQL("so.partner_id")),
    )


def invoices(scope):
    return SQL(
        """
    SELECT customer.id, move.invoice_date, 'invoice'
      FROM account_move move %(customer)s
     WHERE move.company_id = %(company)s AND move.state = 'posted'
       AND move.move_type = 'out_invoice'
""",
        company=scope.company_id,
        customer=_of_customer(scope, SQL("move.partner_id")),
    )


def payments(scope):
    return SQL(
        """
    SELECT customer.id, payment.date, 'payment'
      FROM account_payment payment %(customer)s
     WHERE payment.company_id = %(company)s AND payment.partner_type = 'customer'
       AND payment.payment_type = 'inbound'
       AND payment.state IN ('in_process', 'paid')
""",
        company=scope.company_id,
        customer=_of_customer(scope, SQL("payment.partner_id")),
    )


def meetings(scope):
    """Meetings that are over, with somebody of the customer, by one of the company."""
    return SQL(
        """
    SELECT customer.id,
           (event.stop AT TIME ZONE 'UTC' AT TIME ZONE %(tz)s)::date, 'meeting'
      FROM calendar_event event
      JOIN calendar_event_res_partner_rel guest ON guest.calendar_event_id = event.id
           %(customer)s
     WHERE event.active AND event.stop < (now() AT TIME ZONE 'UTC')
       AND EXISTS (
           SELECT FROM res_company_users_rel staff
            WHERE staff.user_id = event.user_id AND staff.cid = %(company)s)
""",
        tz=scope.tz,
        company=scope.company_id,
        customer=_of_customer(scope, SQL("guest.res_partner_id")),
    )


def inbound_mails(scope):
    """Mails that came in from the customer; what our people type does not count."""
    return SQL(
        """
    SELECT customer.id,
           (message.date AT TIME ZONE 'UTC' AT TIME ZONE %(tz)s)::date, 'mail'
      FROM mail_message message %(customer)s
     WHERE message.message_type = 'email'
       AND (message.record_company_id IS NULL
            OR message.record_company_id = %(company)s)
""",
        tz=scope.tz,
        company=scope.company_id,
        customer=_of_customer(scope, SQL("message.author_id")),
    )


def visits(done):
    """Visits that were done with an outcome; done: SQL (customer_id, visit_id, day)."""
    return SQL("SELECT visit.customer_id, visit.day, 'visit' FROM (%s) visit", done)


def last_action(scope, proofs):
    """The newest proof of each customer; on one day the strongest kind comes first.

    proofs: list of SQL yielding (customer_id, day, kind).
    """
    return SQL(
        """
SELECT DISTINCT ON (customer_id) customer_id, day, kind
  FROM (%(proofs)s) proof
 WHERE day <= %(today)s
 ORDER BY customer_id, day DESC,
          array_position(ARRAY['payment', 'order', 'invoice', 'meeting', 'visit',
                               'mail', 'quotation'], kind::text)
""",
        proofs=SQL(" UNION ALL ").join(proofs),
        today=scope.today,
    )
