# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models

from . import crm_contract_queries as queries
from .crm_contract_rules import Receipt, distribute


class CrmContractCollectionMixin(models.AbstractModel):
    """Collection: what the ledger matched is what the plan has received.

    Nobody types a receipt. ``_refresh_collection`` reads the matchings of the
    contract's invoices, distributes them over the instalments and stores the
    difference to what was there; hooks call it in the transaction that matched.
    """

    _name = "crm.contract.collection.mixin"
    _description = "Collection of Contracts"

    currency_id = fields.Many2one("res.currency")
    instalment_ids = fields.One2many(
        comodel_name="crm.contract.instalment",
        inverse_name="contract_id",
        string="Instalments",
        copy=True,
    )
    allocation_ids = fields.One2many(
        comodel_name="crm.contract.allocation",
        inverse_name="contract_id",
        string="Receipts",
        readonly=True,
    )
    amount_planned = fields.Monetary(
        string="Planned", compute="_compute_amount_planned"
    )
    amount_received = fields.Monetary(
        string="Received", compute="_compute_amount_received", store=True
    )
    amount_open = fields.Monetary(
        string="To Receive",
        compute="_compute_amount_received",
        store=True,
        help="What instalments still wait for, due or not.",
    )
    amount_overdue = fields.Monetary(
        string="Overdue", compute="_compute_amount_received", store=True
    )
    date_next_due = fields.Date(
        string="Next Due", compute="_compute_amount_received", store=True
    )
    has_overdue = fields.Boolean(compute="_compute_amount_received", store=True)

    @api.depends("instalment_ids.amount")
    def _compute_amount_planned(self):
        for contract in self:
            contract.amount_planned = sum(contract.instalment_ids.mapped("amount"))

    @api.depends(
        "instalment_ids.amount_paid",
        "instalment_ids.amount_open",
        "instalment_ids.state",
        "instalment_ids.date_due",
    )
    def _compute_amount_received(self):
        for contract in self:
            plan = contract.instalment_ids
            late = plan.filtered(lambda i: i.state == "overdue")
            asked = plan.filtered(lambda i: i.state in ("due", "partial", "overdue"))
            contract.amount_received = sum(plan.mapped("amount_paid"))
            contract.amount_open = sum(
                plan.filtered(lambda i: i.state != "void").mapped("amount_open")
            )
            contract.amount_overdue = sum(late.mapped("amount_open"))
            contract.has_overdue = bool(late)
            contract.date_next_due = min(
                filter(None, asked.mapped("date_due")), default=False
            )

    def action_view_allocations(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_contracts.crm_contract_allocation_action"
        )
        action["domain"] = [("contract_id", "=", self.id)]
        return action

    def _refresh_collection(self, today=None):
        """Makes receipts and instalments agree with the ledger, in constant queries.

        today: day against which instalments are overdue, default the company's day.
        Returns the contracts whose receipts changed. A second run changes nothing.
        """
        if not self:
            return self
        contracts = self.sudo()
        changed = contracts._store_allocations()
        contracts.instalment_ids._update_states(today)
        contracts.instalment_ids._follow_in_ledger(today)
        return changed

    def _store_allocations(self):
        wanted = self._wanted_allocations()
        stored = self.env["crm.contract.allocation"].search(
            [("contract_id", "in", self.ids)]
        )
        obsolete = stored.browse()
        for row in stored:
            key = row._key()
            amounts = wanted.get(key)
            if amounts and row._has_amounts(*amounts["amounts"]):
                del wanted[key]
            else:
                obsolete |= row
        changed = obsolete.contract_id
        obsolete.unlink()
        fresh = self.env["crm.contract.allocation"].create(
            [values["row"] for values in wanted.values()]
        )
        return changed | fresh.contract_id

    def _wanted_allocations(self):
        """{(partial, item, instalment): amounts and row} as the ledger has it now."""
        links = self._read_links()
        wanted = {}
        rows = self._read_receipts()
        for contract in self:
            receipts, sources = [], {}
            for row in rows.get(contract.id, ()):
                receipt = contract._prepare_receipt(row)
                receipts.append(receipt)
                sources[receipt.key] = row
            plan = [
                (i.id, i._amount_to_ask())
                for i in contract.instalment_ids.sorted("is_retention")
            ]
            digits = (
                contract.currency_id.decimal_places,
                contract.company_id.currency_id.decimal_places,
            )
            shares = distribute(receipts, links.get(contract.id, {}), plan, digits)
            for key, amounts in shares.items():
                wanted[key] = {
                    "amounts": amounts,
                    "row": contract._prepare_allocation_values(
                        key, amounts, sources[key[:2]]
                    ),
                }
        return wanted

    def _read_receipts(self):
        """{contract id: rows of the ledger, oldest matching first}."""
        self.env["account.partial.reconcile"].flush_model()
        self.env["account.move.line"].flush_model(
            [
                "amount_residual",
                "amount_residual_currency",
                "crm_contract_id",
                "crm_contract_retention_id",
                "display_type",
                "move_id",
                "parent_state",
            ]
        )
        self.env["account.move"].flush_model(
            ["crm_contract_id", "crm_contract_side_document", "name", "move_type"]
        )
        rows = {}
        for query in (queries.receipts(self.ids), queries.advances(self.ids)):
            for row in self.env.execute_query_dict(query):
                rows.setdefault(row["contract_id"], []).append(row)
        return rows

    def _read_links(self):
        """{contract id: {move id: [(instalment id, amount asked for it)]}}."""
        self.env["account.move.line"].flush_model(
            ["move_id", "crm_contract_instalment_id", "price_total", "display_type"]
        )
        self.env["account.move"].flush_model(["crm_contract_id", "state"])
        self.env["crm.contract.instalment"].flush_model(["sequence", "contract_id"])
        links = {}
        query = queries.instalment_links(self.ids)
        for contract_id, move_id, instalment_id, amount in self.env.execute_query(
            query
        ):
            moves = links.setdefault(contract_id, {})
            moves.setdefault(move_id, []).append((instalment_id, float(amount)))
        return links

    def _prepare_receipt(self, row):
        amount, company_amount = float(row["amount"]), float(row["company_amount"])
        if row["currency_id"] != self.currency_id.id:
            amount = self.company_id.currency_id._convert(
                company_amount, self.currency_id, self.company_id, row["date"]
            )
        return Receipt(
            (row["partial_id"], row["line_id"]),
            row["move_id"],
            amount,
            company_amount,
            row.get("retention_id"),
        )

    def _prepare_allocation_values(self, key, amounts, row):
        return {
            "contract_id": self.id,
            "partial_id": key[0] or False,
            "move_line_id": key[1],
            "instalment_id": key[2],
            "amount": amounts[0],
            "company_amount": amounts[1],
            "date": row["date"],
            "kind": row["kind"],
            "reference": row["reference"],
            "invoice_reference": row["invoice_reference"],
        }
