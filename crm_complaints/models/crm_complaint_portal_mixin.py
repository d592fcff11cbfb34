# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import plaintext2html

from .crm_complaint_confirmation_mixin import SOLVED_KINDS, UNANSWERED
from .crm_complaint_turns import hold


class CrmComplaintPortalMixin(models.AbstractModel):
    """What a customer may see and do in the portal by himself."""

    _name = "crm.complaint.portal.mixin"
    _description = "Portal of a Complaint"

    is_customer_escalated = fields.Boolean(
        string="Escalated by the Customer", readonly=True, copy=False
    )
    date_customer_escalated = fields.Datetime(
        string="Escalated by the Customer on", readonly=True, copy=False
    )

    @api.model
    def _portal_domain(self, user):
        """Complaints that a portal user sees: the company's or his own, by setting;
        of confidential ones always his own only."""
        partner = user.partner_id
        company = partner.commercial_partner_id
        whole = Domain("partner_id", "child_of", company.id) & (
            Domain("is_confidential", "=", False)
            | Domain("partner_id", "=", partner.id)
        )
        if partner == company:
            return whole
        return whole & (
            Domain("company_id.complaint_portal_scope", "=", "company")
            | Domain("partner_id", "=", partner.id)
        )

    @api.model
    def _waiting_for_customer_domain(self):
        """Asked back, offered, to be signed, or solved and asked whether it is."""
        asked = Domain("kind", "in", SOLVED_KINDS) | Domain(
            "confirmation", "=", "asked"
        )
        return (
            Domain("phase", "=", "waiting")
            | Domain("compensation_ids.state", "=", "offered")
            | Domain("service_ids.state", "=", "done")
            | Domain("phase", "=", "solved")
            & Domain("confirmation", "in", UNANSWERED)
            & asked
        )

    def _is_visible_to_portal(self, user):
        """The same question about one complaint (superuser), without a query."""
        partner = user.partner_id
        company = partner.commercial_partner_id
        if self.partner_id.commercial_partner_id != company:
            return False
        if self.is_confidential:
            return partner == self.partner_id
        whole = self.company_id.complaint_portal_scope == "company"
        return whole or partner in (company, self.partner_id)

    def _may_customer_escalate(self, now=None):
        """Open, and not escalated in the last days."""
        now = now or fields.Datetime.now()
        last = self.date_customer_escalated
        days = timedelta(days=self.company_id.complaint_escalate_days)
        return self.is_open and not (last and now - last < days)

    def _customer_escalates(self, reason, partner=None):
        """The customer asks for somebody higher; the team leader is called at once."""
        self.ensure_one()
        hold(self)
        self.invalidate_recordset(["date_customer_escalated"])
        reason = self._checked_reason(reason)
        if not self._may_customer_escalate():
            raise UserError(
                self.env._(
                    "%s is already escalated or done; write a message instead.",
                    self.name,
                )
            )
        self.sudo().write(
            {
                "is_customer_escalated": True,
                "date_customer_escalated": fields.Datetime.now(),
            }
        )
        title = self.env._("%s: the customer escalates", self.name)
        self.sudo()._climb_by_hand(reason, "customer")
        self._customer_says(title, reason, partner)

    def _may_customer_reopen(self, now=None):
        """Solved or closed, and the days to reopen are not over."""
        days = timedelta(days=self.company_id.complaint_reopen_days)
        solved = self.date_solved
        if self.phase not in ("solved", "closed") or not solved or not days:
            return False
        return (now or fields.Datetime.now()) - solved <= days

    def _customer_reopens(self, reason, partner=None):
        """The customer is not satisfied: work goes on, the clock too."""
        self.ensure_one()
        hold(self)
        self.invalidate_recordset(["phase", "stage_id", "date_solved"])
        reason = self._checked_reason(reason)
        if not self._may_customer_reopen():
            raise UserError(
                self.env._(
                    "%s can no longer be reopened; please file a new one and name "
                    "this number.",
                    self.name,
                )
            )
        title = self.env._("%s: reopened by the customer", self.name)
        self._take_up_again(title, reason, partner)

    def _take_up_again(self, title, reason, partner=None):
        """Opened first, so that what he says waits for an answer of its own; said
        once, on his page, and kept as the reason of the reopening."""
        again = self.sudo().with_context(crm_reason_is_said=True)
        again._enter_stage(self.env["crm.complaint.stage"]._first("work"), reason)
        self._customer_says(title, reason, partner)
        self._call_leader(reason)

    def _pages_in_mail(self):
        """A merged complaint leads to the one that goes on, if he may read it."""
        return super()._pages_in_mail() | self._goes_on_as()

    def _goes_on_as(self):
        """The case in which this one ended, for who reads the page of this one."""
        winner = self.merged_into_id
        return winner if self._is_shared_with(winner) else winner.browse()

    def _is_shared_with(self, other):
        """Whether who reads this complaint in the portal may read the other: of one
        customer, and of one contact where each sees his own only, or where the
        other is confidential (superuser)."""
        if not other or other.customer_id != self.customer_id:
            return False
        scope = other.company_id.complaint_portal_scope
        whole = scope == "company" and not other.is_confidential
        return whole or other.partner_id == self.partner_id

    def _portal_steps(self):
        """[(step, label, explanation)] that the customer may take now."""
        steps = []
        if self._may_customer_escalate():
            words = self._words_before_call()
            steps.append(("escalate", self.env._("Escalate"), words))
        if self._may_customer_reopen():
            words = self.env._("Is something left to say? It is taken up again.")
            if self._asks_whether_solved():
                words = self.env._("Not solved for you? Work on it goes on.")
            steps.append(("reopen", self.env._("Reopen"), words))
        return steps

    def _words_before_call(self):
        """What the customer's click does, as he reads it: at once, or when the team
        works again."""
        later = self.sudo()._when_to_call({"kind": "customer"})
        if not later:
            return self.env._("The head of the team is called at once.")
        return self.env._(
            "The head of the team is called on %s, when we work again.",
            self._customer_words(later),
        )

    def _words_of_customers_call(self):
        """What became of it: nobody is called for what is over by then."""
        complaint = self.sudo()
        waits = "customer" in complaint.waiting_call_ids.mapped("kind")
        if not complaint.is_open:
            return self.env._("You asked for somebody higher.")
        if waits and complaint.date_call:
            return self.env._(
                "You asked for somebody higher; the head of the team is called on %s.",
                self._customer_words(complaint.date_call),
            )
        return self.env._(
            "You asked for somebody higher; the head of the team was called."
        )

    def _checked_reason(self, reason):
        reason = (reason or "").strip()[:2000]
        if len(reason) < 10:
            raise UserError(self.env._("Please tell us in a sentence why."))
        return reason

    def _customer_says(self, title, reason, partner):
        self.sudo().message_post(
            body=plaintext2html(f"{title}\n{reason}"),
            author_id=(partner or self.partner_id).id,
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
        )

    def _call_leader(self, reason):
        complaint = self.sudo()
        leader = complaint.team_id.user_id.filtered("active")
        agent = complaint.user_id.filtered("active")
        people = leader or agent or complaint._managers()
        if people:
            complaint._call_without_level("reopened", people, reason)
