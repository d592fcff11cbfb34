# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError

from .crm_contract_amendment_rules import OPEN


class CrmContractAmendmentFlowMixin(models.AbstractModel):
    """From the draft of an amendment to the next version of its contract."""

    _name = "crm.contract.amendment.flow.mixin"
    _description = "States of Amendments"

    state = fields.Selection(
        selection=[
            ("draft", "Draft"),
            ("approval", "In Approval"),
            ("approved", "Approved"),
            ("signing", "Signing"),
            ("effective", "In Effect"),
            ("cancelled", "Cancelled"),
        ],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
        string="Status",
    )
    is_open = fields.Boolean(compute="_compute_is_open")
    has_stopped = fields.Boolean(
        readonly=True, copy=False, help="The contract is suspended because of it."
    )
    date_signed = fields.Date(string="Signed", readonly=True, copy=False)
    date_effective = fields.Date(string="In Effect since", readonly=True, copy=False)

    @api.depends("state")
    def _compute_is_open(self):
        for amendment in self:
            amendment.is_open = amendment.state in OPEN

    def action_submit(self):
        for amendment in self:
            amendment._submit()

    def action_withdraw(self):
        for amendment in self:
            amendment._withdraw()

    def action_cancel(self):
        for amendment in self:
            amendment.check_access("write")
            amendment._cancel(self.env._("Cancelled by %s", self.env.user.name))

    def action_put_into_effect(self):
        for amendment in self:
            amendment._put_into_effect()

    def _submit(self):
        """Asks for approval of the whole new amount, not only of the difference."""
        self.ensure_one()
        self.check_access("write")
        self.contract_id._check_state(("effective", "suspended"))
        self._check_complete()
        self._move_to("approval")
        if self.stops_execution and self.contract_id.state == "effective":
            self.contract_id._stop_execution(self.env._("Amendment %s", self.name))
            self.sudo().has_stopped = True
        self._log_step(self.env._("submitted"))
        self._request_approval(
            "contract_amendment", amount=self._approval_amount(), note=""
        )

    def _withdraw(self):
        self.ensure_one()
        self.check_access("write")
        if not self._withdraw_approvals():
            self._return_to_draft(self.env._("withdrawn"))

    def _return_to_draft(self, step):
        self._move_to("draft")
        self._forget_sent_document()
        self._log_step(step)
        self._let_work_go_on()

    def _on_approval_decided(self, approval):
        if self.state != "approval":
            return
        answered = approval.step_ids.filtered("decided_by_id")[-1:]
        words = {
            "approved": self.env._("approved"),
            "refused": self.env._("refused"),
        }.get(approval.state, self.env._("withdrawn"))
        step = ": ".join(filter(None, (words, answered.comment)))
        if approval.state == "approved":
            self._move_to("approved")
            self._log_step(step)
        else:
            self._return_to_draft(step)

    def _cancel(self, reason):
        """Gives the change up; the contract stays as it is."""
        self.ensure_one()
        self.sudo().approval_ids.filtered(lambda a: a.state == "pending")._close(
            "withdrawn"
        )
        self._move_to("cancelled")
        self._forget_sent_document()
        self._log_step(self.env._("cancelled: %s", reason))
        self._let_work_go_on()

    def _put_into_effect(self):
        """For a change the customer need not sign; managers only."""
        self.ensure_one()
        self._check_manager()
        self._check_state(("approved",))
        if self.needs_signature:
            raise UserError(
                self.env._(
                    "%s has to be signed by the customer; send it for signature.",
                    self.display_name,
                )
            )
        self._make_effective(self.env["crm.customer"]._today(self.company_id))
        self._on_signed()

    def _make_effective(self, date):
        """Writes the change into the contract, which gets its next version."""
        self.contract_id.lock_for_update()
        self.contract_id.invalidate_recordset(["state", "version"])
        self.contract_id._check_state(("effective", "suspended"))
        self._check_possible()
        signed = self.state == "signing"
        self._move_to(
            "effective",
            date_signed=date if signed else False,
            date_effective=date,
            signed_on=fields.Datetime.now() if signed else False,
            version=self.contract_id.version + 1,
        )
        self.sudo()._apply()
        self._log_event("amended", description=f"{self.name} {self.signed_by or ''}")
        self._let_work_go_on()

    def _apply(self):
        """The contract says what was agreed; what it said before is filed first."""
        contract = self.contract_id
        contract._ensure_first_version()
        contract.write(
            {"date_end": self.date_end, "terms": self.terms, "version": self.version}
        )
        self.line_ids._apply()
        contract.flush_recordset()
        self.instalment_ids._apply()
        self.supply_ids._apply()
        contract._refresh_collection()
        contract._after_move()

    def _on_signed(self):
        self.sudo().contract_id._file_version(
            amendment_id=self.id,
            document_id=self.document_id.id,
            document_hash=self.document_hash,
            signed_by=self.signed_by,
            date=self.date_effective,
        )

    def _let_work_go_on(self):
        """Ends the suspension that this amendment began, and no other."""
        amendment = self.sudo()
        if not amendment.has_stopped:
            return
        amendment.has_stopped = False
        if amendment.contract_id.state == "suspended":
            amendment.contract_id._restart_execution(self.name)

    def _after_decline(self, words):
        self._return_to_draft(self.env._("declined by %s", words))

    def _approval_contract(self):
        return self.contract_id

    def _approval_customer(self):
        return self.customer_id

    def _approval_amount(self):
        """The new amount in the company's currency, at the rate of the contract."""
        contract = self.contract_id
        return self.currency_id._convert(
            self.amount_after,
            self.company_id.currency_id,
            self.company_id,
            contract.date_signed or fields.Date.context_today(self),
        )

    def _approval_title(self):
        return self.env._(
            "Amendment %(amendment)s with %(customer)s",
            amendment=self.display_name,
            customer=self.customer_id.display_name,
        )

    def _log_step(self, step):
        self._log_event("amendment", description=f"{self.name}: {step}")
