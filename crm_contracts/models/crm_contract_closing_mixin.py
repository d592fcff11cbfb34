# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from typing import NamedTuple

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_amount

from .crm_contract_states import RUNNING


class Finding(NamedTuple):
    """What is still open when a contract is closed.

    text: one line for the reader; blocks: nobody closes before it is done, whereas
    the other findings may be waived by a manager with a reason
    """

    text: str
    blocks: bool = False


class CrmContractClosingMixin(models.AbstractModel):
    """The end of a contract: what is open, closing, taking it back, terminating."""

    _name = "crm.contract.closing.mixin"
    _description = "Closing of Contracts"

    date_ended = fields.Date(string="Closed or Terminated", readonly=True, copy=False)

    def write(self, vals):
        if vals.get("active") is False and not self.env.su:
            self._check_archivable()
        return super().write(vals)

    def action_open_close(self):
        return self._open_step("close")

    def action_open_terminate(self):
        return self._open_step("terminate")

    def action_open_reopen(self):
        return self._open_step("reopen")

    def _check_archivable(self):
        """What is running, or asks somebody for an answer, stays in lists and sums."""
        self._check_state(("draft", "closed", "terminated"))

    def _start_closing(self, reason=""):
        """Nothing new is ordered; what is under way is delivered, invoiced, paid."""
        self.ensure_one()
        self.check_access("write")
        self._move_to("closing")
        self._log_event("closing", description=reason)

    def _close(self, reason=""):
        """Everything was fulfilled; supplements settle with their main contract.

        What blocks has to be done first. What else is open may be waived by a manager
        who gives a reason.
        """
        self.ensure_one()
        self.check_access("write")
        self._check_state(RUNNING)
        findings = self._family_findings()
        self._check_no_blocks([finding for finding in findings if finding.blocks])
        if findings:
            self._check_manager(
                self.env._(
                    "%(contract)s is not finished:\n%(findings)s\nSettle this, or ask "
                    "a contract manager to close it.",
                    contract=self.display_name,
                    findings=self._describe_findings(findings),
                )
            )
            self._check_reason(reason)
        for contract in self._family():
            if contract.state != "closing":
                contract._move_to("closing")
            contract._end("closed", reason)

    def _terminate(self, reason):
        """Ends it early, with its supplements; what was open is void."""
        self.ensure_one()
        self._check_manager()
        self._check_reason(reason)
        for contract in self._family():
            contract._stop_amendments(reason)
            contract._end("terminated", reason)

    def _reopen(self, reason):
        """Takes back a closing that was wrong, with the supplements closed by it."""
        self.ensure_one()
        self._check_manager()
        self._check_reason(reason)
        self._check_main_open()
        ended = self.date_ended
        for contract in self | self.sudo().supplement_ids.filtered(
            lambda c: c.state == "closed" and c.date_ended == ended
        ):
            contract._move_to("effective", date_ended=False)
            contract._log_event("reopened", description=reason)
            contract._refresh_collection()

    def _end(self, state, reason):
        self._move_to(
            state, date_ended=self.env["crm.customer"]._today(self.company_id)
        )
        self._log_event(state, description=reason)
        self._refresh_collection()

    def _family(self):
        """The contract and its supplements that are still running."""
        running = self.sudo().supplement_ids.filtered(lambda c: c.state in RUNNING)
        return self | running.sudo(self.env.su)

    def _family_findings(self):
        findings = self._closing_findings()
        main = self.sudo().parent_id
        if main.state in RUNNING:
            findings.append(
                Finding(
                    self.env._(
                        "it settles with its main contract %s; close that one",
                        main.name,
                    ),
                    blocks=True,
                )
            )
        for supplement in self._family() - self:
            findings += [
                finding._replace(text=f"{supplement.name}: {finding.text}")
                for finding in supplement._closing_findings()
            ]
        return findings

    def _closing_findings(self):
        """What is open of this contract, as a list of Finding; topics add theirs."""
        self.ensure_one()
        contract = self.sudo()
        return [
            *contract._find_pending(),
            *contract._find_drafts(),
            *contract._find_deliveries(),
            *contract._find_duties(),
            *contract._find_side_documents(),
            *contract._find_money(),
        ]

    def _find_pending(self):
        """Decisions that somebody still has to take block the closing."""
        findings = []
        waiting = self.supplement_ids.filtered(
            lambda c: c.state in ("review", "approval", "approved", "signing")
        )
        for document in [*self.amendment_ids.filtered("is_open"), *waiting]:
            findings.append(
                Finding(
                    self.env._("%s is not decided", document.display_name), blocks=True
                )
            )
        return findings

    def _find_drafts(self):
        """Drafts would become documents of a closed contract: they block."""
        names = self.order_ids.filtered(lambda o: o.state in ("draft", "sent"))
        moves = self.invoice_ids.filtered(lambda m: m.state == "draft")
        findings = []
        if names:
            findings.append(
                Finding(
                    self.env._("quotations: %s", ", ".join(names.mapped("name"))),
                    blocks=True,
                )
            )
        if moves:
            labels = ", ".join(moves.mapped("display_name"))
            findings.append(Finding(self.env._("draft invoices: %s", labels), True))
        return findings + self._find_draft_settlements()

    def _find_draft_settlements(self):
        drafts = self.settlement_ids.filtered(lambda s: s.state == "draft")
        if not drafts:
            return []
        labels = ", ".join(drafts.mapped("display_name"))
        return [Finding(self.env._("draft settlements: %s", labels), blocks=True)]

    def _find_deliveries(self):
        """Ordered and not delivered; delivered goods that no invoice asks for."""
        lines = self.order_ids.order_line.filtered(
            lambda line: line.state == "sale" and not line.display_type
        )
        findings = []
        late = lines.filtered(lambda line: line.qty_delivered < line.product_uom_qty)
        if late:
            names = ", ".join(sorted(set(late.order_id.mapped("name"))))
            findings.append(Finding(self.env._("not delivered in full: %s", names)))
        missing = self.amount_ordered - self.amount_invoiced
        if lines and self.currency_id.compare_amounts(missing, 0) > 0:
            findings.append(
                Finding(self.env._("%s ordered and not invoiced", self._money(missing)))
            )
        if lines and self.contract_type != "frame":
            rest = self.line_ids.filtered(lambda line: line.qty_ordered < line.quantity)
            if rest:
                names = ", ".join(rest.mapped("description"))
                findings.append(Finding(self.env._("not ordered in full: %s", names)))
        return findings

    def _find_duties(self):
        """What a party still has to do, on time or not."""
        duties = self.obligation_ids.filtered(lambda o: o.state in ("waiting", "due"))
        if not duties:
            return []
        return [Finding(self.env._("duties: %s", ", ".join(duties.mapped("name"))))]

    def _find_side_documents(self):
        """Penalties and rebates nobody decided on, and what the customer disputes."""
        findings = []
        penalties = self.penalty_ids.filtered(lambda p: p.state == "open")
        rebates = self.rebate_run_ids.filtered(lambda r: r.state == "open")
        disputed = self.invoice_ids.filtered("is_disputed")
        if penalties:
            amount = self._money(sum(penalties.mapped("amount")))
            findings.append(Finding(self.env._("penalties of %s to decide", amount)))
        if rebates:
            amount = self._money(sum(rebates.mapped("amount")))
            findings.append(Finding(self.env._("rebates of %s to credit", amount)))
        if disputed:
            names = ", ".join(disputed.mapped("name"))
            findings.append(Finding(self.env._("disputed: %s", names)))
        return findings

    def _find_money(self):
        if self.currency_id.compare_amounts(self.amount_open, 0) <= 0:
            return []
        amount = self._money(self.amount_open)
        if self.contract_type == "purchase":
            return [Finding(self.env._("%s to pay", amount))]
        return [Finding(self.env._("%s to receive", amount))]

    def _money(self, amount):
        return format_amount(self.env, amount, self.currency_id)

    def _check_no_blocks(self, findings):
        if findings:
            raise UserError(
                self.env._(
                    "%(contract)s cannot be closed yet:\n%(findings)s\nFinish or "
                    "cancel this first.",
                    contract=self.display_name,
                    findings=self._describe_findings(findings),
                )
            )

    @api.model
    def _describe_findings(self, findings):
        return "\n".join(f"• {finding.text}" for finding in findings)
