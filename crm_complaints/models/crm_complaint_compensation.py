# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import LockError, UserError, ValidationError


class CrmComplaintCompensation(models.Model):
    """What is offered to the customer: proposal, limit, answer, real document.

    A further kind of remedy is one value of ``kind`` and one method ``_do_<kind>``
    that makes its document (crm.complaint.credit.mixin holds the credit note); who
    may grant how much is in crm.complaint.limit.mixin.
    """

    _name = "crm.complaint.compensation"
    _description = "Compensation"
    _inherit = [
        "crm.complaint.credit.mixin",
        "crm.complaint.limit.mixin",
        "crm.approval.mixin",
        "crm.guarded.mixin",
        "mail.thread",
    ]
    _order = "id desc"
    _check_company_auto = True

    _guarded_fields = frozenset(
        {
            "amount_company",
            "answer_reason",
            "answered_by_id",
            "date_answered",
            "date_done",
            "date_offered",
            "move_id",
            "state",
        }
    )
    _frozen_fields = frozenset({"complaint_id", "company_id", "user_id"})
    _negotiated_fields = frozenset({"amount", "invoice_id", "kind"})

    complaint_id = fields.Many2one(
        comodel_name="crm.complaint", required=True, ondelete="restrict", index=True
    )
    company_id = fields.Many2one(
        related="complaint_id.company_id", store=True, precompute=True, index=True
    )
    customer_id = fields.Many2one(
        related="complaint_id.customer_id", store=True, precompute=True, index=True
    )
    commercial_partner_id = fields.Many2one(
        related="customer_id.partner_id", string="Company of the Customer"
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Proposed by",
        required=True,
        readonly=True,
        default=lambda self: self.env.user,
    )
    kind = fields.Selection(
        selection=[("credit_note", "Credit Note")],
        string="Remedy",
        default="credit_note",
        required=True,
    )
    invoice_id = fields.Many2one(
        comodel_name="account.move",
        compute="_compute_invoice_id",
        store=True,
        readonly=False,
        precompute=True,
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
        domain="[('move_type', '=', 'out_invoice'), ('state', '=', 'posted'), "
        "('company_id', '=', company_id), "
        "('commercial_partner_id', '=', commercial_partner_id)]",
        help="The invoice that the credit note reduces.",
    )
    currency_id = fields.Many2one(
        comodel_name="res.currency",
        compute="_compute_currency_id",
        store=True,
        precompute=True,
    )
    amount = fields.Monetary(
        required=True, tracking=True, help="Taxes included, in the invoice's currency."
    )
    amount_max = fields.Monetary(string="At Most", compute="_compute_amount_max")
    company_currency_id = fields.Many2one(
        related="company_id.currency_id", string="Company Currency"
    )
    amount_company = fields.Monetary(
        string="Amount in Company Currency",
        currency_field="company_currency_id",
        readonly=True,
        copy=False,
    )
    note = fields.Text(
        string="Words to the Customer", help="Shown with the offer in the portal."
    )
    state = fields.Selection(
        selection=[
            ("proposed", "Proposed"),
            ("waiting", "Waiting for Approval"),
            ("offered", "Offered"),
            ("accepted", "Accepted"),
            ("refused", "Refused"),
            ("done", "Done"),
        ],
        default="proposed",
        required=True,
        readonly=True,
        tracking=True,
        index=True,
    )
    date_offered = fields.Datetime(string="Offered on", readonly=True, copy=False)
    date_answered = fields.Datetime(string="Answered on", readonly=True, copy=False)
    date_done = fields.Date(string="Done on", readonly=True, copy=False)
    answered_by_id = fields.Many2one(
        comodel_name="res.partner", string="Answered by", readonly=True, copy=False
    )
    answer_reason = fields.Char(string="Answer", readonly=True, copy=False)
    move_id = fields.Many2one(
        comodel_name="account.move",
        string="Credit Note",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )

    _amount_positive = models.Constraint(
        "CHECK (amount > 0)", "The amount of a compensation is more than zero."
    )
    _done_idx = models.Index("(customer_id, date_done) WHERE state = 'done'")

    @api.depends("complaint_id")
    def _compute_invoice_id(self):
        for offer in self:
            offer.invoice_id = offer.invoice_id or offer._suggest_invoice()

    @api.depends("invoice_id", "company_id")
    def _compute_currency_id(self):
        for offer in self:
            offer.currency_id = (
                offer.sudo().invoice_id.currency_id or offer.company_id.currency_id
            )

    @api.depends("invoice_id", "complaint_id.line_ids")
    def _compute_amount_max(self):
        for offer in self:
            offer.amount_max = max(offer.sudo()._amount_left(), 0.0)

    @api.depends("complaint_id.name", "amount", "currency_id")
    def _compute_display_name(self):
        for offer in self:
            amount = offer.currency_id.format(offer.amount or 0.0)
            offer.display_name = f"{offer.complaint_id.name or ''}: {amount}"

    @api.constrains("amount", "invoice_id", "kind")
    def _check_amount(self):
        for offer in self:
            offer.sudo()._check_invoice()
            left = offer.sudo()._amount_left()
            if offer.currency_id.compare_amounts(offer.amount, left) > 0:
                raise ValidationError(
                    self.env._(
                        "%(complaint)s: %(amount)s is more than the %(left)s that the "
                        "invoice and the claimed lines leave.",
                        complaint=offer.complaint_id.name,
                        amount=offer.currency_id.format(offer.amount),
                        left=offer.currency_id.format(max(left, 0.0)),
                    )
                )

    def write(self, vals):
        if self._negotiated_fields & vals.keys() and not self.env.su:
            self._check_state(("proposed",))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_offered(self):
        self._check_state(("proposed",))

    def action_offer(self):
        for offer in self:
            offer._offer()

    def action_record_accept(self):
        return self._ask_answer("accept")

    def action_record_refuse(self):
        return self._ask_answer("refuse")

    def action_view_document(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "account.move",
            "res_id": self.move_id.id,
            "view_mode": "form",
        }

    def _ask_answer(self, operation):
        action = self.complaint_id._ask_reason(operation)
        action["context"]["default_compensation_id"] = self.id
        return action

    def _offer(self):
        """Offers to the customer inside the user's limit, else asks for a yes."""
        self.ensure_one()
        self.complaint_id.check_access("write")
        self._lock()
        self._check_state(("proposed",))
        if not self.complaint_id.is_open:
            raise UserError(
                self.env._(
                    "%s is not open any more; reopen it first.", self.complaint_id.name
                )
            )
        self._check_amount()
        amount = self._in_company_currency(self.amount)
        if self._granted_so_far() + amount <= self._limit_of(self.env.user):
            self.sudo()._set_offered()
        else:
            self.sudo().state = "waiting"
            self._request_approval("compensation", amount=amount, note=self.note or "")

    def _set_offered(self):
        self.write({"state": "offered", "date_offered": fields.Datetime.now()})
        self.complaint_id._send_template(
            "crm_complaints.crm_complaint_template_offer",
            message_type="comment",
            author_id=self.env.user.partner_id.id,
            subtype_xmlid="mail.mt_comment",
        )

    def _accept(self, partner, reason=""):
        """The customer says yes: the document is made and posted, exactly once.

        partner: who answered; callers checked that he may answer for the customer.
        """
        self.ensure_one()
        self._lock()
        self._check_state(("offered",))
        offer = self.sudo()
        offer._check_amount()
        offer.write({"state": "accepted", **self._answer_values(partner, reason)})
        getattr(offer, f"_do_{offer.kind}")()
        offer.write(
            {
                "state": "done",
                "date_done": fields.Date.context_today(offer),
                "amount_company": offer._document_amount(),
            }
        )
        offer._tell_answer(self.env._("Accepted: %s", offer._amount_words()), partner)

    def _refuse(self, partner, reason=""):
        """The customer says no, or the offer is withdrawn with a reason."""
        self.ensure_one()
        self._lock()
        self._check_state(("offered",))
        offer = self.sudo()
        offer.write({"state": "refused", **self._answer_values(partner, reason)})
        offer._tell_answer(self.env._("Refused: %s", offer._amount_words()), partner)

    def _answer_values(self, partner, reason):
        return {
            "date_answered": fields.Datetime.now(),
            "answered_by_id": partner.id,
            "answer_reason": reason,
        }

    def _tell_answer(self, words, partner):
        lines = [words, self.answer_reason, self.move_id.name]
        self.complaint_id.message_post(
            body=" · ".join(filter(None, lines)),
            author_id=partner.id,
            subtype_xmlid="mail.mt_note",
        )

    def _amount_words(self):
        return self.currency_id.format(self.amount)

    def _lock(self):
        """One winner when two people answer at once; the other reads what happened."""
        try:
            self.lock_for_update()
        except LockError:
            raise UserError(
                self.env._(
                    "%s is being answered by somebody else at this moment; look at it "
                    "again in a minute.",
                    self.display_name,
                )
            )
        self.invalidate_recordset()

    def _check_state(self, states):
        for offer in self:
            if offer.state not in states:
                labels = dict(self._fields["state"]._description_selection(self.env))
                raise UserError(
                    self.env._(
                        "%(offer)s is already in state “%(state)s”.",
                        offer=offer.display_name,
                        state=labels[offer.state],
                    )
                )
