# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models
from odoo.exceptions import UserError


class AccountMove(models.Model):
    _inherit = "account.move"

    crm_contract_id = fields.Many2one(
        comodel_name="crm.contract",
        string="Contract",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
    )

    def button_draft(self):
        result = super().button_draft()
        self._refresh_contracts()
        return result

    def _post(self, soft=True):
        posted = super()._post(soft=soft)
        contracted = posted.filtered("crm_contract_id")
        contracted._check_contract_amounts()
        contracted._log_contract_events()
        contracted._refresh_contracts()
        return posted

    def _reverse_moves(self, default_values_list=None, cancel=False):
        """A credit note of a contract's invoice belongs to the contract."""
        defaults = default_values_list or [{} for _move in self]
        for move, values in zip(self, defaults, strict=True):
            if move.crm_contract_id:
                values.setdefault("crm_contract_id", move.crm_contract_id.id)
        return super()._reverse_moves(defaults, cancel=cancel)

    def _refresh_contracts(self):
        self.sudo().crm_contract_id._refresh_collection()

    def _check_contract_amounts(self):
        """No instalment is asked for twice, and none in another currency or party."""
        moves = self.sudo()
        instalments = moves.invoice_line_ids.crm_contract_instalment_id
        asked = instalments._invoiced_amounts(["posted"])
        for move in moves:
            move._check_contract_parties()
        for line in instalments:
            if (
                line.currency_id.compare_amounts(asked[line.id], line._amount_to_ask())
                > 0
            ):
                raise UserError(
                    self.env._(
                        "%(instalment)s of %(contract)s is %(amount)s; with this "
                        "invoice %(asked)s would be asked for. Reduce the invoice or "
                        "credit the earlier one.",
                        instalment=line.name,
                        contract=line.contract_id.display_name,
                        amount=line.currency_id.format(line.amount),
                        asked=line.currency_id.format(asked[line.id]),
                    )
                )

    def _check_contract_parties(self):
        contract = self.crm_contract_id
        linked = self.invoice_line_ids.crm_contract_instalment_id
        if self.commercial_partner_id != contract.partner_id:
            raise UserError(
                self.env._(
                    "%(contract)s is a contract with %(customer)s; an invoice to "
                    "somebody else does not belong to it.",
                    contract=contract.display_name,
                    customer=contract.partner_id.name,
                )
            )
        if linked and (
            self.currency_id != contract.currency_id or linked.contract_id != contract
        ):
            raise UserError(
                self.env._(
                    "An invoice for instalments of %(contract)s names that contract "
                    "only and is in its currency, %(currency)s.",
                    contract=contract.display_name,
                    currency=contract.currency_id.name,
                )
            )

    def _log_contract_events(self):
        rows = []
        for move in self:
            refund = move.move_type == "out_refund"
            rows.append(
                {
                    "contract_id": move.crm_contract_id.id,
                    "kind": "credited" if refund else "invoiced",
                    "user_id": self.env.uid,
                    "description": move.name,
                    "amount": move.crm_contract_id._to_contract_currency(
                        move.amount_total, move.currency_id, move.invoice_date
                    ),
                }
            )
        self.env["crm.contract.event"].sudo().create(rows)
