# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from .crm_contract_rules import due_date


class CrmContractInstalmentRetentionMixin(models.AbstractModel):
    """Retention money: an instalment that the customer holds back as a guarantee.

    It has a due date of its own, as every instalment; a manager may agree to release it
    earlier, which makes it due that day.
    """

    _name = "crm.contract.instalment.retention.mixin"
    _description = "Retention Money"

    is_retention = fields.Boolean(
        string="Retention",
        help="Held back as a guarantee until its due date, or until it is released.",
    )
    date_released = fields.Date(
        string="Released on",
        readonly=True,
        copy=False,
        help="Day on which the retention money was released before its time.",
    )

    retained_line_ids = fields.One2many(
        comodel_name="account.move.line",
        inverse_name="crm_contract_retention_id",
        string="Retained Items",
        readonly=True,
        copy=False,
        groups="account.group_account_readonly,account.group_account_invoice",
    )

    def action_release(self):
        for instalment in self:
            instalment._release()

    def _release(self, today=None):
        """Makes retention money due now; managers only, once, before it is paid."""
        self.ensure_one()
        contract = self.contract_id
        contract._check_manager()
        contract._check_state(("effective", "suspended", "closing"))
        if not self.is_retention or self.date_released or self.state == "paid":
            raise UserError(
                self.env._(
                    "%(instalment)s of %(contract)s holds no money back any more: only "
                    "retention money that is neither paid nor released is released.",
                    instalment=self.name,
                    contract=contract.display_name,
                )
            )
        day = today or self.env["crm.customer"]._today(contract.company_id)
        self.sudo().date_released = day
        contract._log_event(
            "released",
            instalment_id=self.id,
            amount=self.amount_open,
            description=self.name,
        )
        contract._refresh_collection()

    def _is_held_back(self, day):
        """Whether an invoice of that day leaves this money with the customer."""
        self.ensure_one()
        return bool(
            self.is_retention
            and self.amount
            and self.contract_id.amount_total
            and not self.date_released
            and self.state not in ("paid", "void")
            and (not self.date_due or self.date_due > day)
        )

    def _retained_share(self):
        """Share of each invoice that is held back: that of the contract."""
        return self.amount / self.contract_id.amount_total

    def _ledger_maturity(self, day):
        """Due day of a retained item: before the event, as if it came today."""
        self.ensure_one()
        if self.date_due:
            return self.date_due
        today = self.env["crm.customer"]._today(self.company_id)
        return due_date(max(day, today), max(self.days, 1))

    def _retained_items(self):
        """Open retained items of posted invoices (sudo)."""
        return (
            self.env["account.move.line"]
            .sudo()
            .search(
                [
                    ("crm_contract_retention_id", "in", self.ids),
                    ("parent_state", "=", "posted"),
                    ("reconciled", "=", False),
                ]
            )
        )

    def _follow_in_ledger(self, today=None):
        """Retained items fall due when the instalment does, and not before."""
        retained = self.filtered("is_retention")
        if not retained:
            return
        moved = self.env["account.move.line"].sudo()
        for item in retained._retained_items():
            line = item.crm_contract_retention_id
            day = line.date_due
            if not day:
                now = today or self.env["crm.customer"]._today(line.company_id)
                soon = now + timedelta(days=max(line.days, 1))
                day = item.date_maturity if item.date_maturity > now else soon
            if item.date_maturity != day:
                item.date_maturity = day
                moved |= item
        moved._touch_customers()

    @api.model
    def _watch_retained(self, today=None):
        """Nightly: what waits for an event that has not come is not due either."""
        items = (
            self.env["account.move.line"]
            .sudo()
            .search(
                [
                    ("crm_contract_retention_id", "!=", False),
                    ("crm_contract_retention_id.date_due", "=", False),
                    ("parent_state", "=", "posted"),
                    ("reconciled", "=", False),
                    ("date_maturity", "<=", today or fields.Date.context_today(self)),
                ],
                limit=1000,
            )
        )
        items.crm_contract_retention_id._follow_in_ledger(today)

    def _retained_amounts(self, states):
        """{instalment id: what invoices hold back for it, less credit notes}."""
        items = self.env["account.move.line"].sudo()
        groups = items._read_group(
            [
                ("crm_contract_retention_id", "in", self.ids),
                ("parent_state", "in", states),
            ],
            ["crm_contract_retention_id", "currency_id"],
            ["amount_currency:sum", "balance:sum"],
        )
        amounts = dict.fromkeys(self.ids, 0.0)
        for line, currency, amount, balance in groups:
            contract = line.contract_id
            if currency != contract.currency_id:
                amount = contract._to_contract_currency(
                    balance, contract.company_id.currency_id, None
                )
            amounts[line.id] += contract._direction() * amount
        return amounts
