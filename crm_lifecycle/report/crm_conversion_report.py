# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models
from odoo.tools import SQL


class CrmConversionReport(models.Model):
    """Winning back beside winning anew: one row per attempt, won or not.

    An attempt to win back starts with the loss and succeeds with the next order; an
    attempt to win a new customer starts with its account and succeeds with the first
    order. The share of the winners is the average of ``success_rate`` (S-081).
    """

    _name = "crm.conversion.report"
    _description = "Win-back and New-customer Rate"
    _auto = False
    _order = "date desc, id desc"
    _rec_name = "customer_id"
    _depends = {
        "crm.customer": [
            "company_id",
            "date_first_order",
            "directory_id",
            "team_id",
            "user_id",
        ],
        "crm.customer.loss": ["date", "date_closed", "state", "type_id", "user_id"],
        "crm.customer.stage.history": ["customer_id", "date", "origin"],
    }

    kind = fields.Selection(
        selection=[
            ("win_back", "Win Back a Lost Customer"),
            ("new", "Win a New Customer"),
        ],
        string="Attempt",
        readonly=True,
    )
    customer_id = fields.Many2one("crm.customer", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    user_id = fields.Many2one("res.users", string="Owner", readonly=True)
    team_id = fields.Many2one("crm.team", string="Owner's Team", readonly=True)
    type_id = fields.Many2one("crm.loss.type", string="Type of Loss", readonly=True)
    date = fields.Date(string="Started on", readonly=True)
    is_success = fields.Boolean(string="Succeeded", readonly=True)
    success_rate = fields.Float(readonly=True, aggregator="avg", digits=(16, 1))
    directory_id = fields.Many2one("crm.source.directory", readonly=True)
    days = fields.Integer(string="Days to Success", readonly=True, aggregator="avg")

    @property
    def _table_query(self):
        return SQL(
            """
SELECT 2 * loss.id AS id, 'win_back' AS kind, loss.customer_id, customer.company_id,
       loss.user_id, customer.team_id, loss.type_id, loss.date,
       loss.state = 'won' AS is_success,
       CASE WHEN loss.state = 'won' THEN 1.0 ELSE 0.0 END AS success_rate,
       CASE WHEN loss.state = 'won' THEN loss.date_closed - loss.date END AS days,
       customer.directory_id
  FROM crm_customer_loss loss
  JOIN crm_customer customer ON customer.id = loss.customer_id
 UNION ALL
SELECT 2 * customer.id + 1, 'new', customer.id, customer.company_id, customer.user_id,
       customer.team_id, NULL, opened.day, customer.date_first_order IS NOT NULL,
       CASE WHEN customer.date_first_order IS NOT NULL THEN 1.0 ELSE 0.0 END,
       customer.date_first_order - opened.day, customer.directory_id
  FROM crm_customer customer
  JOIN LATERAL (
    SELECT MIN(date)::date AS day FROM crm_customer_stage_history line
     WHERE line.customer_id = customer.id AND line.origin = 'start'
  ) opened ON opened.day IS NOT NULL
 WHERE customer.date_first_order IS NULL OR customer.date_first_order >= opened.day
"""
        )
