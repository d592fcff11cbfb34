# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError

from . import crm_contract_rebate_rules as rules


class CrmContractPenalty(models.Model):
    """A penalty of the contract: the customer paid late, or we delivered late.

    Late payment becomes an invoice, late delivery a credit note; a manager may waive it
    with a reason.
    """

    _name = "crm.contract.penalty"
    _description = "Penalty of a Contract"
    _inherit = ["crm.contract.side.document.mixin", "crm.guarded.mixin"]
    _order = "date desc, id desc"
    _rec_name = "kind"

    _guarded_fields = frozenset({"amount"})
    _frozen_fields = frozenset({"contract_id", "instalment_id", "kind", "supply_id"})

    contract_id = fields.Many2one(
        comodel_name="crm.contract", required=True, index=True, ondelete="restrict"
    )
    user_id = fields.Many2one(
        related="contract_id.user_id", store=True, precompute=True, string="Owner"
    )
    kind = fields.Selection(
        selection=[("payment", "Late payment"), ("delivery", "Late delivery")],
        required=True,
        default="payment",
    )
    date = fields.Date(required=True, default=fields.Date.context_today)
    instalment_id = fields.Many2one(
        comodel_name="crm.contract.instalment",
        index="btree_not_null",
        ondelete="cascade",
        domain="[('contract_id', '=', contract_id)]",
    )
    supply_id = fields.Many2one(
        comodel_name="crm.contract.supply",
        string="Promised Delivery",
        index="btree_not_null",
        ondelete="cascade",
        domain="[('contract_id', '=', contract_id)]",
    )
    amount_base = fields.Monetary(string="Base", required=True)
    days_late = fields.Integer(required=True)
    percent_per_day = fields.Float(
        string="Percent per Day",
        digits=(6, 4),
        compute="_compute_rates",
        store=True,
        readonly=False,
        precompute=True,
    )
    cap_percent = fields.Float(
        string="At Most (%)",
        digits=(5, 2),
        compute="_compute_rates",
        store=True,
        readonly=False,
        precompute=True,
        help="Share of the base that the penalty never exceeds; zero for no limit.",
    )
    amount = fields.Monetary(string="Penalty", compute="_compute_amount", store=True)
    date_waived = fields.Date(string="Waived on", readonly=True, copy=False)
    waive_reason = fields.Char(readonly=True, copy=False)
    state = fields.Selection(
        selection=[
            ("open", "To Decide"),
            ("done", "Claimed"),
            ("waived", "Waived"),
        ],
        compute="_compute_state",
        store=True,
        string="Status",
    )

    _instalment_unique = models.UniqueIndex(
        "(instalment_id) WHERE instalment_id IS NOT NULL",
        "There is a penalty for this instalment already.",
    )
    _supply_unique = models.UniqueIndex(
        "(supply_id) WHERE supply_id IS NOT NULL",
        "There is a penalty for this delivery already.",
    )

    @api.depends("kind", "contract_id.name")
    def _compute_display_name(self):
        labels = dict(self._fields["kind"]._description_selection(self.env))
        for penalty in self:
            parts = (labels.get(penalty.kind), penalty.contract_id.name)
            penalty.display_name = ", ".join(filter(None, parts))

    @api.depends("contract_id", "kind")
    def _compute_rates(self):
        for penalty in self:
            contract = penalty.contract_id
            penalty.cap_percent = contract.penalty_cap
            penalty.percent_per_day = (
                contract.penalty_payment
                if penalty.kind == "payment"
                else contract.penalty_delivery
            )

    @api.depends("amount_base", "days_late", "percent_per_day", "cap_percent")
    def _compute_amount(self):
        for penalty in self:
            amount = rules.penalty(
                penalty.amount_base,
                penalty.percent_per_day,
                penalty.days_late,
                penalty.cap_percent,
            )
            currency = penalty.contract_id.currency_id
            penalty.amount = currency.round(amount) if currency else amount

    @api.depends("move_id.state", "date_waived")
    def _compute_state(self):
        for penalty in self:
            if penalty.date_waived:
                penalty.state = "waived"
            else:
                penalty.state = "done" if penalty._is_booked() else "open"

    def write(self, vals):
        if not self.env.su:
            self._check_open()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_claimed(self):
        self._check_open()

    def action_claim(self):
        for penalty in self:
            penalty._check_open()
            penalty._check_no_interest()
            penalty._book()
        return self._open_moves()

    def action_waive(self):
        """Asks for the reason."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_contracts.crm_contract_waive_action"
        )
        action["context"] = {"default_penalty_id": self.id}
        return action

    def _waive(self, reason):
        self.ensure_one()
        self.contract_id._check_manager()
        self.contract_id._check_reason(reason)
        self._check_open()
        self.sudo().write(
            {
                "date_waived": self.env["crm.customer"]._today(self.company_id),
                "waive_reason": reason,
            }
        )
        self.contract_id._log_event("waived", description=reason, amount=self.amount)

    def _check_no_interest(self):
        """A late payment is charged once: by interest or by the penalty."""
        lines = self.sudo().instalment_id.invoice_line_ids
        charged = (
            self.env["crm.collection.interest"]
            .sudo()
            .search(
                [
                    ("move_line_id.move_id", "in", lines.move_id.ids),
                    ("kind", "=", "interest"),
                    ("invoice_id.state", "!=", "cancel"),
                ],
                limit=1,
            )
        )
        if charged and self.kind == "payment":
            raise UserError(
                self.env._(
                    "%(label)s: interest on %(invoice)s was charged already. Cancel "
                    "that charge first, or waive the penalty.",
                    label=self._side_label(),
                    invoice=charged.move_id.name,
                )
            )

    def _check_open(self):
        labels = dict(self._fields["state"]._description_selection(self.env))
        for penalty in self.filtered(lambda p: p.state != "open"):
            raise UserError(
                self.env._(
                    "%(label)s is decided: %(state)s. Decisions stay as they are.",
                    label=penalty._side_label(),
                    state=labels[penalty.state],
                )
            )

    def _side_move_type(self):
        """Late payment asks for more, late delivery for less, whoever owes it."""
        side = "out" if self.contract_id._direction() > 0 else "in"
        return f"{side}_invoice" if self.kind == "payment" else f"{side}_refund"

    def _side_amount(self):
        return self.amount

    def _side_taxes(self):
        """Damages for late payment are no supply; late delivery lowers the price."""
        taxes = super()._side_taxes()
        return taxes.browse() if self.kind == "payment" else taxes

    def _side_label(self):
        subject = self.instalment_id.name or self.supply_id.display_name or ""
        return self.env._(
            "%(contract)s: penalty, %(days)s days late, %(subject)s",
            contract=self.contract_id.name,
            days=self.days_late,
            subject=subject,
        )

    def _side_event(self):
        return "penalty"
