# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models
from odoo.tools import SQL


class CrmComplaintCompensationReport(models.Model):
    """What compensations cost, by cause, product, category, team and remedy.

    One row per compensation and product. A compensation about several products is
    divided by what the customer paid for them; the shares add up to the cent.
    """

    _name = "crm.complaint.compensation.report"
    _description = "Cost of Compensations"
    _auto = False
    _rec_name = "compensation_id"
    _order = "date_cost desc, id desc"
    _depends = {
        "crm.complaint": ["category_id", "cause_id", "customer_id", "team_id"],
        "crm.complaint.compensation": [
            "amount_company",
            "company_id",
            "complaint_id",
            "cost",
            "date_cost",
            "date_done",
            "kind",
            "state",
            "user_id",
        ],
        "crm.complaint.compensation.line": ["amount", "compensation_id", "product_id"],
        "crm.complaint.line": [
            "complaint_id",
            "invoice_line_id",
            "order_line_id",
            "product_id",
            "quantity",
        ],
        "account.move.line": ["price_total", "quantity"],
        "sale.order.line": ["price_total", "product_uom_qty"],
    }

    compensation_id = fields.Many2one("crm.complaint.compensation", readonly=True)
    complaint_id = fields.Many2one("crm.complaint", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    customer_id = fields.Many2one("crm.customer", readonly=True)
    team_id = fields.Many2one("crm.complaint.team", readonly=True)
    category_id = fields.Many2one("crm.complaint.category", readonly=True)
    cause_id = fields.Many2one("crm.complaint.cause", readonly=True)
    product_id = fields.Many2one("product.product", readonly=True)
    user_id = fields.Many2one("res.users", string="Proposed by", readonly=True)
    kind = fields.Selection(
        selection=lambda self: (
            self.env["crm.complaint.compensation"]
            ._fields["kind"]
            ._description_selection(self.env)
        ),
        string="Remedy",
        readonly=True,
    )
    date_done = fields.Date(string="Done on", readonly=True)
    date_cost = fields.Date(string="Spent on", readonly=True)
    amount_company = fields.Monetary(
        string="Granted",
        readonly=True,
        help="What the customer got, taxes included.",
    )
    cost = fields.Monetary(readonly=True, help="What it cost the company, untaxed.")

    @property
    def _table_query(self):
        return SQL(
            "WITH goods AS (%s), piece AS (%s) %s",
            self._goods(),
            self._piece(),
            self._rows(),
        )

    def _goods(self):
        """Products of a compensation, its own or those of the complaint, by value."""
        return SQL(
            """
SELECT line.compensation_id AS offer_id, line.product_id, line.amount AS weight
  FROM crm_complaint_compensation_line line
 UNION ALL
SELECT offer.id, line.product_id,
       COALESCE(ordered.price_total * line.quantity
                    / NULLIF(ordered.product_uom_qty, 0),
                invoiced.price_total * line.quantity
                    / NULLIF(invoiced.quantity, 0), 0)
  FROM crm_complaint_compensation offer
  JOIN crm_complaint_line line ON line.complaint_id = offer.complaint_id
  LEFT JOIN sale_order_line ordered ON ordered.id = line.order_line_id
  LEFT JOIN account_move_line invoiced ON invoiced.id = line.invoice_line_id
 WHERE line.product_id IS NOT NULL
   AND NOT EXISTS (SELECT FROM crm_complaint_compensation_line own
                    WHERE own.compensation_id = offer.id)
"""
        )

    def _piece(self):
        """Each product once, with the share of value up to it and before it."""
        return SQL(
            """
SELECT offer_id, product_id,
       SUM(weight) OVER upto / SUM(weight) OVER whole AS upto,
       (SUM(weight) OVER upto - weight) / SUM(weight) OVER whole AS before
  FROM (
    SELECT offer_id, product_id,
           CASE WHEN SUM(SUM(weight)) OVER (PARTITION BY offer_id) > 0
                THEN SUM(weight) ELSE 1.0 END AS weight
      FROM goods GROUP BY offer_id, product_id
  ) product
WINDOW whole AS (PARTITION BY offer_id),
       upto AS (PARTITION BY offer_id ORDER BY product_id)
"""
        )

    def _rows(self):
        return SQL(
            """
SELECT ROW_NUMBER() OVER (ORDER BY offer.id, piece.product_id) AS id,
       offer.id AS compensation_id, offer.complaint_id, offer.company_id,
       offer.kind, offer.user_id, offer.date_done, offer.date_cost,
       complaint.customer_id, complaint.team_id, complaint.category_id,
       complaint.cause_id, piece.product_id,
       %(amount)s AS amount_company, %(cost)s AS cost
  FROM crm_complaint_compensation offer
  JOIN crm_complaint complaint ON complaint.id = offer.complaint_id
  JOIN res_company company ON company.id = offer.company_id
  JOIN res_currency currency ON currency.id = company.currency_id
  LEFT JOIN piece ON piece.offer_id = offer.id
 WHERE offer.state = 'done'
""",
            amount=self._share(SQL("offer.amount_company")),
            cost=self._share(SQL("offer.cost")),
        )

    def _share(self, amount):
        """Rounded up to this product less rounded up to the one before: exact."""
        return SQL(
            """ROUND(COALESCE(%(amount)s, 0) * COALESCE(piece.upto, 1),
                     currency.decimal_places)
               - ROUND(COALESCE(%(amount)s, 0) * COALESCE(piece.before, 0),
                       currency.decimal_places)""",
            amount=amount,
        )
