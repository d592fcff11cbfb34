# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import email_normalize
from odoo.tools.mail import email_normalize_all

# The promises that an answer to the customer fulfils.
ANSWERED = ("acknowledge", "response", "next_response")


class CrmComplaintReachMixin(models.AbstractModel):
    """Whether the company's words reach the customer: an answer that nobody received
    is none."""

    _name = "crm.complaint.reach.mixin"
    _description = "Reaching the Customer of a Complaint"

    is_reached_in_writing = fields.Boolean(
        compute="_compute_is_reached_in_writing",
        help="The customer has a mail address or a log-in of the portal.",
    )

    @api.depends("partner_id", "email_from")
    def _compute_is_reached_in_writing(self):
        for complaint in self:
            partner = complaint.sudo().partner_id
            complaint.is_reached_in_writing = bool(
                email_normalize(complaint.email_from or "")
                or partner.email_normalized
                or complaint._has_log_in()
            )

    def action_answer_by_phone(self):
        return self._ask_reason("answer_by_phone")

    def _has_log_in(self):
        """Whether the contact reads the conversation on his page of the portal."""
        users = self.sudo().partner_id.user_ids
        return any(user._is_portal() for user in users.filtered("active"))

    def _reaches_customers_side(self, message):
        """Whether a message comes before the customer's eyes, by Odoo's own data.

        It does when it is mailed to somebody of the customer's company: those whom
        Odoo notifies (chosen recipients, followers of the message's kind, addresses
        typed by hand), and those who were in To or Cc of a colleague's own mail. It
        does as well when the contact has a log-in of the portal, whose page shows it.
        Colleagues, suppliers and people without a mail address do not count.
        """
        if self._has_log_in():
            return True
        told = self._notify_get_recipients(message)
        addresses = {person["email_normalized"] for person in told if person["share"]}
        addresses |= set(
            email_normalize_all(
                f"{message.incoming_email_to or ''},{message.incoming_email_cc or ''}"
            )
        )
        return self._is_of_customer(addresses - {False, None})

    def _is_of_customer(self, addresses):
        """Whether one of these mail addresses belongs to the customer's side."""
        if not addresses:
            return False
        own = {email_normalize(self.email_from or ""), self.partner_id.email_normalized}
        company = self.partner_id.commercial_partner_id
        return bool(own & addresses) or bool(
            self.env["res.partner"].search_count(
                Domain("email_normalized", "in", list(addresses))
                & Domain("commercial_partner_id", "=", company.id)
                & Domain("partner_share", "=", True),
                limit=1,
            )
        )

    def _is_call(self, message):
        """A call that a colleague marked as done, to a customer without an address."""
        return (
            message.mail_activity_type_id.category == "phonecall"
            and self._is_colleague(message.author_id)
            and not self.is_reached_in_writing
        )

    def _told_by_mouth(self):
        """A colleague spoke with a customer whom no message reaches: that answers."""
        now = fields.Datetime.now()
        for complaint in self.sudo():
            if not complaint.is_reached_in_writing:
                complaint._meet_targets(ANSWERED, now)

    def _answer_by_phone(self, words):
        """Records what a customer without an address was told on the phone.

        Raises AccessError for who may not change the complaint, and UserError where a
        message would reach the customer.
        """
        self.ensure_one()
        self.check_access("write")
        if self.is_reached_in_writing:
            raise UserError(
                self.env._(
                    "%(complaint)s: a message reaches %(customer)s; write it there. "
                    "A call is the answer only where nobody can be written to.",
                    complaint=self.name,
                    customer=self.partner_id.display_name,
                )
            )
        if not words.strip():
            raise UserError(
                self.env._("%s: write down what the customer was told.", self.name)
            )
        self.sudo().message_post(
            body=self.env._("Answered by phone: %s", words.strip()),
            author_id=self.env.user.partner_id.id,
        )
        self._told_by_mouth()
