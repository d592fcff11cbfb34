# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError


class CrmCreditLimit(models.Model):
    """A decision on the credit limit of a customer or of its group of companies.

    From its first day the latest decision counts, a temporary one before the others
    while it lasts. After the last day of a limit that is not temporary there is no
    credit until it is decided again.
    """

    _name = "crm.credit.limit"
    _description = "Credit Limit"
    _inherit = ["crm.credit.decision.mixin"]
    _order = "date_from desc, id desc"
    _rec_name = "customer_id"
    _check_company_auto = True

    _frozen_fields = frozenset({"customer_id"})
    _approval_content = frozenset(
        {"amount", "date_from", "date_to", "is_temporary", "reason", "scope"}
    )

    currency_id = fields.Many2one(related="company_id.currency_id")
    scope = fields.Selection(
        selection=[
            ("customer", "This customer"),
            ("group", "The customer and the companies below it"),
            ("companies", "The same, in all of our companies"),
        ],
        string="For",
        required=True,
        default="customer",
        help="A limit of a group stands above the limits of its members: each document "
        "must fit into both.",
    )
    amount = fields.Monetary(string="Limit", required=True)
    is_temporary = fields.Boolean(
        string="Temporary",
        help="Counts instead of the usual limit while it lasts; afterwards the usual "
        "one counts again.",
    )
    date_from = fields.Date(
        string="From", required=True, default=fields.Date.context_today
    )
    date_to = fields.Date(string="Until", help="Last day; empty means without end.")
    reason = fields.Text(required=True)
    state = fields.Selection(
        selection=[
            ("draft", "Draft"),
            ("asked", "Waiting for Approval"),
            ("approved", "Approved"),
            ("refused", "Refused"),
            ("ended", "Ended"),
        ],
        string="Status",
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )
    is_current = fields.Boolean(
        string="In Force Today",
        compute="_compute_is_current",
        search="_search_is_current",
    )
    amount_before = fields.Monetary(
        string="Limit When Asked", readonly=True, copy=False
    )

    _amount_positive = models.Constraint(
        "CHECK (amount >= 0)", "A credit limit cannot be negative; 0 means no credit."
    )
    _dates_in_order = models.Constraint(
        "CHECK (date_to IS NULL OR date_to >= date_from)",
        "The last day cannot be before the first.",
    )
    _temporary_ends = models.Constraint(
        "CHECK (is_temporary IS NOT TRUE OR date_to IS NOT NULL)",
        "A temporary limit needs its last day.",
    )
    _in_force_idx = models.Index("(customer_id, date_from) WHERE state = 'approved'")

    @api.depends("state", "date_from", "date_to")
    def _compute_is_current(self):
        today = fields.Date.context_today(self)
        for limit in self:
            limit.is_current = (
                limit.state == "approved"
                and limit.date_from <= today
                and (not limit.date_to or limit.date_to >= today)
            )

    @api.model
    def _search_is_current(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [
            ("state", "=", "approved"),
            ("date_from", "<=", "today"),
            "|",
            ("date_to", "=", False),
            ("date_to", ">=", "today"),
        ]

    def write(self, vals):
        if not self.env.su and self._approval_content & vals.keys():
            self._check_draft()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_asked(self):
        self._check_draft()

    def action_submit(self):
        for limit in self:
            limit._submit()

    def action_withdraw(self):
        for limit in self:
            limit._withdraw_approvals()

    def action_end(self):
        """A manager ends a limit today; the customer falls back to what is left."""
        for limit in self:
            limit._end()

    def _submit(self):
        self.ensure_one()
        self.check_access("write")
        self._check_draft()
        self.sudo().write(
            {
                "state": "asked",
                "amount_before": self.customer_id.sudo().credit_limit_amount,
            }
        )
        self._request_approval("credit_limit", amount=self.amount, note=self.reason)

    def _end(self):
        self.ensure_one()
        if not self.env.user.has_group("crm_contracts.crm_contracts_group_manager"):
            raise AccessError(
                self.env._(
                    "The credit limit of %s is ended by a contract manager.",
                    self.customer_id.display_name,
                )
            )
        self.check_access("write")
        if self.state != "approved":
            raise UserError(
                self.env._(
                    "The credit limit of %s was not approved; there is nothing to end.",
                    self.customer_id.display_name,
                )
            )
        self.sudo().state = "ended"
        self.sudo().customer_id._refresh_credit(with_group=True)

    def _check_draft(self):
        for limit in self.filtered(lambda line: line.state != "draft"):
            raise UserError(
                self.env._(
                    "The credit limit of %s was asked for already and stays as it "
                    "was asked. Ask for a new limit instead.",
                    limit.customer_id.display_name,
                )
            )

    def _on_approval_decided(self, approval):
        if self.state != "asked":
            return
        states = {"approved": "approved", "refused": "refused"}
        self.state = states.get(approval.state, "draft")
        if self.state == "approved":
            self.customer_id._refresh_credit(with_group=True)

    def _approval_title(self):
        return self.env._(
            "Credit limit %(amount)s for %(customer)s",
            amount=self.currency_id.format(self.amount),
            customer=self.customer_id.display_name,
        )
