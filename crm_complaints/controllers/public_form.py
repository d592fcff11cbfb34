# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import time

from odoo.exceptions import UserError
from odoo.tools import email_normalize, verify_hash_signed
from odoo.tools.misc import hash_sign

from .complaint_form import ComplaintForm

SCOPE = "crm_complaints.public_form"
HOURS = 12


class PublicComplaintForm(ComplaintForm):
    """The form without log-in: knows no customer, no order, and asks for an address."""

    def __init__(self, env, post, uploads, company):
        super().__init__(env, post, uploads)
        self.public_company = company

    @property
    def company(self):
        return self.public_company

    @property
    def stamp(self):
        """Signed moment at which the form was shown; a robot cannot make one."""
        return hash_sign(
            self.env(su=True), SCOPE, int(time.time()), expiration_hours=HOURS
        )

    @property
    def is_robot(self):
        """The field that people do not see is filled."""
        return bool(self.text("website"))

    def check(self):
        if len(self.text("name")) < 2:
            raise UserError(self.env._("Please tell us your name."))
        if not email_normalize(self.text("email", 254)):
            raise UserError(self.env._("Please check your mail address."))
        if len(self.text("description")) < 10:
            raise UserError(self.env._("Please tell us in a sentence what happened."))
        self._pictures(self.company)
        self._check_stamp()

    def file(self, asks=True):
        """asks: its sender gets the mail that asks him to confirm"""
        values = {**self._prepare_message_values(), "is_unasked": not asks}
        messages = self.env["crm.complaint.web.message"].sudo()
        return messages._receive(values, self._pictures(self.company))

    def _check_stamp(self):
        try:
            stamp = self.text("stamp", 500)
            shown = verify_hash_signed(self.env(su=True), SCOPE, stamp)
        except (ValueError, IndexError, OverflowError):
            shown = None
        seconds = self.company.complaint_public_seconds
        if not isinstance(shown, int) or time.time() - shown < seconds:
            raise UserError(
                self.env._("The form was sent too quickly or too late; send it again.")
            )

    def _prepare_message_values(self):
        kind = self.text("kind")
        return {
            "company_id": self.company.id,
            "name": self.text("name", 100).replace('"', ""),
            "email": email_normalize(self.text("email", 254)),
            "phone": self.text("phone", 40),
            "kind": kind if kind in dict(self.kinds) else "complaint",
            "category_id": self.category.id,
            "reference": self.text("reference", 100),
            "description": self.text("description", 10000),
            "lang": self.env.lang,
        }
