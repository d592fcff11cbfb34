# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmContractAllocation(models.Model):
    """What one matching of the ledger paid of one instalment; rebuilt, never typed.

    Texts of the documents are stored so that a salesperson without rights on journal
    items reads where the money came from.
    """

    _name = "crm.contract.allocation"
    _description = "Receipt of an Instalment"
    _log_access = False
    _order = "date desc, id desc"
    _rec_name = "reference"

    instalment_id = fields.Many2one(
        comodel_name="crm.contract.instalment",
        required=True,
        index=True,
        ondelete="cascade",
    )
    contract_id = fields.Many2one(
        comodel_name="crm.contract", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="instalment_id.company_id", store=True, precompute=True, index=True
    )
    partial_id = fields.Many2one(
        comodel_name="account.partial.reconcile",
        string="Matching",
        index=True,
        ondelete="cascade",
    )
    move_line_id = fields.Many2one(
        comodel_name="account.move.line",
        string="Receivable Item",
        required=True,
        index=True,
        ondelete="cascade",
    )
    date = fields.Date()
    kind = fields.Selection(
        selection=[
            ("payment", "Payment"),
            ("advance", "Advance"),
            ("credit_note", "Credit Note"),
            ("exchange", "Exchange Difference"),
            ("entry", "Journal Entry"),
        ],
    )
    reference = fields.Char(string="Document")
    invoice_reference = fields.Char(string="Invoice")
    currency_id = fields.Many2one(related="instalment_id.currency_id")
    company_currency_id = fields.Many2one(
        related="company_id.currency_id", string="Company Currency"
    )
    amount = fields.Monetary()
    company_amount = fields.Monetary(
        string="Amount (Company Currency)", currency_field="company_currency_id"
    )

    _matching_unique = models.UniqueIndex(
        "(partial_id, move_line_id, instalment_id)",
        "This receipt is already counted.",
    )

    _advance_unique = models.UniqueIndex(
        "(move_line_id, instalment_id) WHERE partial_id IS NULL",
        "This advance is already counted.",
    )

    def action_open_payment(self):
        """Opens the document the money came with, for those who may see it."""
        self.ensure_one()
        partial = self.partial_id
        items = partial.credit_move_id | partial.debit_move_id
        move = (items - self.move_line_id).move_id or self.move_line_id.move_id
        payment = move.origin_payment_id
        document = payment or move
        return {
            "type": "ir.actions.act_window",
            "res_model": document._name,
            "res_id": document.id,
            "view_mode": "form",
        }
