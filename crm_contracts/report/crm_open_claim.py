# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models
from odoo.tools import SQL

from .crm_claim_queries import open_claims


class CrmOpenClaim(models.Model):
    """Ageing and expected cash: what is open, how old it is, when it should come.

    Expected day: the due day, put off by the days the customer usually pays late
    (fact `payment_days_late`), never before today. Without a due day nothing is
    expected yet. Expected amount: the open amount times the probability of its
    bucket; unmatched credit is expected in full, it lowers what will be paid.
    """

    _name = "crm.open.claim"
    _description = "Open Claim"
    _auto = False
    _order = "date_due, id"
    _rec_name = "partner_id"

    source = fields.Selection(
        selection=[
            ("invoice", "Invoice"),
            ("instalment", "Instalment to Invoice"),
            ("credit", "Unused Credit"),
        ],
        readonly=True,
    )
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    customer_id = fields.Many2one("crm.customer", readonly=True)
    partner_id = fields.Many2one("res.partner", string="Contact", readonly=True)
    user_id = fields.Many2one("res.users", string="Owner", readonly=True)
    team_id = fields.Many2one("crm.team", readonly=True)
    contract_id = fields.Many2one("crm.contract", readonly=True)
    instalment_id = fields.Many2one("crm.contract.instalment", readonly=True)
    move_id = fields.Many2one("account.move", string="Document", readonly=True)
    bucket_id = fields.Many2one("crm.ageing.bucket", string="Age", readonly=True)
    date_due = fields.Date(string="Due Date", readonly=True)
    date_expected = fields.Date(string="Expected on", readonly=True)
    days_overdue = fields.Integer(
        string="Days Overdue", readonly=True, aggregator="max"
    )
    amount = fields.Monetary(string="Open", readonly=True)
    amount_overdue = fields.Monetary(string="Overdue", readonly=True)
    amount_expected = fields.Monetary(string="Expected", readonly=True)

    @property
    def _table_query(self):
        return self._claims(fields.Date.context_today(self))

    def _claims(self, today):
        """One row per claim with its age on a day; columns are this model's fields."""
        return SQL(
            """
SELECT claim.id, claim.source, claim.company_id, company.currency_id,
       customer.id AS customer_id, claim.partner_id, customer.user_id,
       customer.team_id, claim.contract_id, claim.instalment_id, claim.move_id,
       bucket.id AS bucket_id, claim.date_due, claim.amount,
       GREATEST(0, %(today)s - claim.date_due) AS days_overdue,
       CASE WHEN claim.source = 'credit' OR claim.date_due < %(today)s
            THEN claim.amount ELSE 0 END AS amount_overdue,
       GREATEST(%(today)s, claim.date_due + CASE WHEN claim.source = 'credit' THEN 0
           ELSE GREATEST(0, COALESCE(ROUND(%(late)s), 0))::int END) AS date_expected,
       CASE WHEN claim.date_due IS NULL THEN 0
            WHEN claim.source = 'credit' THEN claim.amount
            ELSE claim.amount * COALESCE(bucket.probability, 100) / 100
            END AS amount_expected
  FROM (%(claims)s) claim
  JOIN res_company company ON company.id = claim.company_id
  LEFT JOIN crm_customer customer ON customer.partner_id = claim.partner_id
   AND customer.company_id = claim.company_id
  LEFT JOIN LATERAL (
    SELECT id, probability FROM crm_ageing_bucket
     WHERE days_from <= COALESCE(%(today)s - claim.date_due, -100000)
     ORDER BY days_from DESC LIMIT 1
  ) bucket ON TRUE
""",
            today=today,
            late=self._usual_lateness(),
            claims=open_claims(),
        )

    def _usual_lateness(self):
        """SQL of the days a customer usually pays late."""
        return SQL("customer.payment_days_late")

    def action_open_document(self):
        """Opens the invoice, or the contract of an instalment to come."""
        self.ensure_one()
        record = self.move_id or self.contract_id
        return {
            "type": "ir.actions.act_window",
            "res_model": record._name,
            "res_id": record.id,
            "views": [(False, "form")],
        }
