# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models

from odoo.addons.crm_lifecycle.models.crm_fact_queries import FactSource

from . import crm_contract_queries as queries


class CrmCustomer(models.Model):
    _name = "crm.customer"
    # what extends the facts stands before crm.customer, which inherits them
    _inherit = [
        "crm.contract.belongings.mixin",
        "crm.customer.collection.mixin",
        "crm.customer",
        "crm.customer.credit.mixin",
        "crm.customer.exposure.mixin",
        "crm.customer.charge.mixin",
        "crm.customer.portal.mixin",
        "crm.customer.statement.mixin",
        "crm.customer.terms.mixin",
    ]

    contract_count = fields.Integer(
        string="Running Contracts", readonly=True, copy=False
    )
    contract_amount = fields.Monetary(
        string="Amount of Running Contracts", readonly=True, copy=False
    )
    contract_open_amount = fields.Monetary(
        string="To Receive from Contracts", readonly=True, copy=False
    )
    contract_overdue_amount = fields.Monetary(
        string="Overdue from Contracts", readonly=True, copy=False
    )
    receivable_open_amount = fields.Monetary(
        string="Owed",
        readonly=True,
        copy=False,
        help="Open items of the ledger less credit notes and unmatched payments.",
    )
    receivable_overdue_amount = fields.Monetary(
        string="Overdue",
        readonly=True,
        copy=False,
        help="Open items past their due date less credit notes and unmatched payments.",
    )
    receivable_days_overdue = fields.Integer(
        string="Days Overdue",
        readonly=True,
        copy=False,
        aggregator="max",
        help="Days since the oldest open item was due.",
    )

    signed_contract_ids = fields.One2many(
        comodel_name="crm.contract",
        inverse_name="customer_id",
        string="Signed Contracts",
        domain=[("date_signed", "!=", False)],
        readonly=True,
        copy=False,
    )

    def action_view_contracts(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_contracts.crm_contract_action"
        )
        action["domain"] = [("customer_id", "=", self.id)]
        action["context"] = {"default_customer_id": self.id}
        return action

    def action_view_open_items(self):
        """The open items behind what the customer owes."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "account.action_move_out_invoice_type"
        )
        action["domain"] = [
            ("commercial_partner_id", "=", self.partner_id.id),
            ("company_id", "=", self.company_id.id),
            ("move_type", "in", ["out_invoice", "out_refund"]),
            ("state", "=", "posted"),
            ("amount_residual", ">", 0),
        ]
        action["context"] = {"create": False}
        return action

    @api.model
    def _fact_document_actions(self):
        return {
            **super()._fact_document_actions(),
            "amount_in_dispute": "action_view_disputed_items",
            "contract_": "action_view_contracts",
            "credit_": "action_view_credit_limits",
            "promise_": "action_view_collection_items",
            "receivable_": "action_view_open_items",
        }

    @api.model
    def _fact_sources(self, scope):
        return [
            *super()._fact_sources(scope),
            FactSource(queries.CONTRACT_FACT_COLUMNS, queries.contract_facts(scope)),
            FactSource(
                queries.RECEIVABLE_FACT_COLUMNS, queries.receivable_facts(scope)
            ),
            *self._credit_fact_sources(scope),
        ]

    @api.model
    def _store_facts(self, scope):
        """Credit follows the other facts, before the rules that may ask for it."""
        return super()._store_facts(scope) | self._apply_credit(scope)
