# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import format_amount, format_date


class CrmContractAmendmentChangesMixin(models.AbstractModel):
    """What an amendment changes, in words, and whether that can be agreed."""

    _name = "crm.contract.amendment.changes.mixin"
    _description = "Changes of Amendments"

    changes_html = fields.Html(
        string="What Changes", compute="_compute_changes_html", sanitize=False
    )

    def _compute_changes_html(self):
        for amendment in self:
            amendment.changes_html = self.env["ir.qweb"]._render(
                "crm_contracts.crm_contract_amendment_changes",
                {"changes": amendment._changes()},
            )

    def _check_complete(self):
        """Something changes, says why, and the new plan adds up to the new amount."""
        if not (self.reason or "").strip():
            raise UserError(self.env._("%s: say why it is needed.", self.name))
        if not self._changes():
            raise UserError(
                self.env._(
                    "%s changes nothing. Change a line, an instalment, the last day, "
                    "the terms, or say what else is agreed.",
                    self.display_name,
                )
            )
        difference = self.amount_after - self.amount_planned
        missing = self.currency_id.compare_amounts(difference, 0)
        if missing < 0 or (missing and self.contract_id.contract_type != "frame"):
            raise UserError(
                self.env._(
                    "%(amendment)s: the instalments add up to %(planned)s, the "
                    "contract to %(total)s. Correct the plan by %(difference)s.",
                    amendment=self.display_name,
                    planned=self.currency_id.format(self.amount_planned),
                    total=self.currency_id.format(self.amount_after),
                    difference=self.currency_id.format(difference),
                )
            )
        self._check_possible()

    def _check_possible(self):
        """Neither orders nor money are ahead of what is agreed; asked twice.

        At the submission, and again when the customer has signed: meanwhile goods may
        have been ordered and money received.
        """
        self.line_ids._check_ordered()
        self.instalment_ids._check_settled()
        self.supply_ids._check_schedule()

    def _changes(self):
        """[(what, before, after)] in words, of everything that changes."""
        self.ensure_one()
        rows = []
        day = {
            when: format_date(self.env, self[when]) if self[when] else ""
            for when in ("date_end_before", "date_end")
        }
        if day["date_end_before"] != day["date_end"]:
            label = self.env._("Last day")
            rows.append((label, day["date_end_before"], day["date_end"]))
        rows += [line._change() for line in self.line_ids if line.is_changed]
        if self.currency_id.compare_amounts(self.amount_before, self.amount_after):
            rows.append(
                (
                    self.env._("Contract amount"),
                    self._money(self.amount_before),
                    self._money(self.amount_after),
                )
            )
        rows += [row._change() for row in self.instalment_ids if row._is_changed()]
        rows += [row._change() for row in self.supply_ids if row._is_changed()]
        return rows + self._text_changes()

    def _text_changes(self):
        rows = []
        if (self.terms_before or "") != (self.terms or ""):
            label = self.env._("Terms")
            rows.append((label, self.terms_before or "", self.terms or ""))
        if (self.description or "").strip():
            rows.append((self.env._("Also agreed"), "", self.description))
        return rows

    def _money(self, amount):
        return format_amount(self.env, amount, self.currency_id)
