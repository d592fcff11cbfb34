# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import tagged

from .common import ComplaintsCommon, at


@tagged("post_install", "-at_install")
class TestComplaintLinkMail(ComplaintsCommon):
    """Links that nobody but the mail may see."""

    def _seen(self, user, model):
        messages = self.env["mail.message"].with_user(user)
        found = messages.search([("model", "=", model)])
        found |= messages.search([("author_id", "=", user.partner_id.id)])
        return " ".join(found.mapped("body"))

    def test_link_of_the_public_form(self):
        messages = self.env["crm.complaint.web.message"]
        public = self.env.ref("base.public_user")
        message = (
            messages.with_user(public)
            .sudo()
            ._receive(
                {
                    "company_id": self.company.id,
                    "name": "Nora",
                    "email": "nora@newcomer.test",
                    "kind": "complaint",
                    "description": "Wet bags",
                },
                [],
            )
        )
        message = messages.browse(message.id)
        mail = self.env["mail.mail"].search([], order="id desc", limit=1)
        self.assertIn(message._confirm_url(), mail.body_html)
        for user in (self.anna, self.mona):
            self.assertEqual(message.with_user(user).name, "Nora")
            self.assertNotIn("/complaints/confirm/", self._seen(user, message._name))

    def test_link_of_an_invitation(self):
        survey = self.env["crm.satisfaction.survey"].create(
            {
                "name": "Spring",
                "company_id": self.company.id,
                "user_id": self.mona.id,
                "date_start": "2026-03-02",
            }
        )
        invitations = self.env["crm.satisfaction.invitation"]
        invitation = invitations._invite(survey, [{"customer_id": self.customer.id}])
        sender = invitation.with_user(self.mona).sudo()
        sender._send(at(0, 1))
        sender._send_letter(at(9, 1))
        mail = self.env["mail.mail"].search([], order="id desc", limit=1)
        self.assertIn(invitation._page_url(), mail.body_html)
        for user in (self.anna, self.mona):
            self.assertNotIn("/satisfaction/", self._seen(user, invitation._name))
