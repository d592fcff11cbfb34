# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models
from odoo.exceptions import UserError

from .crm_contract_belongings_mixin import ENDED
from .crm_contract_states import STATES


class CrmContractFlowMixin(models.AbstractModel):
    """From draft to closed: who moves a contract, when, and what is written down."""

    _name = "crm.contract.flow.mixin"
    _description = "States of Contracts"

    state = fields.Selection(
        selection=[
            ("draft", "Draft"),
            ("review", "In Review"),
            ("approval", "In Approval"),
            ("approved", "Approved"),
            ("signing", "Signing"),
            ("effective", "Effective"),
            ("suspended", "Suspended"),
            ("closing", "Closing"),
            ("closed", "Closed"),
            ("terminated", "Terminated"),
        ],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
        group_expand=True,
        string="Status",
    )
    date_start = fields.Date(string="First Day")
    date_end = fields.Date(string="Last Day", tracking=True)
    date_signed = fields.Date(string="Signed", readonly=True, copy=False)
    date_effective = fields.Date(
        string="Effective since",
        readonly=True,
        copy=False,
        help="The day of the signature.",
    )
    date_accepted = fields.Date(
        string="Accepted",
        readonly=True,
        copy=False,
        tracking=True,
        help="Day on which the customer accepted what was delivered.",
    )
    event_ids = fields.One2many(
        comodel_name="crm.contract.event", inverse_name="contract_id", readonly=True
    )

    def action_submit(self):
        for contract in self:
            contract._submit()

    def action_withdraw(self):
        for contract in self:
            contract._withdraw()

    def action_open_accept(self):
        return self._open_step("accept")

    def _submit(self):
        """Asks for the review, where one is wanted, else for the approval.

        The plan must add up to the contract.
        """
        self.ensure_one()
        self.check_access("write")
        self._check_complete()
        self._check_main_running()
        self._log_event("submitted")
        if self._needs_review():
            self._ask_review()
        else:
            self._ask_approval()

    def _ask_approval(self):
        self._move_to("approval")
        self._request_approval("contract", amount=self.amount_total_company)

    def _withdraw(self):
        """Back to draft before anybody signed: terms are open again, approval is gone.

        Nobody's earlier yes counts for changed terms: the way up starts again.
        """
        self.ensure_one()
        self.check_access("write")
        if not self._withdraw_approvals():
            self._move_to("draft")
            self._forget_sent_document()
            self._log_event("withdrawn")

    def _on_approval_decided(self, approval):
        if approval.kind == "contract_review":
            self._on_review_decided(approval)
            return
        if self.state != "approval":
            return
        self._move_to("approved" if approval.state == "approved" else "draft")
        answered = approval.step_ids.filtered("decided_by_id")[-1:]
        self._log_event(approval.state, description=answered.comment or "")

    def _accept(self, date, note=""):
        """The customer accepted what was delivered: instalments that wait for it start.

        date: the day of acceptance, not before the signature and not in the future
        """
        self.ensure_one()
        self.check_access("write")
        self._check_state(("effective", "closing"))
        today = self.env["crm.customer"]._today(self.company_id)
        if date > today or date < self.date_signed:
            raise UserError(
                self.env._(
                    "%(contract)s was signed on %(signed)s; it is accepted between "
                    "that day and today.",
                    contract=self.display_name,
                    signed=fields.Date.to_string(self.date_signed),
                )
            )
        self.sudo().date_accepted = date
        self._log_event("accepted", description=note)
        self._refresh_collection()

    def _next_states(self):
        return STATES[self.state].follows

    def _after_move(self):
        self.env["crm.customer"]._touch(self.partner_id, self.company_id)

    def _check_complete(self):
        """A contract that is submitted has an amount and a plan that adds up to it.

        The plan of a framework may ask for less: its orders bring their instalments.
        """
        if self.currency_id.compare_amounts(self.amount_total, 0) <= 0:
            raise UserError(
                self.env._("%s: add subject lines with a price.", self.display_name)
            )
        self.instalment_ids._check_triggers()
        planned = sum(self.instalment_ids.mapped("amount"))
        difference = self.currency_id.compare_amounts(planned, self.amount_total)
        if difference > 0 or (difference and self.contract_type != "frame"):
            raise UserError(
                self.env._(
                    "%(contract)s: the instalments add up to %(planned)s, the contract "
                    "to %(total)s. Correct the plan by %(difference)s.",
                    contract=self.display_name,
                    planned=self.currency_id.format(planned),
                    total=self.currency_id.format(self.amount_total),
                    difference=self.currency_id.format(self.amount_total - planned),
                )
            )

    def _check_terms_open(self):
        """Terms, lines and plan change in draft only; nobody edits what others read."""
        for contract in self.filtered(lambda c: c.state != "draft"):
            raise UserError(
                self.env._(
                    "%(contract)s is no draft any more: its terms, lines and "
                    "instalments are what others approve and sign. %(way)s",
                    contract=contract.display_name,
                    way=contract._way_to_open_terms(),
                )
            )

    def _way_to_open_terms(self):
        """What whoever wants other terms can do in the contract's state."""
        if self.state in ("effective", "suspended"):
            return self.env._("Propose an amendment, which others sign too.")
        if self.state == "closing":
            return self.env._("Take back the closing, then propose an amendment.")
        if self.state in ENDED:
            return self.env._("It is over: copy it for a new contract.")
        return self.env._("Withdraw it to draft first.")

    def _log_event(self, kind, **values):
        """One line in the event log of each contract, by the acting user."""
        self.env["crm.contract.event"].sudo().create(
            [
                {
                    "contract_id": contract.id,
                    "kind": kind,
                    "user_id": self.env.uid,
                    **values,
                }
                for contract in self
            ]
        )
