# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models
from odoo.tools import SQL

from . import crm_collection_indicator_queries as queries

RATIOS = {
    # 100 x (opening + invoiced - closing) / (opening + invoiced - not due)
    "cei:avg": (
        ("amount_opening", "amount_invoiced", "-amount_closing"),
        ("amount_opening", "amount_invoiced", "-amount_current"),
        100.0,
    ),
    "dso:avg": (("amount_closing",), ("sales_a_day",), 1.0),
    "overdue_share:avg": (("amount_overdue",), ("amount_closing",), 100.0),
    "days_late:avg": (("amount_days_late",), ("amount_dated",), 1.0),
    "kept_rate:avg": (("amount_kept",), ("amount_promised",), 100.0),
}


class CrmCollectionIndicator(models.Model):
    """How well money is collected, month by month, by owner and by collector.

    Amounts add up; indicators are computed from the sums of each group, so that they
    are right at every level of a pivot.
    """

    _name = "crm.collection.indicator"
    _description = "Indicators of Collecting"
    _auto = False
    _order = "date desc, id"
    _rec_name = "date"
    _depends = {
        "account.move.line": [
            "account_id",
            "balance",
            "company_id",
            "date",
            "date_maturity",
            "parent_state",
            "partner_id",
        ],
        "account.move": ["move_type"],
        "account.partial.reconcile": ["amount", "max_date"],
        "crm.collection.promise": ["amount_received", "date_until", "state"],
        "crm.customer": ["collection_user_id", "user_id"],
    }

    date = fields.Date(string="Month", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    user_id = fields.Many2one("res.users", string="Owner", readonly=True)
    collection_user_id = fields.Many2one("res.users", string="Collector", readonly=True)
    amount_invoiced = fields.Monetary(string="Invoiced", readonly=True)
    amount_received = fields.Monetary(string="Received", readonly=True)
    amount_opening = fields.Monetary(
        string="Open at the Beginning", readonly=True, aggregator="sum"
    )
    amount_closing = fields.Monetary(string="Open at the End", readonly=True)
    amount_current = fields.Monetary(string="Not Due at the End", readonly=True)
    amount_overdue = fields.Monetary(string="Overdue at the End", readonly=True)
    amount_promised = fields.Monetary(string="Promised until then", readonly=True)
    amount_kept = fields.Monetary(string="Kept of It", readonly=True)
    sales_a_day = fields.Monetary(string="Invoiced a Day", readonly=True)
    amount_days_late = fields.Float(string="Amount x Days Late", readonly=True)
    amount_dated = fields.Monetary(string="Received or Overdue", readonly=True)
    dso = fields.Float(
        string="DSO (Days)",
        readonly=True,
        aggregator="avg",
        digits=(16, 1),
        help="Open at the end, divided by what is invoiced a day (three months).",
    )
    cei = fields.Float(
        string="Effectiveness (%)",
        readonly=True,
        aggregator="avg",
        digits=(16, 1),
        help="Collection effectiveness index: of what could be collected in the month, "
        "how much was. 100: nothing is overdue.",
    )
    overdue_share = fields.Float(
        string="Overdue Share (%)",
        readonly=True,
        aggregator="avg",
        digits=(16, 1),
    )
    days_late = fields.Float(
        readonly=True,
        aggregator="avg",
        digits=(16, 1),
        help="Weighted by amount: what was received in the month, and what is overdue "
        "at its end with its days so far.",
    )
    kept_rate = fields.Float(
        string="Promises Kept (%)",
        readonly=True,
        aggregator="avg",
        digits=(16, 1),
        help="Of the amounts promised until days of the month, what came in time.",
    )

    def _read_group_select(self, aggregate_spec, query):
        if aggregate_spec not in RATIOS:
            return super()._read_group_select(aggregate_spec, query)
        above, below, factor = RATIOS[aggregate_spec]
        return SQL(
            "COALESCE(%s * (%s) / NULLIF(%s, 0), 0)::float8",
            factor,
            self._sql_terms(above, query),
            self._sql_terms(below, query),
        )

    @property
    def _table_query(self):
        return SQL(
            "SELECT base.*, %s FROM (%s) base",
            SQL(", ").join(
                SQL(
                    "COALESCE(%s * (%s) / NULLIF(%s, 0), 0)::float8 AS %s",
                    factor,
                    self._sql_columns(above),
                    self._sql_columns(below),
                    SQL.identifier(name.split(":")[0]),
                )
                for name, (above, below, factor) in RATIOS.items()
            ),
            queries.indicators(fields.Date.context_today(self)),
        )

    def _sql_columns(self, names):
        """The sum of columns of a row; a name with a minus is taken off."""
        return SQL(" + ").join(
            SQL(
                "%s * %s",
                -1 if name.startswith("-") else 1,
                SQL.identifier("base", name.lstrip("-")),
            )
            for name in names
        )

    def _sql_terms(self, names, query):
        """The same of the sums of a group."""
        return SQL(" + ").join(
            SQL(
                "%s * COALESCE(SUM(%s), 0)",
                -1 if name.startswith("-") else 1,
                self._field_to_sql(self._table, name.lstrip("-"), query),
            )
            for name in names
        )
