# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models
from odoo.tools import SQL

from ..models.crm_customer_visit import RESULTS
from ..models.crm_visit_type import MODES


class CrmVisitReport(models.Model):
    """Visits joined to what was ordered within n days after them.

    An order counts for the last done visit before it only, so that sums over visits
    never count an order twice.
    """

    _name = "crm.visit.report"
    _description = "Worth of Visits"
    _auto = False
    _order = "date desc"
    _rec_name = "visit_id"
    _depends = {
        "crm.customer.visit": [
            "company_id",
            "customer_id",
            "date_start",
            "mode",
            "result",
            "state",
            "type_id",
            "user_id",
        ],
        "crm.customer": ["partner_id", "stage_id", "team_id", "vip_tier_id"],
        "sale.order": [
            "amount_untaxed",
            "company_id",
            "currency_rate",
            "date_order",
            "partner_id",
            "state",
        ],
        "res.company": ["lifecycle_visit_worth_days"],
    }

    visit_id = fields.Many2one("crm.customer.visit", readonly=True)
    customer_id = fields.Many2one("crm.customer", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    user_id = fields.Many2one("res.users", string="Visitor", readonly=True)
    team_id = fields.Many2one("crm.team", string="Owner's Team", readonly=True)
    type_id = fields.Many2one("crm.visit.type", string="Kind", readonly=True)
    stage_id = fields.Many2one("crm.lifecycle.stage", readonly=True)
    vip_tier_id = fields.Many2one("crm.vip.tier", string="VIP Tier", readonly=True)
    mode = fields.Selection(MODES, readonly=True)
    result = fields.Selection(RESULTS, readonly=True)
    state = fields.Selection(
        selection=[
            ("planned", "Planned"),
            ("agreed", "Agreed"),
            ("done", "Done"),
            ("reviewed", "Reviewed"),
            ("missed", "Missed"),
            ("cancelled", "Cancelled"),
        ],
        string="Status",
        readonly=True,
    )
    date = fields.Datetime(readonly=True)
    done_count = fields.Integer(string="Done", readonly=True)
    missed_count = fields.Integer(string="Missed", readonly=True)
    order_count = fields.Integer(string="Orders after", readonly=True)
    order_amount = fields.Monetary(string="Ordered after", readonly=True)

    @property
    def _table_query(self):
        return SQL(
            """
SELECT visit.id, visit.id AS visit_id, visit.customer_id, visit.company_id,
       visit.user_id, customer.team_id, visit.type_id, customer.stage_id,
       customer.vip_tier_id, visit.mode, visit.result, visit.state,
       visit.date_start AS date,
       CASE WHEN visit.state IN ('done', 'reviewed') THEN 1 ELSE 0 END AS done_count,
       CASE WHEN visit.state = 'missed' THEN 1 ELSE 0 END AS missed_count,
       COALESCE(ordered.number, 0) AS order_count,
       COALESCE(ordered.amount, 0) AS order_amount
  FROM crm_customer_visit visit
  JOIN crm_customer customer ON customer.id = visit.customer_id
  LEFT JOIN (%s) ordered ON ordered.visit_id = visit.id
""",
            self._orders_after(),
        )

    def _orders_after(self):
        """Rows (visit_id, number, amount): each order at the last visit before it.

        It starts from the visits, which are fewer than the orders: a visit counts the
        orders from its start to the next visit, within the company's days.
        """
        return SQL(
            """
SELECT visit.id AS visit_id, COUNT(*) AS number,
       SUM(so.amount_untaxed / COALESCE(NULLIF(so.currency_rate, 0), 1)) AS amount
  FROM (
    SELECT id, customer_id, date_start,
           LEAD(date_start) OVER (
               PARTITION BY customer_id ORDER BY date_start, id) AS next_start
      FROM crm_customer_visit WHERE state IN ('done', 'reviewed')
  ) visit
  JOIN crm_customer customer ON customer.id = visit.customer_id
  JOIN res_company company ON company.id = customer.company_id
  JOIN res_partner partner ON partner.commercial_partner_id = customer.partner_id
  JOIN sale_order so
    ON so.partner_id = partner.id AND so.company_id = customer.company_id
   AND so.state = 'sale' AND so.is_gratis IS NOT TRUE
   AND so.date_order >= visit.date_start
   AND so.date_order < LEAST(
       visit.next_start,
       visit.date_start + company.lifecycle_visit_worth_days * interval '1 day')
 GROUP BY visit.id
"""
        )
