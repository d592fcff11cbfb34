# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import email_normalize

from .crm_mail_rules import number_words, own_words

# So much of a mail is kept as the statement; the mail itself is kept whole.
LONGEST = 5000


class CrmComplaintInquiryMailMixin(models.AbstractModel):
    """The supplier answers the mail that asked him: his words are his statement.

    They stay in the inquiry; neither the customer nor the conversation with him ever
    sees them.
    """

    _name = "crm.complaint.inquiry.mail.mixin"
    _description = "Mails of a Supplier"

    answer_statement = fields.Text(
        string="Statement by Mail",
        readonly=True,
        copy=False,
        help="What the supplier answered to the mail, cause and measure in his words.",
    )

    @api.model
    def _inquiry_of_subject(self, msg_dict):
        """Id of the inquiry whose number a supplier names in the subject of a mail."""
        sender = email_normalize(msg_dict.get("email_from") or "")
        numbers = number_words(msg_dict.get("subject"))
        if not numbers or not sender:
            return None
        found = self.sudo().search(
            Domain("name", "in", numbers) & Domain("state", "not in", ("draft",)),
            order="id desc",
            limit=9,
        )
        return next((q.id for q in found if q._is_of_supplier(sender)), None)

    def _is_of_supplier(self, address):
        """Whether a mail address belongs to the supplier who was asked."""
        company = self.partner_id.commercial_partner_id
        people = self.partner_id | company | company.child_ids
        return address in people.mapped("email_normalized")

    def _message_post_after_hook(self, message, msg_values):
        result = super()._message_post_after_hook(message, msg_values)
        if message.message_type == "email":
            for inquiry in self.sudo():
                inquiry._take_mail(message)
        return result

    def _take_mail(self, message):
        """A mail to this inquiry: the supplier's statement while he is asked, else
        something for the agent to read."""
        sender = email_normalize(message.email_from or "")
        if message.author_id.user_ids.filtered(lambda user: not user.share):
            return  # a colleague's own mail
        told = self._words_for_agent()
        if not self._is_of_supplier(sender):
            self._call_agent(told._("%s wrote about it: is it the supplier?", sender))
        elif self.state != "sent":
            self._call_agent(told._("The supplier wrote again"))
        else:
            author = message.author_id or self.partner_id
            words = own_words(message.body) or message.subject or "-"
            self._answer_by_mail(author, words[:LONGEST], message.date)

    def _answer_by_mail(self, partner, words, moment):
        self.write(
            {
                "state": "answered",
                "date_answered": moment,
                "answered_by_id": partner.id,
                "answer_statement": words,
            }
        )
        self._note_on_complaint(
            self.env._(
                "%(supplier)s answered by mail: %(words)s",
                supplier=self.partner_id.display_name,
                words=words,
            )
        )
        told = self._words_for_agent()
        self._call_agent(told._("The supplier answered: accept or ask again"))
