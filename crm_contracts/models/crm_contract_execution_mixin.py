# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from .crm_contract_states import EXECUTING

# contracts for a period: after its last day nothing new is ordered under them
PERIOD_TYPES = ("frame", "service")


class CrmContractExecutionMixin(models.AbstractModel):
    """Whether a contract may be worked on, and stopping and resuming of the work."""

    _name = "crm.contract.execution.mixin"
    _description = "Execution of Contracts"

    date_suspended = fields.Date(string="Suspended since", readonly=True, copy=False)
    suspend_reason = fields.Char(
        string="Why Suspended",
        readonly=True,
        copy=False,
        groups="base.group_user",
    )

    def action_open_suspend(self):
        return self._open_step("suspend")

    def action_open_resume(self):
        return self._open_step("resume")

    def _check_executable(self, today=None):
        """Raises UserError unless each contract may be worked on; runs no query.

        Called before anything is ordered, delivered or settled under a contract. The
        contract is effective, and when it is made for a period, that is not over.
        today: day that counts, the company's by default
        """
        for contract in self:
            if contract.state not in EXECUTING:
                contract._raise_not_executable()
            if contract.contract_type not in PERIOD_TYPES or not contract.date_end:
                continue
            day = today or self.env["crm.customer"]._today(contract.company_id)
            if contract.date_end < day:
                raise UserError(
                    self.env._(
                        "%(contract)s ended on %(day)s: nothing is ordered or "
                        "delivered under it any more. Renew it, or agree on a later "
                        "last day in an amendment.",
                        contract=contract.display_name,
                        day=format_date(self.env, contract.date_end),
                    )
                )

    def _raise_not_executable(self):
        """The state, and what has to happen before the contract is worked on."""
        labels = dict(self._fields["state"]._description_selection(self.env))
        raise UserError(
            self.env._(
                "%(contract)s is in the state “%(state)s”: only an effective contract "
                "is ordered, delivered and settled. %(way)s",
                contract=self.display_name,
                state=labels[self.state],
                way=self._way_to_effect(),
            )
        )

    def _way_to_effect(self):
        """What the reader can do, by the state the contract is in."""
        if self.state == "suspended":
            day = format_date(self.env, self.date_suspended)
            if self.env.user.share:
                return self.env._("It was suspended on %s; please ask us.", day)
            return self.env._(
                "It was suspended on %(day)s (%(reason)s); resume it first.",
                day=day,
                reason=self.sudo().suspend_reason,
            )
        ways = {
            "draft": self.env._("Submit it for approval, then let the customer sign."),
            "review": self.env._("Its review has to be finished first."),
            "approval": self.env._("It waits for its approval."),
            "approved": self.env._("Send it to the customer for signature."),
            "signing": self.env._("It waits for the customer's signature."),
            "closing": self.env._("Take the closing back, or use a new contract."),
            "closed": self.env._("Take the closing back, or use a new contract."),
        }
        return ways.get(self.state) or self.env._("Make a new contract.")

    def _suspend(self, reason):
        """Work stops, money that is due stays due; managers only."""
        self.ensure_one()
        self._check_manager()
        self._check_reason(reason)
        self._stop_execution(reason)

    def _stop_execution(self, reason):
        self._move_to(
            "suspended",
            date_suspended=self.env["crm.customer"]._today(self.company_id),
            suspend_reason=reason,
        )
        self._log_event("suspended", description=reason)

    def _resume(self, reason=""):
        self.ensure_one()
        self._check_manager()
        self._check_state(("suspended",))
        self._restart_execution(reason)

    def _restart_execution(self, reason):
        self._move_to("effective", date_suspended=False, suspend_reason=False)
        self._log_event("resumed", description=reason)
