# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError


class CrmContractAmendmentInstalment(models.Model):
    """An instalment before and after an amendment; amount 0 takes it out."""

    _name = "crm.contract.amendment.instalment"
    _description = "Instalment of an Amendment"
    _inherit = ["crm.contract.share.mixin", "crm.contract.amendment.part.mixin"]
    _order = "amendment_id, sequence, id"
    _check_company_auto = True

    _guarded_fields = frozenset(
        {
            "amount_before",
            "date_before",
            "days_before",
            "instalment_id",
            "name_before",
            "trigger_before",
        }
    )

    instalment_id = fields.Many2one(
        comodel_name="crm.contract.instalment",
        string="Instalment of the Contract",
        readonly=True,
        index=True,
        ondelete="set null",
    )
    name_before = fields.Char(readonly=True)
    trigger_before = fields.Selection(
        selection=lambda self: self._selection_trigger(), readonly=True
    )
    days_before = fields.Integer(readonly=True)
    date_before = fields.Date(readonly=True)
    due_before = fields.Char(compute="_compute_due_words")
    due_after = fields.Char(compute="_compute_due_words")
    amount_before = fields.Monetary(readonly=True)
    trigger = fields.Selection(
        selection=lambda self: self._selection_trigger(),
        required=True,
        default="signing",
        string="Falls Due",
    )
    amount = fields.Monetary(string="Amount After")

    @api.depends(
        "trigger", "days", "date_fixed", "trigger_before", "days_before", "date_before"
    )
    def _compute_due_words(self):
        for row in self:
            row.due_after = row._describe_due(row.trigger, row.days, row.date_fixed)
            row.due_before = row._describe_due(
                row.trigger_before, row.days_before, row.date_before
            )

    @api.depends("percent", "amendment_id.amount_after")
    def _compute_amount(self):
        self._spread_percents("amendment_id", "amount_after")
        for row in self.filtered(lambda i: not i.percent):
            row.amount = row.amount or 0.0

    @api.model
    def _selection_trigger(self):
        field = self.env["crm.contract.instalment"]._fields["trigger"]
        return field._description_selection(self.env)

    def _check_taken_out(self):
        if self.instalment_id:
            raise UserError(
                self.env._(
                    "“%s” is an instalment of the contract: set its amount to 0 to "
                    "take it out.",
                    self.instalment_id[:1].name,
                )
            )

    def _check_settled(self):
        """An instalment does not fall below what was invoiced or received for it."""
        rows = self.filtered("instalment_id")
        asked = rows.sudo().instalment_id._invoiced_amounts(["draft", "posted"])
        for row in rows:
            instalment = row.sudo().instalment_id
            floor = max(asked[instalment.id], instalment.amount_paid)
            if row.currency_id.compare_amounts(row.amount, floor) < 0:
                raise UserError(
                    self.env._(
                        "%(instalment)s: %(floor)s was invoiced or received already, "
                        "so it is not lowered to %(amount)s. Credit it first.",
                        instalment=row.name,
                        floor=row.currency_id.format(floor),
                        amount=row.currency_id.format(row.amount),
                    )
                )

    def _is_changed(self):
        self.ensure_one()
        before = (self.name_before, self.trigger_before, self.days_before)
        after = (self.name, self.trigger, self.days)
        return bool(
            self.currency_id.compare_amounts(self.amount, self.amount_before)
            or (self.amount and (before, self.date_before) != (after, self.date_fixed))
        )

    def _change(self):
        """(what, before, after) in words."""
        self.ensure_one()
        money = self.amendment_id._money
        before = (
            self.trigger_before and f"{money(self.amount_before)}, {self.due_before}"
        )
        after = self.amount and f"{money(self.amount)}, {self.due_after}"
        return (self.name, before or "", after or "")

    def _describe_due(self, trigger, days, date_fixed):
        """When it falls due, in words, as on the contract and before any event."""
        if not trigger:
            return False
        instalment = self.env["crm.contract.instalment"].new(
            {"trigger": trigger, "days": days, "date_fixed": date_fixed}
        )
        return instalment._due_words()

    def _apply(self):
        """Writes the plan into the contract (called as superuser)."""
        for row in self:
            values = row._prepare_instalment_values()
            if not row.amount:
                row.instalment_id.unlink()
            elif row.instalment_id:
                row.instalment_id.write(values)
            else:
                row.instalment_id = row.instalment_id.create(
                    {**values, "contract_id": row.amendment_id.contract_id.id}
                )

    def _prepare_instalment_values(self):
        values = {
            "sequence": self.sequence,
            "name": self.name,
            "trigger": self.trigger,
            "days": self.days,
            "date_fixed": self.date_fixed,
            "percent": self.percent,
        }
        return values if self.percent else {**values, "amount": self.amount}
