# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.tools import SQL

from ..models import crm_contract_trace_queries as queries

AMOUNTS = (
    "amount_promised",
    "amount_ordered",
    "amount_delivered",
    "amount_settled",
    "amount_invoiced",
    "amount_received",
    "amount_retained",
)


class CrmContractWorkbench(models.Model):
    """Contract workbench: what became of each promise (S-396).

    One row per line of a contract, and one for documents that name none of its lines
    (freight, rebates, penalties). Amounts are in the company's currency at the rate of
    the signing, so that they add up over contracts.
    """

    _name = "crm.contract.workbench"
    _description = "Contract Workbench"
    _auto = False
    _order = "contract_id desc, id"
    _rec_name = "contract_id"
    _depends = {
        "account.move": ["amount_residual", "crm_contract_id", "move_type", "state"],
        "account.move.line": [
            "crm_contract_instalment_id",
            "crm_contract_line_id",
            "price_total",
            "quantity",
        ],
        "crm.contract": [
            "active",
            "amount_total_company",
            "contract_type",
            "date_effective",
            "state",
            "team_id",
            "user_id",
        ],
        "crm.contract.instalment": [
            "amount_open",
            "date_released",
            "is_retention",
            "state",
        ],
        "crm.contract.settlement.line": ["price_total", "quantity", "state"],
        "crm.contract.line": ["price_total", "product_id", "quantity"],
        "sale.order": ["crm_contract_id", "state"],
        "sale.order.line": [
            "crm_contract_line_id",
            "price_total",
            "product_uom_qty",
            "qty_delivered",
        ],
    }

    contract_id = fields.Many2one("crm.contract", readonly=True)
    line_id = fields.Many2one(
        "crm.contract.line", string="Contract Line", readonly=True
    )
    product_id = fields.Many2one("product.product", readonly=True)
    customer_id = fields.Many2one("crm.customer", readonly=True)
    partner_id = fields.Many2one("res.partner", string="Contact", readonly=True)
    user_id = fields.Many2one("res.users", string="Owner", readonly=True)
    team_id = fields.Many2one("crm.team", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    contract_type = fields.Selection(
        selection=lambda self: self._contract_selection("contract_type"),
        string="Type",
        readonly=True,
    )
    state = fields.Selection(
        selection=lambda self: self._contract_selection("state"),
        string="Status",
        readonly=True,
    )
    date_signed = fields.Date(string="Signed", readonly=True)
    date_end = fields.Date(string="Last Day", readonly=True)
    qty_promised = fields.Float(
        string="Promised (Qty)", digits="Product Unit", readonly=True
    )
    qty_quoted = fields.Float(
        string="In Quotations (Qty)", digits="Product Unit", readonly=True
    )
    qty_ordered = fields.Float(
        string="Ordered (Qty)", digits="Product Unit", readonly=True
    )
    qty_delivered = fields.Float(
        string="Delivered (Qty)", digits="Product Unit", readonly=True
    )
    qty_settled = fields.Float(
        string="Settled (Qty)", digits="Product Unit", readonly=True
    )
    qty_invoiced = fields.Float(
        string="Invoiced (Qty)", digits="Product Unit", readonly=True
    )
    amount_promised = fields.Monetary(string="Promised", readonly=True)
    amount_ordered = fields.Monetary(string="Ordered", readonly=True)
    amount_delivered = fields.Monetary(string="Delivered", readonly=True)
    amount_settled = fields.Monetary(string="Settled", readonly=True)
    amount_invoiced = fields.Monetary(string="Invoiced", readonly=True)
    amount_received = fields.Monetary(string="Received", readonly=True)
    amount_retained = fields.Monetary(
        string="Retained",
        readonly=True,
        help="Retention money that the customer still holds back.",
    )
    amount_owed = fields.Monetary(
        string="Owed", readonly=True, help="Invoiced and not received yet."
    )
    amount_open = fields.Monetary(
        string="Open", readonly=True, help="Promised and not received yet."
    )

    def action_open_contract(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "crm.contract",
            "res_id": self.contract_id.id,
            "views": [(False, "form")],
        }

    @api.model
    def _contract_selection(self, name):
        return self.env["crm.contract"]._fields[name]._description_selection(self.env)

    @property
    def _table_query(self):
        columns = SQL(", ").join(
            SQL("trace.%s * company.rate AS %s", *[SQL.identifier(name)] * 2)
            for name in AMOUNTS
        )
        return SQL(
            """
SELECT trace.id, trace.contract_id, trace.line_id, trace.product_id,
       contract.customer_id, contract.partner_id, contract.user_id, contract.team_id,
       contract.company_id, company.currency_id, contract.contract_type, contract.state,
       contract.date_signed, contract.date_end, trace.qty_promised, trace.qty_quoted,
       trace.qty_ordered, trace.qty_delivered, trace.qty_settled,
       trace.qty_invoiced, %(columns)s,
       (trace.amount_invoiced - trace.amount_received) * company.rate AS amount_owed,
       (trace.amount_promised - trace.amount_received) * company.rate AS amount_open
  FROM (%(trace)s) trace
  JOIN crm_contract contract ON contract.id = trace.contract_id AND contract.active
  CROSS JOIN LATERAL (
    SELECT res_company.currency_id, COALESCE(
           contract.amount_total_company / NULLIF(contract.amount_total, 0), 1) AS rate
      FROM res_company WHERE res_company.id = contract.company_id
  ) company
""",
            columns=columns,
            trace=self._trace_query(SQL("TRUE")),
        )

    @api.model
    def _trace_query(self, restrict):
        """SQL of the rows; other apps add their orders to the two sources."""
        return queries.trace(
            restrict,
            SQL(" UNION ALL ").join(self._order_sources(restrict)),
            SQL(
                "SELECT invoice_line_id, MIN(line_id) AS line_id FROM (%s) sources"
                " GROUP BY invoice_line_id",
                SQL(" UNION ALL ").join(self._link_sources(restrict)),
            ),
        )

    @api.model
    def _order_sources(self, restrict):
        return [queries.sale_orders(restrict)]

    @api.model
    def _link_sources(self, restrict):
        return [queries.sale_links(restrict), queries.settlement_links(restrict)]

    @api.model
    def _read_trace(self, contract_ids):
        """Rows of these contracts in their own currency, in one query."""
        for name, fnames in self._depends.items():
            self.env[name].flush_model(fnames)
        restrict = SQL("contract.id = ANY(%s)", list(contract_ids))
        return self.env.execute_query_dict(self._trace_query(restrict))
