# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.tools import SQL, format_date

from .crm_report_queries import local_day, local_month

# Measure: (what is counted, of what, factor). Sums are divided, never rates averaged.
RATES = {
    "nps": ("nps_balance", "nps_answers", 1.0),
    "csat": ("satisfied_count", "answer_count", 100.0),
    "complaint_rate": ("upset_count", "order_count", 1000.0),
    "return_rate": ("returning_count", "customer_count", 100.0),
    "rating": ("rating_sum", "rating_count", 1.0),
}


class CrmSatisfactionIndicator(models.Model):
    """Satisfaction of a month: NPS, CSAT, complaint rate, customers who came back.

    Cases count in the month of their arrival, each kind in a column of its own and
    cancelled ones in none. Goods sent again free of charge are no orders. A customer
    came back who gave the company an order in the month that was not his first one
    ever. Rates of several months are those of their sums.
    """

    _name = "crm.satisfaction.indicator"
    _description = "Satisfaction Indicators"
    _auto = False
    _order = "month desc, company_id"
    _depends = {
        "crm.complaint": ["company_id", "date_opened", "kind", "phase"],
        "crm.customer": ["company_id", "date_first_order", "partner_id"],
        "crm.satisfaction.invitation": [
            "company_id",
            "date_answered",
            "is_satisfied",
            "nps_balance",
            "nps_class",
            "state",
        ],
        "rating.rating": ["consumed", "rating", "res_id", "res_model"],
        "res.partner": ["commercial_partner_id"],
        "sale.order": [
            "company_id",
            "date_order",
            "is_gratis",
            "partner_id",
            "state",
        ],
    }

    name = fields.Char(string="Period", compute="_compute_name")
    month = fields.Date(readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    answer_count = fields.Integer(string="Survey Answers", readonly=True)
    satisfied_count = fields.Integer(string="Satisfied", readonly=True)
    nps_answers = fields.Integer(string="Answers to Recommend", readonly=True)
    nps_balance = fields.Integer(string="Sum for NPS", readonly=True)
    rating_count = fields.Integer(string="Ratings of Cases", readonly=True)
    rating_sum = fields.Float(string="Sum of Ratings", readonly=True)
    upset_count = fields.Integer(string="Complaints and Disputes", readonly=True)
    complaint_count = fields.Integer(string="Complaints", readonly=True)
    dispute_count = fields.Integer(string="Disputes", readonly=True)
    suggestion_count = fields.Integer(string="Suggestions", readonly=True)
    enquiry_count = fields.Integer(string="Enquiries", readonly=True)
    praise_count = fields.Integer(string="Praise", readonly=True)
    service_count = fields.Integer(string="Service Requests", readonly=True)
    order_count = fields.Integer(string="Orders", readonly=True)
    customer_count = fields.Integer(string="Ordering Customers", readonly=True)
    returning_count = fields.Integer(
        string="Ordered Again",
        readonly=True,
        help="Customers with an order in the month that was not their first one ever.",
    )
    nps = fields.Float(string="NPS", readonly=True, aggregator="avg")
    csat = fields.Float(string="CSAT (%)", readonly=True, aggregator="avg")
    rating = fields.Float(string="Rating of Cases", readonly=True, aggregator="avg")
    complaint_rate = fields.Float(
        string="Complaints per 1,000 Orders", readonly=True, aggregator="avg"
    )
    return_rate = fields.Float(
        string="Returning Customers (%)",
        readonly=True,
        aggregator="avg",
        help="Of the customers who ordered in a month, those who had ordered before.",
    )

    @api.depends("month")
    def _compute_name(self):
        for row in self:
            row.name = format_date(self.env, row.month, date_format="MMMM y")

    def _read_group_select(self, aggregate_spec, query):
        """The rate of several months is that of their sums, not their average."""
        name, _colon, how = aggregate_spec.partition(":")
        if name not in RATES or how != "avg":
            return super()._read_group_select(aggregate_spec, query)
        part, whole, factor = RATES[name]
        return SQL(
            "%s * SUM(%s) / NULLIF(SUM(%s), 0)",
            factor,
            self._field_to_sql(self._table, part, query),
            self._field_to_sql(self._table, whole, query),
        )

    @property
    def _table_query(self):
        rates = [
            SQL(
                "%s * SUM(%s) / NULLIF(SUM(%s), 0) AS %s",
                factor,
                SQL.identifier(part),
                SQL.identifier(whole),
                SQL.identifier(name),
            )
            for name, (part, whole, factor) in RATES.items()
        ]
        counts = [
            SQL("SUM(%s) AS %s", SQL.identifier(name), SQL.identifier(name))
            for name in self._counts()
        ]
        return SQL(
            """
SELECT company_id * 100000 + (EXTRACT(YEAR FROM month)::int - 1970) * 12
       + EXTRACT(MONTH FROM month)::int AS id, company_id, month::date AS month,
       %(counts)s, %(rates)s
  FROM (%(sources)s) source
 GROUP BY company_id, month
""",
            counts=SQL(", ").join(counts),
            rates=SQL(", ").join(rates),
            sources=SQL(" UNION ALL ").join(
                [self._sheets(), self._cases(), self._ratings(), self._orders()]
            ),
        )

    def _counts(self):
        """Names of the counted columns, in the order of every source."""
        return [
            "answer_count",
            "satisfied_count",
            "nps_answers",
            "nps_balance",
            "upset_count",
            *(f"{kind}_count" for kind, _label in self._kinds()),
            "rating_count",
            "rating_sum",
            "order_count",
            "customer_count",
            "returning_count",
        ]

    def _kinds(self):
        return self.env["crm.complaint"]._selection_kind()

    def _month(self, column):
        return local_month(column, self.env.company)

    def _source(self, given, tables):
        """SELECT of one source: its own columns, and zero for all others."""
        columns = [
            SQL("%s AS %s", given.get(name, SQL("0")), SQL.identifier(name))
            for name in self._counts()
        ]
        return SQL("SELECT %s, %s %s", given["key"], SQL(", ").join(columns), tables)

    def _sheets(self):
        return self._source(
            {
                "key": SQL(
                    "sheet.company_id, %s AS month",
                    self._month(SQL("sheet.date_answered")),
                ),
                "answer_count": SQL("COUNT(*)"),
                "satisfied_count": SQL("COUNT(*) FILTER (WHERE sheet.is_satisfied)"),
                "nps_answers": SQL("COUNT(sheet.nps_class)"),
                "nps_balance": SQL("SUM(sheet.nps_balance)"),
            },
            SQL(
                "FROM crm_satisfaction_invitation sheet"
                " WHERE sheet.state = 'answered' GROUP BY 1, 2"
            ),
        )

    def _cases(self):
        kinds = {
            f"{kind}_count": SQL("COUNT(*) FILTER (WHERE complaint.kind = %s)", kind)
            for kind, _label in self._kinds()
        }
        month = self._month(SQL("complaint.date_opened"))
        return self._source(
            {
                "key": SQL("complaint.company_id, %s AS month", month),
                "upset_count": SQL(
                    "COUNT(*) FILTER (WHERE complaint.kind IN ('complaint', 'dispute'))"
                ),
                **kinds,
            },
            SQL(
                "FROM crm_complaint complaint"
                " WHERE complaint.phase != 'cancelled' GROUP BY 1, 2"
            ),
        )

    def _ratings(self):
        month = self._month(SQL("complaint.date_opened"))
        return self._source(
            {
                "key": SQL("complaint.company_id, %s AS month", month),
                "rating_count": SQL("COUNT(*)"),
                "rating_sum": SQL("SUM(rating.rating)"),
            },
            SQL(
                "FROM rating_rating rating JOIN crm_complaint complaint"
                " ON complaint.id = rating.res_id"
                " AND rating.res_model = 'crm.complaint'"
                " WHERE rating.consumed GROUP BY 1, 2"
            ),
        )

    def _orders(self):
        """Orders of a month, who ordered, and who had ordered before.

        The place of an order is counted from the customer's first one at the company;
        the facts also know what was sold before in an older system.
        """
        return self._source(
            {
                "key": SQL("buyer.company_id, buyer.month"),
                "order_count": SQL("SUM(buyer.number)"),
                "customer_count": SQL("COUNT(*)"),
                "returning_count": SQL("COUNT(*) FILTER (WHERE buyer.has_returned)"),
            },
            SQL(
                """
  FROM (
    SELECT placed.company_id, placed.commercial_partner_id, placed.month,
           COUNT(*) AS number,
           BOOL_OR(placed.place > 1 OR placed.date_first_order < placed.day)
               AS has_returned
      FROM (
        SELECT so.company_id, partner.commercial_partner_id, %(month)s AS month,
               account.date_first_order, %(day)s AS day,
               ROW_NUMBER() OVER (
                   PARTITION BY so.company_id, partner.commercial_partner_id
                       ORDER BY so.date_order, so.id
               ) AS place
          FROM sale_order so
          JOIN res_partner partner ON partner.id = so.partner_id
          LEFT JOIN crm_customer account
            ON account.partner_id = partner.commercial_partner_id
           AND account.company_id = so.company_id
         WHERE so.state = 'sale' AND so.is_gratis IS NOT TRUE
      ) placed
     GROUP BY 1, 2, 3
  ) buyer
 GROUP BY 1, 2
""",
                month=self._month(SQL("so.date_order")),
                day=local_day(SQL("so.date_order"), self.env.company),
            ),
        )
