# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models
from odoo.tools import SQL


class CrmCustomerInteraction(models.Model):
    """Every contact with a customer, whichever department had it, on one time line.

    Messages with people, meetings, quotations and orders; who works on the customer
    sees them all, so that nobody sends the same thing twice (S-120). A module adds its
    documents by extending ``_interaction_sources``.
    """

    _name = "crm.customer.interaction"
    _description = "Contact with a Customer"
    _auto = False
    _order = "date desc, id desc"
    _rec_name = "subject"
    _depends = {
        "calendar.event": [
            "active",
            "name",
            "partner_ids",
            "privacy",
            "start",
            "user_id",
        ],
        "crm.customer": ["company_id", "partner_id"],
        "crm.lead": ["partner_id"],
        "mail.message": ["author_id", "date", "message_type", "model", "res_id"],
        "res.partner": ["commercial_partner_id"],
        "sale.order": ["date_order", "name", "partner_id", "state", "user_id"],
    }

    customer_id = fields.Many2one("crm.customer", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    date = fields.Datetime(readonly=True)
    author_id = fields.Many2one("res.partner", string="Who", readonly=True)
    kind = fields.Selection(
        selection=[
            ("message", "Message"),
            ("mail", "Mail from the customer"),
            ("meeting", "Meeting"),
            ("quotation", "Quotation"),
            ("order", "Order"),
        ],
        readonly=True,
    )
    subject = fields.Char(readonly=True)
    attachment_count = fields.Integer(string="Attachments", readonly=True)
    res_model = fields.Char(readonly=True)
    res_id = fields.Many2oneReference(
        string="Document", model_field="res_model", readonly=True
    )

    def action_open_document(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self.res_model,
            "res_id": self.res_id,
            "view_mode": "form",
        }

    @property
    def _table_query(self):
        """id: number of the row, its kind, and the company: a contact may have two."""
        return SQL(
            """
SELECT source.id::bigint * 1000 + customer.company_id %% 1000 AS id,
       customer.id AS customer_id, customer.company_id, source.date,
       source.author_id, source.kind, source.subject, source.attachment_count,
       source.res_model, source.res_id
  FROM (%s) AS source (id, partner_id, company_id, date, author_id, kind, subject,
                       attachment_count, res_model, res_id)
  JOIN res_partner contact ON contact.id = source.partner_id
  JOIN crm_customer customer ON customer.partner_id = contact.commercial_partner_id
   AND (source.company_id IS NULL OR source.company_id = customer.company_id)
""",
            SQL(" UNION ALL ").join(self._interaction_sources()),
        )

    def _interaction_sources(self):
        """List of SQL yielding the columns of ``source``, one per kind of document."""
        return [self._messages(), self._orders(), self._meetings()]

    def _messages(self):
        return SQL(
            """
SELECT message.id * 10 + 1, place.partner_id, place.company_id, message.date,
       message.author_id,
       CASE message.message_type WHEN 'email' THEN 'mail' ELSE 'message' END,
       COALESCE(NULLIF(message.subject, ''),
                LEFT(regexp_replace(message.body, '<[^>]+>', ' ', 'g'), 120)),
       (SELECT COUNT(*) FROM message_attachment_rel rel
         WHERE rel.message_id = message.id)::int,
       message.model, message.res_id
  FROM mail_message message
  JOIN (
      SELECT 'crm.customer' AS model, id, partner_id, company_id FROM crm_customer
       UNION ALL
      SELECT 'res.partner', id, id, NULL FROM res_partner
       UNION ALL
      SELECT 'sale.order', id, partner_id, company_id FROM sale_order
       UNION ALL
      SELECT 'crm.lead', id, partner_id, company_id FROM crm_lead
  ) place ON place.model = message.model AND place.id = message.res_id
 WHERE message.message_type IN ('comment', 'email', 'email_outgoing')
"""
        )

    def _orders(self):
        return SQL(
            """
SELECT so.id * 10 + 2, so.partner_id, so.company_id, so.date_order,
       seller.partner_id,
       CASE so.state WHEN 'sale' THEN 'order' ELSE 'quotation' END,
       so.name, 0, 'sale.order', so.id
  FROM sale_order so LEFT JOIN res_users seller ON seller.id = so.user_id
 WHERE so.state IN ('sent', 'sale')
"""
        )

    def _meetings(self):
        return SQL(
            """
SELECT DISTINCT ON (event.id, guest.commercial_partner_id)
       attendee.id * 10 + 3, guest.id, NULL::int, event.start, host.partner_id,
       'meeting', CASE WHEN event.privacy IS NULL OR event.privacy <> 'private'
                       THEN event.name END, 0, 'calendar.event', event.id
  FROM calendar_event event
  JOIN calendar_attendee attendee ON attendee.event_id = event.id
  JOIN res_partner guest ON guest.id = attendee.partner_id
  LEFT JOIN res_users host ON host.id = event.user_id
 WHERE event.active
"""
        )
