# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.tools import SQL

# Counted field: hidden column with the ids it counts, as text.
KEYS = {
    "complaint_count": "complaint_keys",
    "order_count": "order_keys",
    "repeat_count": "repeat_keys",
}
# Share of promises kept: the clock that promised.
PROMISES = {"kept_response": "response", "kept_solution": "solution"}


class CrmComplaintRateMixin(models.AbstractModel):
    """Complaints per 1,000 orders of goods; a row is about one piece of goods.

    A complaint about several goods counts once for each of them, and once in every sum
    over them; so does an order. A row therefore keeps beside each number the ids that
    it counts: rows of a report select _order_columns and _case_columns.

    Promises kept are those of the same cases: of the clocks that were met or breached,
    how many in percent were met in time; empty while none of them ended.
    """

    _name = "crm.complaint.rate.mixin"
    _description = "Complaint Rate"
    _depends = {
        "crm.complaint": ["date_opened", "is_repeat", "kind", "phase"],
        "crm.complaint.clock": ["complaint_id", "is_breached", "state", "target"],
        "crm.complaint.line": ["company_id", "complaint_id", "product_id"],
        "sale.order": ["date_order", "is_gratis", "state"],
        "sale.order.line": ["company_id", "order_id", "product_id"],
    }

    company_id = fields.Many2one("res.company", readonly=True)
    product_id = fields.Many2one("product.product", readonly=True)
    order_count = fields.Integer(
        string="Orders",
        readonly=True,
        help="Goods sent again free of charge are no order. In a sum an order of "
        "several goods counts once.",
    )
    complaint_count = fields.Integer(
        string="Complaints",
        readonly=True,
        help="A complaint about several goods counts for each of them, in a sum once.",
    )
    repeat_count = fields.Integer(string="Repeats", readonly=True)
    per_thousand = fields.Float(
        string="Complaints per 1,000 Orders", readonly=True, aggregator="avg"
    )
    kept_response = fields.Float(
        string="Answered in Time %", readonly=True, aggregator="avg"
    )
    kept_solution = fields.Float(
        string="Solved in Time %", readonly=True, aggregator="avg"
    )
    is_response_ended = fields.Boolean(
        readonly=True, help="Whether any promise of an answer ended."
    )
    is_solution_ended = fields.Boolean(
        readonly=True, help="Whether any promise of a solution ended."
    )

    @api.model
    def _read_group_select(self, aggregate_spec, query):
        """A group counts each case and order once; its rate is that of these numbers,
        not a mean of rates."""
        if aggregate_spec == "per_thousand:avg":
            return SQL(
                "%s * 1000.0 / NULLIF(%s, 0)",
                self._counted_once(KEYS["complaint_count"]),
                self._counted_once(KEYS["order_count"]),
            )
        name, _colon, how = aggregate_spec.partition(":")
        if name in KEYS and how == "sum":
            return self._counted_once(KEYS[name])
        if name in PROMISES and how == "avg":
            return SQL(
                "%s * 100.0 / NULLIF(%s, 0)",
                self._counted_once(f"{name}_keys"),
                self._counted_once(f"{name}_of_keys"),
            )
        return super()._read_group_select(aggregate_spec, query)

    def _counted_once(self, keys):
        """How many different ids the rows of a group have."""
        return SQL(
            "(SELECT COUNT(DISTINCT key::int) FROM"
            " unnest(string_to_array(STRING_AGG(%s, ','), ',')) AS key)",
            SQL.identifier(self._table, keys),
        )

    def _order_columns(self):
        """order_count, order_keys of `document`, an order or null."""
        return self._key_columns("order", SQL("document.id"), SQL("TRUE"))

    def _case_columns(self):
        """complaint_count, complaint_keys, repeat_count, repeat_keys, and of each
        promise kept_*, kept_*_keys, kept_*_of_keys."""
        case = SQL("complaint.id")
        return SQL(", ").join(
            [
                self._key_columns("complaint", case, SQL("TRUE")),
                self._key_columns("repeat", case, SQL("complaint.is_repeat")),
                *(self._promise_columns(name) for name in PROMISES),
            ]
        )

    def _no_case_columns(self):
        """The same columns where only orders are counted."""
        return SQL(
            "0 AS complaint_count, NULL AS complaint_keys,"
            " 0 AS repeat_count, NULL AS repeat_keys, %s",
            SQL(", ").join(SQL("NULL AS %s", name) for name in self._kept_names()),
        )

    def _kept_columns(self):
        """Of rows of which one at most is about cases: the columns of that one."""
        return SQL(", ").join(
            SQL("MAX(%(name)s) AS %(name)s", name=name) for name in self._kept_names()
        )

    def _kept_names(self):
        return [
            SQL.identifier(f"{promise}{part}")
            for promise in PROMISES
            for part in ("", "_keys", "_of_keys")
        ]

    def _promise_columns(self, name):
        promise = SQL.identifier(PROMISES[name])
        ended = SQL("%s.id IS NOT NULL", promise)
        kept = SQL("%s AND %s.is_breached IS NOT TRUE", ended, promise)
        case = SQL("complaint.id")
        return SQL(
            "COUNT(DISTINCT %(case)s) FILTER (WHERE %(kept)s) * 100.0"
            " / NULLIF(COUNT(DISTINCT %(case)s) FILTER (WHERE %(ended)s), 0)"
            " AS %(name)s, %(keys)s, %(of_keys)s",
            case=case,
            kept=kept,
            ended=ended,
            name=SQL.identifier(name),
            keys=self._keys_column(f"{name}_keys", case, kept),
            of_keys=self._keys_column(f"{name}_of_keys", case, ended),
        )

    def _key_columns(self, name, key, condition):
        return SQL(
            "(COUNT(DISTINCT %(key)s) FILTER (WHERE %(condition)s))::int AS %(count)s,"
            " %(keys)s",
            key=key,
            condition=condition,
            count=SQL.identifier(f"{name}_count"),
            keys=self._keys_column(f"{name}_keys", key, condition),
        )

    def _keys_column(self, column, key, condition):
        return SQL(
            "STRING_AGG(DISTINCT %(key)s::text, ',') FILTER (WHERE %(condition)s)"
            " AS %(column)s",
            key=key,
            condition=condition,
            column=SQL.identifier(column),
        )

    def _sold_condition(self):
        """Orders that count; `document` is the order."""
        return SQL("document.state = 'sale' AND document.is_gratis IS NOT TRUE")

    def _case_tables(self, goods):
        """FROM of the lines of counted cases that name goods, e.g. line.lot_id, with
        their promises that ended."""
        return SQL(
            """
  FROM crm_complaint_line line
  JOIN crm_complaint complaint ON complaint.id = line.complaint_id
  %(promises)s
 WHERE complaint.kind IN ('complaint', 'dispute') AND complaint.phase != 'cancelled'
   AND %(goods)s IS NOT NULL
""",
            promises=SQL(" ").join(map(self._ended_promise, PROMISES.values())),
            goods=goods,
        )

    def _ended_promise(self, target):
        return SQL(
            "LEFT JOIN crm_complaint_clock %(promise)s"
            " ON %(promise)s.complaint_id = complaint.id"
            " AND %(promise)s.target = %(target)s"
            " AND %(promise)s.state != 'cancelled'"
            " AND (%(promise)s.state = 'met' OR %(promise)s.is_breached)",
            promise=SQL.identifier(target),
            target=target,
        )
