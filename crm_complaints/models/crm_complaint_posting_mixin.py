# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError

from .crm_complaint_readers import told_to

TO_POST = "crm_complaints.mail_activity_type_post"


class CrmComplaintPostingMixin(models.AbstractModel):
    """Credit notes are posted at once, or left to accounting as drafts: then the
    customer has accepted, the draft is the only document, and posting it is the end.
    """

    _name = "crm.complaint.posting.mixin"
    _description = "Posting of a Compensation"

    is_to_be_posted = fields.Boolean(
        string="Accounting Posts It",
        compute="_compute_is_to_be_posted",
        compute_sudo=True,
        help="The customer accepted, and the credit note is a draft.",
    )

    @api.depends("state", "move_id.state")
    def _compute_is_to_be_posted(self):
        for offer in self:
            is_draft = offer.move_id.state == "draft"
            offer.is_to_be_posted = is_draft and offer.state == "accepted"

    def _is_left_to_accounting(self):
        return self.company_id.complaint_credit_note_state == "draft"

    def _book_credit_note(self, values):
        """Creates the one credit note; tells whether it is posted."""
        moves = self.env["account.move"].with_company(self.company_id)
        journal = self.env["account.journal"].browse(values["journal_id"])
        self._check_journal(journal)
        move = moves.create(values)
        self._settle_cents(move)
        if self._is_left_to_accounting():
            self.move_id = move
            self._ask_to_post()
            return False
        move.action_post()
        self.move_id = move
        return True

    def _ask_to_post(self):
        company, complaint = self.company_id, self.complaint_id
        accountant = company.complaint_accountant_id or company.complaint_refund_user_id
        person = accountant or complaint.user_id or self.user_id
        self.move_id.activity_schedule(
            TO_POST,
            summary=told_to(self, person).env._(
                "Post the credit note of %(amount)s for %(complaint)s",
                amount=self._amount_words(),
                complaint=complaint.name,
            ),
            user_id=person.id,
        )
        complaint._message_log(
            author_id=self.env.ref("base.partner_root").id,
            body=self.env._(
                "The credit note of %(amount)s is a draft; %(person)s posts it.",
                amount=self._amount_words(),
                person=accountant.name or self.env._("accounting"),
            ),
        )

    def _draft_posted(self):
        """Accounting posted what was left to it; money back is to be paid now, and
        the customer hears of it the first time."""
        for offer in self:
            asked = offer.move_id.activity_search([TO_POST])
            is_first = not offer.date_done
            offer._set_done()
            if is_first:
                offer._tell_carried_out()
            if asked:
                asked.action_feedback()
                if offer.kind == "refund":
                    offer._ask_to_pay_back()

    def _check_posted_amount(self):
        """The customer gets what he accepted, no less and no more."""
        for offer in self.filtered(lambda offer: offer.state == "accepted"):
            move = offer.move_id
            is_same = move.currency_id == offer.currency_id
            if is_same and not move.currency_id.compare_amounts(
                move.amount_total, offer.amount
            ):
                continue
            raise UserError(
                self.env._(
                    "%(document)s comes to %(amount)s, but for %(complaint)s the "
                    "customer accepted %(accepted)s. Put the amount right, or cancel "
                    "the draft: then the agent takes the compensation back and offers "
                    "the other amount.",
                    document=move.display_name,
                    amount=move.currency_id.format(move.amount_total),
                    complaint=offer.complaint_id.name,
                    accepted=offer.currency_id.format(offer.amount),
                )
            )

    def _booked_by_drafts(self):
        """Those whose document was never posted yet."""
        return self.filtered(
            lambda offer: offer.state == "accepted" and not offer.move_id.posted_before
        )

    def _draft_gone(self):
        """The draft was cancelled or deleted: the customer's yes is kept, and the agent
        books it again."""
        for offer in self:
            document = offer.move_id.display_name
            offer.move_id = False
            words = told_to(offer, offer._who_books()).env
            offer._call_agent(
                words._(
                    "%(document)s was taken away before it was posted. Book it again "
                    "with “Book It Now”, or take the compensation back.",
                    document=document,
                )
            )

    def _check_journal(self, journal):
        """An archived journal or a closed day is told with the way out."""
        if not journal.active:
            raise UserError(
                self.env._(
                    "The journal %s is archived. Ask accounting to take it back from "
                    "the archive.",
                    journal.display_name,
                )
            )
        if self._is_left_to_accounting():
            return  # accounting chooses the day
        today = fields.Date.context_today(self)
        locks = self.company_id._get_violated_lock_dates(today, True, journal)
        if locks:
            raise UserError(
                self.env._(
                    "The books of %(company)s are closed until %(day)s. Ask accounting "
                    "to open today, or let credit notes of compensations be left as "
                    "drafts (settings of complaints).",
                    company=self.company_id.name,
                    day=fields.Date.to_string(max(lock[0] for lock in locks)),
                )
            )
