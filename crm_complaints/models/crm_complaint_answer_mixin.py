# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import logging

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import format_date, split_every

from . import crm_compensation_queries as queries
from .crm_compensation_rules import OPEN_STATES
from .crm_complaint_turns import hold

_logger = logging.getLogger(__name__)


class CrmComplaintAnswerMixin(models.AbstractModel):
    """The life of an offer: offered, answered once, or ended without an answer."""

    _name = "crm.complaint.answer.mixin"
    _description = "Offer and Answer of a Compensation"

    state = fields.Selection(
        string="Status",
        selection=[
            ("proposed", "Proposed"),
            ("waiting", "Waiting for Approval"),
            ("offered", "Offered"),
            ("accepted", "Accepted"),
            ("refused", "Refused"),
            ("withdrawn", "Withdrawn"),
            ("expired", "Expired"),
            ("done", "Done"),
            ("cancelled", "Cancelled"),
        ],
        default="proposed",
        required=True,
        readonly=True,
        tracking=True,
        index=True,
    )
    date_offered = fields.Datetime(string="Offered on", readonly=True, copy=False)
    date_valid = fields.Date(
        string="Valid until",
        copy=False,
        help="Last day on which the customer may accept; empty: the company's usual "
        "number of days after the offer.",
    )
    date_answered = fields.Datetime(string="Answered on", readonly=True, copy=False)
    answered_by_id = fields.Many2one(
        comodel_name="res.partner", string="Answered by", readonly=True, copy=False
    )
    answer_reason = fields.Char(string="Answer", readonly=True, copy=False)

    def action_offer(self):
        """Offers all of them; each customer gets one message, whatever the number."""
        offered = self.browse()
        for offer in self:
            if offer._offer():
                offered |= offer
        offered._tell_offer()

    def action_record_accept(self):
        return self._ask_answer("accept")

    def action_record_refuse(self):
        return self._ask_answer("refuse")

    def action_withdraw(self):
        return self._ask_answer("withdraw")

    def _ask_answer(self, operation):
        action = self.complaint_id._ask_reason(operation)
        action["context"]["default_compensation_id"] = self.id
        return action

    def _offer(self):
        """Offers inside the user's limit and the budget, else asks for a yes.

        Returns whether the customer may answer now.
        """
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
        self._take_turn()
        self._check_amount()
        reasons = self._grant()
        if not reasons:
            self.sudo()._set_offered()
            return True
        self.sudo().state = "waiting"
        note = "\n".join(filter(None, [*reasons, self.note]))
        self._request_approval("compensation", amount=self.amount_company, note=note)
        return False

    def _set_offered(self):
        days = self.company_id.complaint_offer_days
        today = self._today()
        last = fields.Date.add(today, days=days) if days else False
        self.write(
            {
                "state": "offered",
                "date_offered": fields.Datetime.now(),
                "date_valid": self.date_valid or last,
            }
        )

    def _tell_offer(self):
        for complaint in self.sudo().complaint_id:
            complaint._send_template(
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
        offer = self.sudo()
        fellows = offer._fellows()
        (offer | fellows)._lock()
        self._check_state(("offered",))
        offer._check_in_time()
        offer._take_turn()
        offer._check_amount()
        offer.write({"state": "accepted", **self._answer_values(partner, reason)})
        fellows._drop("withdrawn", self.env._("%s was chosen", offer._amount_words()))
        offer._make_document()
        offer._tell_answer(self.env._("Accepted: %s", offer._amount_words()), partner)

    def _refuse(self, partner, reason=""):
        """The customer says no."""
        self._answer_no("refused", partner, reason)

    def _withdraw(self, partner, reason=""):
        """The company takes an unanswered offer back, or gives a return up."""
        self._answer_no("withdrawn", partner, reason)

    def _answer_no(self, state, partner, reason):
        self.ensure_one()
        self._lock()
        given_up = state == "withdrawn" and self.state == "accepted"
        if not given_up or self._document():
            self._check_state(("offered",))
        offer = self.sudo()
        offer.write({"state": state, **self._answer_values(partner, reason)})
        labels = dict(self._fields["state"]._description_selection(self.env))
        words = f"{labels[state]}: {offer._amount_words()}"
        offer._tell_answer(words, partner)

    def _fellows(self):
        """Open alternatives among which the customer chooses."""
        if not self.is_alternative:
            return self.browse()
        others = self.complaint_id.compensation_ids - self - self._origin
        return others.filtered(lambda o: o.is_alternative and o.state in OPEN_STATES)

    def _drop(self, state, reason):
        """Ends offers that nobody may accept any more; open questions end as well."""
        for offer in self.sudo():
            offer.write({"state": state, "answer_reason": reason})
            waiting = offer.approval_ids.filtered(lambda a: a.state == "pending")
            waiting._close("withdrawn")

    def _answer_values(self, partner, reason):
        return {
            "date_answered": fields.Datetime.now(),
            "answered_by_id": partner.id,
            "answer_reason": reason,
        }

    def _tell_answer(self, words, partner):
        document = self._document().display_name if self._document() else ""
        lines = [words, self.answer_reason, document]
        self.complaint_id.message_post(
            body=" · ".join(filter(None, lines)),
            author_id=partner.id,
            subtype_xmlid="mail.mt_note",
        )

    def _check_in_time(self):
        if self.date_valid and self.date_valid < self._today():
            raise UserError(
                self.env._(
                    "The offer of %(amount)s was valid until %(day)s. Please write to "
                    "us, so that it is offered again.",
                    amount=self._amount_words(),
                    day=format_date(self.env, self.date_valid),
                )
            )

    def _last_day_words(self):
        """The last day as the customer writes days."""
        lang = self.complaint_id.partner_id.lang or self.env.lang
        return format_date(self.env, self.date_valid, lang_code=lang)

    def _take_turn(self):
        """Who grants to the same customer at the same time waits and looks again."""
        self.env.execute_query(queries.take_turn("crm_customer", self.customer_id.ids))

    def _lock(self):
        """One winner when two people answer at once; the other reads what happened."""
        hold(self)
        self.invalidate_recordset()

    def _today(self):
        return self.env["crm.customer"]._today(self.company_id)

    @api.model
    def _expire(self, company, day, batch):
        """Ends what was not answered; returns whether there is time for more."""
        cron = self.env["ir.cron"]
        late = self.search(
            [
                ("company_id", "=", company.id),
                ("state", "=", "offered"),
                ("date_valid", "<", day),
            ]
        )
        for some in split_every(batch, late.ids, self.browse):
            for offer in some.try_lock_for_update():
                offer._expire_safely()
            if not cron._commit_progress(len(some), remaining=1):
                return False
        return True

    def _expire_safely(self):
        """One offer that cannot end does not keep the others open."""
        try:
            with self.env.cr.savepoint():
                self._drop("expired", self.env._("Not answered in time"))
                self.complaint_id.message_post(
                    body=self.env._("Offer expired: %s", self._amount_words()),
                    subtype_xmlid="mail.mt_note",
                )
        except Exception:
            _logger.exception("Complaints: offer %s cannot expire", self.id)

    @api.model
    def _cron_expire(self, today=None, batch=200):
        """Daily: offers and rights past their last day end; agents read it.

        Each company has its own day, and its faults to itself.
        """
        cron = self.env["ir.cron"]
        for company in self.env["res.company"].sudo().search(Domain.TRUE):
            day = today or self.env["crm.customer"]._today(company)
            with company._on_its_own("Complaints: rights to a discount"):
                self.env["crm.complaint.discount"]._expire(day, company)
            self.env["crm.complaint.budget"]._renew(day, company)
            if not self._expire(company, day, batch):
                return
        cron._commit_progress(remaining=0)
