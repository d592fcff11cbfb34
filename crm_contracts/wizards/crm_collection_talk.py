# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError


class CrmCollectionTalk(models.TransientModel):
    """What came out of a call about money: a promise, a dispute, another call."""

    _name = "crm.collection.talk"
    _description = "Call about Money"
    _inherit = ["crm.contract.wizard.mixin"]

    customer_id = fields.Many2one("crm.customer", required=True, ondelete="cascade")
    company_id = fields.Many2one(related="customer_id.company_id")
    partner_id = fields.Many2one(
        related="customer_id.partner_id", string="Contact of the Customer"
    )
    phone = fields.Char(related="customer_id.phone")
    currency_id = fields.Many2one(related="company_id.currency_id")
    amount_overdue = fields.Monetary(
        related="customer_id.receivable_overdue_amount", string="Overdue"
    )
    days_overdue = fields.Integer(
        related="customer_id.receivable_days_overdue", string="Days"
    )
    source = fields.Selection(
        selection=[("call", "Call"), ("mail", "Mail"), ("visit", "Visit")],
        default="call",
        required=True,
        string="How",
    )
    outcome = fields.Selection(
        selection=lambda self: (
            self.env["crm.dunning.notice"]
            ._fields["outcome"]
            ._description_selection(self.env)
        ),
        required=True,
        default="promise",
        string="Result",
    )
    note = fields.Text()
    date_next = fields.Date(string="Call again on")

    # a promise
    promise_amount = fields.Monetary(
        string="Promised",
        compute="_compute_promise_amount",
        store=True,
        readonly=False,
    )
    promise_date = fields.Date(string="To Be Paid by")
    move_ids = fields.Many2many(
        comodel_name="account.move",
        string="For Invoices",
        domain="[('commercial_partner_id', '=', partner_id), "
        "('company_id', '=', company_id), ('move_type', '=', 'out_invoice'), "
        "('state', '=', 'posted'), ('amount_residual', '>', 0)]",
        help="Empty: for whatever is due, oldest first.",
    )

    # a dispute
    dispute_move_id = fields.Many2one(
        comodel_name="account.move",
        string="Disputed Invoice",
        domain="[('commercial_partner_id', '=', partner_id), "
        "('company_id', '=', company_id), ('move_type', '=', 'out_invoice'), "
        "('state', '=', 'posted'), ('amount_residual', '>', 0)]",
    )
    dispute_currency_id = fields.Many2one(
        related="dispute_move_id.currency_id", string="Currency of the Invoice"
    )
    dispute_amount = fields.Monetary(
        string="Disputed Amount",
        currency_field="dispute_currency_id",
        compute="_compute_dispute_amount",
        store=True,
        readonly=False,
    )
    reason_id = fields.Many2one("crm.collection.dispute.reason")
    dispute_until = fields.Date(string="To Be Decided by")

    @api.depends("customer_id")
    def _compute_promise_amount(self):
        for talk in self:
            talk.promise_amount = talk.customer_id.receivable_overdue_amount

    @api.depends("dispute_move_id")
    def _compute_dispute_amount(self):
        for talk in self:
            move = talk.dispute_move_id
            talk.dispute_amount = move.amount_residual - move.amount_disputed

    def action_record(self):
        self.ensure_one()
        self.customer_id._check_may_collect()
        if self.outcome == "promise":
            self._record_promise()
        elif self.outcome == "dispute":
            self._record_dispute()
        self.customer_id._log_talk(
            self.outcome, self.note, self.date_next, is_call=self.source == "call"
        )
        return {"type": "ir.actions.act_window_close"}

    def _record_promise(self):
        self.env["crm.collection.promise"]._give(
            self.customer_id,
            self.promise_amount,
            self.promise_date,
            move_ids=self.move_ids.ids,
            source=self.source,
            note=self.note,
        )

    def _record_dispute(self):
        if not self.dispute_move_id or not self.reason_id:
            raise UserError(
                self.env._("Choose the invoice that is disputed, and the reason.")
            )
        move = self.dispute_move_id.sudo()
        if move.commercial_partner_id != self.customer_id.partner_id:
            raise UserError(
                self.env._(
                    "%(invoice)s is no invoice of %(customer)s.",
                    invoice=move.name,
                    customer=self.customer_id.display_name,
                )
            )
        self.env["crm.collection.dispute"]._dispute(
            move,
            self.dispute_amount,
            self.reason_id,
            source="mail" if self.source == "mail" else "call",
            note=self.note,
            date_until=self.dispute_until,
        )
