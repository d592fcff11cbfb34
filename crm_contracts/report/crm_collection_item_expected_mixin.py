# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models
from odoo.tools import SQL


class CrmCollectionItemExpectedMixin(models.AbstractModel):
    """When an open item should come in, and how much of it by experience.

    Expected day: the due day, put off by the days the customer usually pays late (fact
    `payment_days_late`) or to the day he promised, never before today. Expected
    amount: what is open times the probability of its age; unmatched credit is counted
    in full, it lowers what will be paid. Amounts in the company's currency.
    """

    _name = "crm.collection.item.expected.mixin"
    _description = "Expectation of an Open Item"

    company_currency_id = fields.Many2one("res.currency")
    team_id = fields.Many2one("crm.team", readonly=True)
    bucket_id = fields.Many2one("crm.ageing.bucket", string="Age", readonly=True)
    date_expected = fields.Date(string="Expected on", readonly=True)
    expected_amount = fields.Monetary(
        string="Expected", currency_field="company_currency_id", readonly=True
    )
    overdue_amount = fields.Monetary(
        string="Overdue", currency_field="company_currency_id", readonly=True
    )

    @property
    def _table_query(self):
        return self._expected_items(fields.Date.context_today(self))

    def _expected_items(self, today):
        """The items with their bucket and expectation on a day."""
        return SQL(
            """
SELECT item.*, account.team_id, bucket.id AS bucket_id,
       CASE WHEN item.company_amount < 0 THEN item.company_amount
            ELSE ROUND(item.company_amount * COALESCE(bucket.probability, 100)::numeric
                       / 100, own.decimal_places) END
            AS expected_amount,
       CASE WHEN item.company_amount < 0 OR item.date_due < %(today)s
            THEN item.company_amount ELSE 0 END AS overdue_amount,
       GREATEST(%(today)s, CASE
           WHEN item.company_amount < 0 THEN item.date_due
           WHEN item.date_due < promised.date THEN promised.date
           ELSE item.date_due + GREATEST(0, COALESCE(
               ROUND(account.payment_days_late::numeric), 0))::int END) AS date_expected
  FROM (%(items)s) item
  JOIN crm_customer account ON account.id = item.customer_id
  JOIN res_currency own ON own.id = item.company_currency_id
  LEFT JOIN LATERAL (
    SELECT id, probability FROM crm_ageing_bucket
     WHERE days_from <= %(today)s - item.date_due
     ORDER BY days_from DESC LIMIT 1
  ) bucket ON TRUE
  LEFT JOIN LATERAL (
    SELECT MAX(promise.date) AS date FROM crm_collection_promise promise
     WHERE promise.customer_id = item.customer_id AND promise.state = 'open'
       AND promise.date >= %(today)s
  ) promised ON TRUE
""",
            today=today,
            items=self._open_items(today),
        )
