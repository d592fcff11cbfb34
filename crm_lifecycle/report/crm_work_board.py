# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models
from odoo.tools import SQL


class CrmWorkBoard(models.Model):
    """What each person did for customers, one row per action, read from documents."""

    _name = "crm.work.board"
    _description = "Daily Activity Board"
    _auto = False
    _order = "date desc, id"
    _rec_name = "name"
    _depends = {
        "crm.customer.visit": ["company_id", "customer_id", "date_start", "state"],
        "mail.message": ["author_id", "date", "mail_activity_type_id", "model"],
        "crm.customer.registration": ["company_id", "date_submitted", "user_id"],
        "sale.order": ["company_id", "date_order", "partner_id", "state", "user_id"],
    }

    name = fields.Char(string="What", readonly=True)
    date = fields.Datetime(readonly=True)
    user_id = fields.Many2one("res.users", string="Who", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    partner_id = fields.Many2one("res.partner", string="Customer", readonly=True)
    kind = fields.Selection(
        selection=[
            ("visit", "Visit done"),
            ("activity", "Activity done"),
            ("registration", "Customer registered"),
            ("quotation", "Quotation sent"),
            ("order", "Order confirmed"),
        ],
        readonly=True,
    )
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
        return SQL(
            """
SELECT visit.id * 4 AS id, visit.name, visit.date_start AS date, visit.user_id,
       visit.company_id, customer.partner_id, 'visit' AS kind,
       'crm.customer.visit' AS res_model, visit.id AS res_id
  FROM crm_customer_visit visit
  JOIN crm_customer customer ON customer.id = visit.customer_id
 WHERE visit.state IN ('done', 'reviewed')
 UNION ALL
SELECT message.id * 4 + 1, COALESCE(message.subject, kind.name ->> %(lang)s,
       kind.name ->> 'en_US'), message.date, users.id, users.company_id, NULL,
       'activity', message.model, message.res_id
  FROM mail_message message
  JOIN mail_activity_type kind ON kind.id = message.mail_activity_type_id
  JOIN res_users users ON users.partner_id = message.author_id
 UNION ALL
SELECT id * 4 + 2, name, date_submitted, user_id, company_id, partner_id,
       'registration', 'crm.customer.registration', id
  FROM crm_customer_registration WHERE date_submitted IS NOT NULL
 UNION ALL
SELECT id * 4 + 3, name, date_order, user_id, company_id, partner_id,
       CASE WHEN state = 'sale' THEN 'order' ELSE 'quotation' END, 'sale.order', id
  FROM sale_order WHERE state IN ('sent', 'sale') AND user_id IS NOT NULL
""",
            lang=self.env.lang or "en_US",
        )
