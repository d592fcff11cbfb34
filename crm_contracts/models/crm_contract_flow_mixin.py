# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

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
    date_ended = fields.Date(string="Closed or Terminated", readonly=True, copy=False)
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

    def action_open_close(self):
        return self._open_step("close")

    def action_open_terminate(self):
        return self._open_step("terminate")

    def action_open_reopen(self):
        return self._open_step("reopen")

    def action_open_paper(self):
        return self._open_step("paper")

    def _open_step(self, step):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_contracts.crm_contract_step_action"
        )
        action["name"] = dict(
            self.env["crm.contract.step"]
            ._fields["step"]
            ._description_selection(self.env)
        )[step]
        action["context"] = {"default_contract_id": self.id, "default_step": step}
        return action

    def _submit(self):
        """Asks for approval; the plan must add up to the contract."""
        self.ensure_one()
        self.check_access("write")
        self._check_complete()
        self._move_to("approval")
        self._log_event("submitted")
        self._request_approval("contract", amount=self.amount_total_company)

    def _withdraw(self):
        """Back to draft before anybody signed: terms are open again, approval is gone.

        Nobody's earlier yes counts for changed terms: the way up starts again.
        """
        self.ensure_one()
        self.check_access("write")
        pending = self.sudo().approval_ids.filtered(lambda a: a.state == "pending")
        if pending:
            return pending.sudo(False).action_withdraw()
        self._move_to("draft")
        self._forget_sent_document()
        return self._log_event("withdrawn")

    def _on_approval_decided(self, approval):
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

    def _close(self, reason=""):
        """Everything was fulfilled. With money still open only a manager closes."""
        self.ensure_one()
        self.check_access("write")
        if self.currency_id.compare_amounts(self.amount_open, 0) > 0:
            self._check_manager(
                self.env._(
                    "%(contract)s still has %(amount)s to receive; collect it, or ask "
                    "a contract manager to close it.",
                    contract=self.display_name,
                    amount=self.currency_id.format(self.amount_open),
                )
            )
            self._check_reason(reason)
        if self.state != "closing":
            self._move_to("closing")
        self._end("closed", reason)

    def _terminate(self, reason):
        self.ensure_one()
        self._check_manager()
        self._check_reason(reason)
        self._end("terminated", reason)

    def _reopen(self, reason):
        """Takes back a closing that was wrong."""
        self.ensure_one()
        self._check_manager()
        self._check_reason(reason)
        self._move_to("effective", date_ended=False)
        self._log_event("reopened", description=reason)
        self._refresh_collection()

    def _end(self, state, reason):
        self._move_to(
            state, date_ended=self.env["crm.customer"]._today(self.company_id)
        )
        self._log_event(state, description=reason)
        self._refresh_collection()

    def _move_to(self, state, **stamps):
        """The only mover of the state: under a row lock, along STATES."""
        self.ensure_one()
        self.lock_for_update()
        self.invalidate_recordset(["state"])
        if state not in STATES[self.state].follows:
            labels = dict(self._fields["state"]._description_selection(self.env))
            raise UserError(
                self.env._(
                    "%(contract)s is in the state “%(now)s”; from there it does not "
                    "become “%(wanted)s”.",
                    contract=self.display_name,
                    now=labels[self.state],
                    wanted=labels[state],
                )
            )
        self.sudo().write({"state": state, **stamps})
        self.env["crm.customer"]._touch(self.partner_id, self.company_id)

    def _check_state(self, states):
        labels = dict(self._fields["state"]._description_selection(self.env))
        for contract in self.filtered(lambda c: c.state not in states):
            raise UserError(
                self.env._(
                    "%(contract)s is in the state “%(now)s”; this is done in the "
                    "state “%(wanted)s”.",
                    contract=contract.display_name,
                    now=labels[contract.state],
                    wanted=" / ".join(labels[state] for state in states),
                )
            )

    def _check_complete(self):
        """A contract that is submitted has an amount and a plan that adds up to it."""
        if self.currency_id.compare_amounts(self.amount_total, 0) <= 0:
            raise UserError(
                self.env._("%s: add subject lines with a price.", self.display_name)
            )
        planned = sum(self.instalment_ids.mapped("amount"))
        if self.currency_id.compare_amounts(planned, self.amount_total):
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

    @api.model
    def _check_manager(self, message=""):
        if not self.env.user.has_group("crm_contracts.crm_contracts_group_manager"):
            raise AccessError(
                message
                or self.env._("Only a contract manager may do this; ask one of them.")
            )
        self.check_access("write")

    @api.model
    def _check_reason(self, reason):
        if not (reason or "").strip():
            raise UserError(self.env._("Give a reason; it stays in the event log."))

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
