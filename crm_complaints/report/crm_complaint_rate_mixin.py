# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.tools import SQL

# Counted field: hidden column with the ids it counts, as text.
KEYS = {
    "complaint_count": "complaint_keys",
    "order_count": "order_keys",
    "repeat_count": "repeat_keys",
}


class CrmComplaintRateMixin(models.AbstractModel):
    """Complaints per 1,000 orders of goods; a row is about one piece of goods.

    A complaint about several goods counts once for each of them, and once in every sum
    over them; so does an order. A row therefore keeps beside each number the ids that
    it counts: rows of a report select _order_columns and _case_columns.
    """

    _name = "crm.complaint.rate.mixin"
    _description = "Complaint Rate"
    _depends = {
        "crm.complaint": ["date_opened", "is_repeat", "kind", "phase"],
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

    @api.model
    def _read_group_select(self, aggregate_spec, query):
        """A group counts each case and order once; its rate is that of these numbers,
        not a mean of rates."""
        if aggregate_spec == "per_thousand:avg":
            return SQL(
                "%s * 1000.0 / NULLIF(%s, 0)",
                self._counted_once("complaint_count"),
                self._counted_once("order_count"),
            )
        name, _colon, how = aggregate_spec.partition(":")
        if name in KEYS and how == "sum":
            return self._counted_once(name)
        return super()._read_group_select(aggregate_spec, query)

    def _counted_once(self, name):
        """How many different ids the rows of a group have."""
        return SQL(
            "(SELECT COUNT(DISTINCT key::int) FROM"
            " unnest(string_to_array(STRING_AGG(%s, ','), ',')) AS key)",
            SQL.identifier(self._table, KEYS[name]),
        )

    def _order_columns(self):
        """order_count, order_keys of `document`, an order or null."""
        return self._key_columns("order", SQL("document.id"), SQL("TRUE"))

    def _case_columns(self):
        """complaint_count, complaint_keys, repeat_count, repeat_keys."""
        case = SQL("complaint.id")
        return SQL(
            "%s, %s",
            self._key_columns("complaint", case, SQL("TRUE")),
            self._key_columns("repeat", case, SQL("complaint.is_repeat")),
        )

    def _key_columns(self, name, key, condition):
        return SQL(
            "(COUNT(DISTINCT %(key)s) FILTER (WHERE %(condition)s))::int AS %(count)s,"
            " STRING_AGG(DISTINCT %(key)s::text, ',')"
            " FILTER (WHERE %(condition)s) AS %(keys)s",
            key=key,
            condition=condition,
            count=SQL.identifier(f"{name}_count"),
            keys=SQL.identifier(f"{name}_keys"),
        )

    def _sold_condition(self):
        """Orders that count; `document` is the order."""
        return SQL("document.state = 'sale' AND document.is_gratis IS NOT TRUE")

    def _case_tables(self, goods):
        """FROM of the lines of counted cases that name goods, e.g. line.lot_id."""
        return SQL(
            """
  FROM crm_complaint_line line
  JOIN crm_complaint complaint ON complaint.id = line.complaint_id
 WHERE complaint.kind IN ('complaint', 'dispute') AND complaint.phase != 'cancelled'
   AND %s IS NOT NULL
""",
            goods,
        )
