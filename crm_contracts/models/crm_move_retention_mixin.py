# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models
from odoo.tools import frozendict

RETENTION = "crm_contract_retention_id"


class CrmMoveRetentionMixin(models.AbstractModel):
    """Retention money in the ledger: a receivable item of its own.

    An invoice of orders or settlements under a contract with retention money asks for
    its share of it on an item of its own, with the due date of the retention, as terms
    of payment do for their parts. See decision 0066.
    """

    _name = "crm.move.retention.mixin"
    _description = "Retention Money of Invoices"

    def _split_retentions(self):
        """Takes the retained share out of the terms of the invoices' payment."""
        for move in self:
            if move.sudo().crm_contract_id:
                move.needed_terms = move._terms_less_retention(
                    move._retained_instalments()
                )

    def _retained_instalments(self):
        """Instalments of the contract that hold money back from this invoice."""
        instalments = self.env["crm.contract.instalment"].sudo()
        beside = self.crm_contract_side_document or not self.needed_terms
        if beside or self.invoice_line_ids.crm_contract_instalment_id:
            return instalments
        day = self.invoice_date or fields.Date.context_today(self)
        instalments = self.sudo().crm_contract_id.instalment_ids
        return instalments.filtered(lambda line: line._is_held_back(day))

    def _terms_less_retention(self, instalments):
        """{key: values} as Odoo needs them; retained parts stand last."""
        terms, held = {}, {}
        shares = {line: line._retained_share() for line in instalments}
        for key, values in self.needed_terms.items():
            rest = dict(values)
            for line, share in shares.items():
                part = held.setdefault(
                    self._retention_key(line), {"balance": 0.0, "amount_currency": 0.0}
                )
                for name in part:
                    amount = self._round_term(name, values[name] * share)
                    part[name] = self._round_term(name, part[name] + amount)
                    rest[name] = self._round_term(name, rest[name] - amount)
            for name in {"discount_balance", "discount_amount_currency"} & rest.keys():
                amount = (rest[name] or 0.0) * (1 - sum(shares.values()))
                rest[name] = self._round_term(name, amount)
            terms[frozendict({**key, RETENTION: False})] = rest
        return {**terms, **held}

    def _retention_key(self, instalment):
        day = self.invoice_date or fields.Date.context_today(self)
        return frozendict(
            {
                "move_id": self.id,
                "date_maturity": instalment._ledger_maturity(day),
                "discount_date": False,
                RETENTION: instalment.id,
            }
        )

    def _round_term(self, name, amount):
        foreign = name.endswith("amount_currency")
        currency = self.currency_id if foreign else self.company_id.currency_id
        return currency.round(amount)

    def _due_without_retention(self):
        """The last day of what is not held back, or False."""
        days = [
            key["date_maturity"]
            for key in self.needed_terms or ()
            if key and not key.get(RETENTION)
        ]
        return max(filter(None, days), default=False)
