# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import LockError, UserError

from . import crm_contract_queries as queries


class CrmContractTraceMixin(models.AbstractModel):
    """From each number of a contract to the documents behind it."""

    _name = "crm.contract.trace.mixin"
    _description = "Tracing of Contracts"

    currency_id = fields.Many2one("res.currency")
    price_tolerance = fields.Float(
        string="Price Tolerance (%)",
        digits=(5, 2),
        help="How far prices of orders may be from the contract's; lines may differ.",
    )
    quantity_tolerance = fields.Float(
        string="Quantity Tolerance (%)",
        digits=(5, 2),
        help="How much more than agreed may be ordered; lines may differ.",
    )
    amount_delivered = fields.Monetary(
        string="Delivered", compute="_compute_amount_delivered"
    )
    amount_retained = fields.Monetary(
        string="Retained",
        compute="_compute_amount_delivered",
        help="Retention money that the customer still holds back.",
    )
    amount_owed = fields.Monetary(
        string="Owed",
        compute="_compute_amount_delivered",
        help="Invoiced less credit notes, and not paid yet.",
    )

    @api.depends("order_ids.state", "invoice_ids.state", "instalment_ids.amount_open")
    def _compute_amount_delivered(self):
        rows = []
        if self._origin:
            rows = (
                self.env["crm.contract.workbench"].sudo()._read_trace(self._origin.ids)
            )
        for contract in self:
            own = [row for row in rows if row["contract_id"] == contract._origin.id]
            contract.amount_delivered = sum(row["amount_delivered"] for row in own)
            contract.amount_retained = sum(row["amount_retained"] for row in own)
            contract.amount_owed = sum(
                row["amount_invoiced"] - row["amount_received"] for row in own
            )

    def action_view_order_lines(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Ordered and delivered: %s", self.display_name),
            "res_model": "sale.order.line",
            "views": [(self.env.ref("sale.view_order_line_tree").id, "list")],
            "domain": [
                ("order_id.crm_contract_id", "=", self.id),
                ("display_type", "=", False),
            ],
            "context": {"create": False},
        }

    def action_view_retentions(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_contracts.crm_contract_instalment_action_retention"
        )
        action["domain"] = [
            ("contract_id", "=", self.id),
            ("is_retention", "=", True),
        ]
        action["context"] = {}
        return action

    def action_view_workbench(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_contracts.crm_contract_workbench_action"
        )
        action["domain"] = [("contract_id", "=", self.id)]
        action["context"] = {}
        return action

    def _largest_amount(self):
        """The most that may be invoiced, or None when a quantity is an estimate."""
        amounts = []
        for line in self.line_ids:
            largest = line._largest_quantity()
            if largest is None:
                return None
            dearest = line.price_total * (1 + line.price_tolerance / 100)
            amounts.append(dearest * largest / line.quantity)
        return sum(amounts)

    def _check_billed_once(self):
        """Instalments on one side, orders and settlements on the other ask for the
        contract once, whichever is posted last."""
        if not self:
            return
        rows = self.env["crm.contract.workbench"].sudo()._read_trace(self.ids)
        for contract in self.sudo():
            own = [row for row in rows if row["contract_id"] == contract.id]
            billed = sum(row["amount_invoiced"] for row in own if row["line_id"])
            compare = contract.currency_id.compare_amounts
            # within what was agreed nothing is asked twice: most invoices end here
            if compare(billed, contract.amount_total) <= 0:
                continue
            plan = contract.instalment_ids
            planned = sum(plan._invoiced_amounts(["posted"]).values())
            limit = contract._largest_amount()
            mixed = compare(planned, 0.0) > 0 and compare(billed, planned) > 0
            if limit is not None and mixed and compare(billed, limit) > 0:
                raise UserError(
                    self.env._(
                        "%(contract)s: with this invoice %(asked)s would be asked for, "
                        "of at most %(limit)s. Instalments and orders or settlements "
                        "bill the same promise: credit one of them first.",
                        contract=contract.display_name,
                        asked=contract.currency_id.format(billed),
                        limit=contract.currency_id.format(limit),
                    )
                )

    @api.model
    def _next_document_number(self, company, code, prefix):
        """Next number of a kind of document, of the company's own sequence."""
        sequences = self.env["ir.sequence"].sudo().with_company(company)
        domain = [("code", "=", code), ("company_id", "=", company.id)]
        if not sequences.search_count(domain, limit=1):
            sequences.create(
                {
                    "name": f"{self.env[code]._description} ({company.name})",
                    "code": code,
                    "company_id": company.id,
                    "prefix": prefix,
                    "padding": 4,
                    "use_date_range": True,
                }
            )
        return sequences.next_by_code(code)

    def _lock_and_mark(self):
        """Locks the rows, and makes who read them before now start again.

        A lock alone lets another transaction go on with what it saw before this one
        ended (Odoo works in repeatable read).
        """
        self.lock_for_update(allow_referencing=True)
        self.env.execute_query(queries.mark_rows(self._table, self.ids))

    def _lock_for_orders(self):
        """Two orders at once do not both take what is left."""
        try:
            self._lock_and_mark()
        except LockError as error:
            raise UserError(
                self.env._(
                    "%s is being ordered by somebody else right now; try again in a "
                    "moment.",
                    ", ".join(self.mapped("name")),
                )
            ) from error
