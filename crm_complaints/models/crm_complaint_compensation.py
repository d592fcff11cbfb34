# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command

from .crm_compensation_rules import INVOICE_KINDS, LINE_KINDS


class CrmComplaintCompensation(models.Model):
    """What is offered to the customer: proposal, limit, answer, real document.

    A further remedy is one value of ``kind`` and three methods: ``_check_<kind>`` says
    whether it fits, ``_most_<kind>`` how much is possible (None: no bound of its own),
    ``_do_<kind>`` makes its document and tells whether that is all. Credit notes are
    in crm.complaint.credit.mixin, goods in crm.complaint.goods.mixin, what is given on
    top in crm.complaint.gift.mixin; who may grant how much is in
    crm.complaint.limit.mixin, offer and answer in crm.complaint.answer.mixin, what
    follows the answer in crm.complaint.document.mixin.
    """

    _name = "crm.complaint.compensation"
    _description = "Compensation"
    _inherit = [
        "crm.complaint.circle.mixin",
        "crm.complaint.answer.mixin",
        "crm.complaint.approver.mixin",
        "crm.complaint.credit.mixin",
        "crm.complaint.document.mixin",
        "crm.complaint.gift.mixin",
        "crm.complaint.given.mixin",
        "crm.complaint.goods.mixin",
        "crm.complaint.limit.mixin",
        "crm.complaint.posting.mixin",
        "crm.approval.mixin",
        "crm.guarded.mixin",
        "mail.thread",
    ]
    _order = "id desc"
    _check_company_auto = True

    _frozen_fields = frozenset({"complaint_id", "company_id", "user_id"})
    _negotiated_fields = frozenset(
        {
            "amount",
            "currency_id",
            "date_valid",
            "discount_days",
            "discount_percent",
            "invoice_id",
            "is_alternative",
            "kind",
            "line_ids",
            "note",
        }
    )

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
    team_id = fields.Many2one(
        related="complaint_id.team_id", store=True, precompute=True, index=True
    )
    category_id = fields.Many2one(related="complaint_id.category_id", store=True)
    cause_id = fields.Many2one(related="complaint_id.cause_id", store=True)
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Proposed by",
        required=True,
        readonly=True,
        default=lambda self: self.env.user,
    )
    kind = fields.Selection(
        selection=[
            ("credit_note", "Credit Note"),
            ("refund", "Money Back"),
            ("replacement", "Replacement"),
            ("redelivery", "Delivery of What Is Missing"),
            ("return", "Return against Credit"),
            ("discount", "Discount on the Next Order"),
            ("goodwill", "Goodwill"),
        ],
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
    line_ids = fields.One2many(
        comodel_name="crm.complaint.compensation.line",
        inverse_name="compensation_id",
        string="Goods",
    )
    currency_id = fields.Many2one(
        comodel_name="res.currency",
        compute="_compute_currency_id",
        store=True,
        readonly=False,
        precompute=True,
    )
    amount = fields.Monetary(
        compute="_compute_amount",
        store=True,
        readonly=False,
        tracking=True,
        help="Taxes included; of goods what the customer paid for them, of a discount "
        "in percent the most that it may come to.",
    )
    amount_max = fields.Monetary(string="At Most", compute="_compute_amount_max")
    company_currency_id = fields.Many2one(
        related="company_id.currency_id", string="Company Currency"
    )
    note = fields.Text(
        string="Words to the Customer", help="Shown with the offer in the portal."
    )
    is_alternative = fields.Boolean(
        string="Alternative",
        help="The customer takes one of the alternatives of a complaint; the others "
        "are then withdrawn by themselves.",
    )

    _amount_positive = models.Constraint(
        "CHECK (amount > 0)", "The amount of a compensation is more than zero."
    )
    _done_idx = models.Index("(customer_id, date_done) WHERE state = 'done'")
    _granted_idx = models.Index("(company_id, date_granted)")

    @api.depends("complaint_id", "kind")
    def _compute_invoice_id(self):
        for offer in self:
            if offer.kind not in INVOICE_KINDS:
                offer.invoice_id = False
            else:
                offer.invoice_id = offer.invoice_id or offer._suggest_invoice()

    @api.depends("invoice_id", "company_id", "line_ids.currency_id")
    def _compute_currency_id(self):
        for offer in self:
            offer.currency_id = (
                offer.sudo().invoice_id.currency_id
                or offer.line_ids.currency_id[:1]
                or offer.company_id.currency_id
            )

    @api.depends("kind", "line_ids.amount")
    def _compute_amount(self):
        for offer in self:
            if offer.kind in LINE_KINDS:
                offer.amount = sum(offer.line_ids.mapped("amount")) or False
            else:
                offer.amount = offer.amount

    @api.depends("invoice_id", "kind", "complaint_id.line_ids", "line_ids.amount")
    def _compute_amount_max(self):
        for offer in self:
            offer.amount_max = max(offer.sudo()._amount_left() or 0.0, 0.0)

    @api.depends("complaint_id.display_name", "amount", "currency_id")
    @api.depends_context("uid")
    def _compute_display_name(self):
        for offer in self:
            amount = offer.currency_id.format(offer.amount or 0.0)
            offer.display_name = f"{offer.complaint_id.display_name or ''}: {amount}"

    @api.constrains(
        "amount", "currency_id", "discount_percent", "invoice_id", "kind", "line_ids"
    )
    def _check_amount(self):
        for offer in self:
            record = offer.sudo()
            getattr(record, f"_check_{offer.kind}")()
            left = record._amount_left()
            if not offer.amount:
                raise ValidationError(
                    self.env._("%s: say how much is offered.", offer.complaint_id.name)
                )
            if (
                left is not None
                and offer.currency_id.compare_amounts(offer.amount, left) > 0
            ):
                words = self.env._(
                    "%(complaint)s: %(amount)s is more than the %(left)s that the "
                    "invoice and the claimed lines leave.",
                    complaint=offer.complaint_id.name,
                    amount=offer.currency_id.format(offer.amount),
                    left=offer.currency_id.format(max(left, 0.0)),
                )
                raise ValidationError(f"{words} {record._words_given()}".strip())

    @api.onchange("kind", "complaint_id")
    def _onchange_kind(self):
        if self.kind in LINE_KINDS and not self.line_ids:
            self.line_ids = self._suggest_lines(self.complaint_id)

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            if vals.get("kind") in LINE_KINDS and not vals.get("line_ids"):
                complaint = self.env["crm.complaint"].browse(vals.get("complaint_id"))
                vals["line_ids"] = self._suggest_lines(complaint)
        return super().create(vals_list)

    def write(self, vals):
        if self._negotiated_fields & vals.keys() and not self.env.su:
            self._check_state(("proposed",))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_offered(self):
        self._check_state(("proposed",))

    def _amount_left(self):
        """The most that this remedy may come to in its currency, None without bound."""
        self.ensure_one()
        most = getattr(self, f"_most_{self.kind}")()
        bounds = (most, self._amount_not_given())
        return min((bound for bound in bounds if bound is not None), default=None)

    @api.model
    def _suggest_lines(self, complaint):
        """The claimed goods as lines of a compensation."""
        return [
            Command.create(
                {"order_line_id": line.order_line_id.id, "quantity": quantity}
            )
            for line in complaint.line_ids
            if line.order_line_id and (quantity := line._counted_quantity())
        ]

    def _amount_words(self):
        """How much is offered, as the customer reads it."""
        amount = self.currency_id.format(self.amount)
        if self.kind == "discount" and self.discount_percent:
            return self.env._(
                "%(percent)g %% of the next order, at most %(amount)s",
                percent=self.discount_percent,
                amount=amount,
            )
        return amount

    def _remedy_words(self):
        return dict(self._fields["kind"]._description_selection(self.env))[self.kind]

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
