# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, RedirectWarning, UserError

from .crm_credit_rules import hold_reasons


class CrmCreditDocumentMixin(models.AbstractModel):
    """Documents that take credit: orders, deliveries, invoices.

    A document is checked after it has moved, in the transaction that moves it, so its
    own amount is in the figures once, by whatever door it came. A heir says which
    fields move it, calls ``_check_credit`` and describes itself by the hooks below.
    """

    _name = "crm.credit.document.mixin"
    _description = "Documents that Take Credit"
    _inherit = ["crm.credit.advice.mixin"]

    _credit_checkpoint = None

    credit_hold_message = fields.Text(
        string="Held by Credit", compute="_compute_credit_hold_message"
    )
    credit_can_ask = fields.Boolean(
        string="May Be Released", compute="_compute_credit_hold_message"
    )

    def _compute_credit_hold_message(self):
        """Tells on the form what would happen; a heir says what it depends on."""
        for document in self:
            holds = []
            if document._is_before_credit():
                holds = document._credit_hold_now()
            message = document._credit_message(holds) if holds else False
            document.credit_hold_message = message
            document.credit_can_ask = (
                bool(holds) and document._credit_hold_policy() != "block"
            )

    def action_ask_credit_release(self):
        """Opens the dialog in which a release is asked for."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_contracts.crm_credit_release_ask_action"
        )
        action["context"] = self._credit_ask_context()
        return action

    def _credit_partner(self):
        """The commercial partner who will owe the money."""
        return self.partner_id.commercial_partner_id

    def _credit_amount(self):
        """Amount of the document in its company's currency, taxes included."""
        return 0.0

    def _credit_money_first(self):
        """Whether goods leave only after their money has come."""
        return False

    def _is_before_credit(self):
        """Whether the document is still to ask for credit."""
        return False

    def _credit_hold_policy(self):
        return self.company_id._setting(f"crm_credit_hold_{self._credit_checkpoint}")

    def _is_credit_checked(self):
        return self._credit_hold_policy() not in (False, "off")

    def _credit_as_moved(self, standing):
        """The figures as they will be once the document has gone on."""
        return standing

    def _check_credit(self):
        """Refuses the documents that credit holds, all of them in one message."""
        held = []
        for company, documents in self.grouped("company_id").items():
            partners = self.env["res.partner"].union(
                *(document._credit_partner() for document in documents)
            )
            found = self.env["crm.customer"]._credit_standings(
                company, partners, lock=True
            )
            for document in documents:
                standings = found.get(document._credit_partner().id, [])
                holds = document._credit_holds(standings)
                if holds and not document._goes_on_held(holds):
                    held.append((document, holds))
        if held:
            self._refuse_credit(held)

    def _goes_on_held(self, holds):
        """Whether a held document goes on: with a warning, or with its release."""
        policy = self._credit_hold_policy()
        if policy == "warn":
            message = self._credit_message(holds)
            self._log_credit(self.env._("Credit warning: %s", message))
            return True
        if policy == "block":
            return False
        today = self.env["crm.customer"]._today(self.company_id)
        releases = self.env["crm.credit.release"].sudo()
        release = releases._take(self, self._credit_amount(), today)
        if release:
            self._log_credit(
                self.env._(
                    "Credit release used, which was given until %s.",
                    fields.Date.to_string(release.date_until),
                )
            )
        return bool(release)

    def _credit_holds(self, standings):
        """[(Standing, reasons)] that hold this document."""
        policy = self.company_id._credit_policy()
        only_money = not self._is_credit_checked()
        holds = []
        for standing in standings:
            first = standing.scope == "customer" and (
                self._credit_money_first() or standing.is_prepaid
            )
            first = first and self._credit_checkpoint == "delivery"
            reasons = hold_reasons(standing, policy, first)
            if "overdue" in reasons:
                standing = self._without_disputes(standing)
                reasons = hold_reasons(standing, policy, first)
            if only_money:
                reasons = [name for name in reasons if name == "money"]
            if reasons:
                holds.append((standing, reasons))
        return holds

    def _without_disputes(self, standing):
        """An invoice disputed in full is not overdue while the dispute lasts."""
        moves = self.env["account.move"].sudo().browse(row[0] for row in standing.items)
        amounts = moves._disputed_amounts()
        disputed = moves.filtered(
            lambda move: move.id in amounts and amounts[move.id] >= move.amount_residual
        ).ids
        if not disputed:
            return standing
        items = [row for row in standing.items if row[0] not in disputed]
        gone = sum(row[2] for row in standing.items if row[0] in disputed)
        overdue = max(standing.overdue_amount - gone, 0.0) if items else 0.0
        days = max((row[3] for row in items), default=0) if overdue else 0
        return standing._replace(items=items, overdue_amount=overdue, overdue_days=days)

    def _credit_hold_now(self):
        """What would hold the document if it went on now, or nothing."""
        self.ensure_one()
        partner = self._credit_partner()
        if not self.company_id or not partner:
            return []
        found = self.env["crm.customer"]._credit_standings(self.company_id, partner)
        standings = found.get(partner.id, [])
        return self._credit_holds([self._credit_as_moved(row) for row in standings])

    @api.model
    def _check_not_typed(self, vals, names):
        """Amounts that credit is asked for are computed, never sent along."""
        if not self.env.su and names & vals.keys():
            raise AccessError(
                self.env._(
                    "%s: worked out from the lines, never typed.",
                    ", ".join(sorted(names & vals.keys())),
                )
            )

    def _refuse_credit(self, held):
        """Raises for held documents; one that may be released offers the way out.

        held: [(document, holds)]
        """
        if self.env.user.share:
            raise UserError(
                self.env._(
                    "This order cannot be confirmed at the moment. Please contact us."
                )
            )
        text = "\n\n".join(document._credit_message(holds) for document, holds in held)
        document = held[0][0]
        if len(held) > 1 or document._credit_hold_policy() == "block":
            raise UserError(text)
        raise RedirectWarning(
            text,
            self.env.ref("crm_contracts.crm_credit_release_ask_action").id,
            self.env._("Ask for a release"),
            document._credit_ask_context(),
        )

    def _credit_ask_context(self):
        return {"default_res_model": self._name, "default_res_id": self.id}

    def _ask_release(self, reason, date_until):
        """Asks the approvers to let this one document go; returns the release."""
        self.ensure_one()
        self.check_access("write")
        holds = self._check_releasable(reason, date_until)
        customer = self.env["crm.customer"]._ensure_accounts(
            self._credit_partner(), self.company_id
        )
        release = (
            self.env["crm.credit.release"]
            .sudo()
            .create(
                {
                    "customer_id": customer.id,
                    "checkpoint": self._credit_checkpoint,
                    "document": self.display_name,
                    "res_model": self._name,
                    "res_id": self.id,
                    "amount": self._credit_amount(),
                    "hold_message": self.sudo()._credit_message(holds),
                    "reason": reason,
                    "date_until": date_until,
                }
            )
        )
        release._request_approval(
            "credit_release", amount=release.amount, note=release.hold_message
        )
        self._log_credit(self.env._("A credit release was asked for: %s", reason))
        return release

    def _check_releasable(self, reason, date_until):
        if not (reason or "").strip():
            raise UserError(
                self.env._(
                    "Say why %s should go; the approver reads it.", self.display_name
                )
            )
        if self._credit_hold_policy() == "block":
            raise AccessError(
                self.env._(
                    "The company does not release what credit holds. Have a limit "
                    "decided under Contracts › Credit › Limits, or collect first."
                )
            )
        if date_until < fields.Date.context_today(self):
            raise UserError(self.env._("The release would be over already."))
        self._check_unasked()
        holds = self._credit_hold_now()
        if not holds:
            raise UserError(
                self.env._("Credit does not hold %s; go on.", self.display_name)
            )
        return holds

    def _check_unasked(self):
        waiting = (
            self.env["crm.credit.release"]
            .sudo()
            .search_count(
                [
                    ("res_model", "=", self._name),
                    ("res_id", "=", self.id),
                    ("state", "in", ("asked", "approved")),
                    ("date_until", ">=", fields.Date.context_today(self)),
                    ("amount", ">=", self._credit_amount()),
                ],
                limit=1,
            )
        )
        if waiting:
            raise UserError(
                self.env._(
                    "A release of %s was asked for already; see Contracts › Credit › "
                    "Releases.",
                    self.display_name,
                )
            )

    def _log_release(self, release):
        until = fields.Date.to_string(release.date_until)
        if release.state == "approved":
            text = self.env._("Credit release approved: go on until %s.", until)
        else:
            text = self.env._("Credit release refused.")
        self._log_credit(text)

    def _log_credit(self, text):
        self.sudo()._message_log_batch(bodies={record.id: text for record in self})
