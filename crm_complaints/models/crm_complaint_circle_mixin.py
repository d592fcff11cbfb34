# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models
from odoo.exceptions import UserError


class CrmComplaintCircleMixin(models.AbstractModel):
    """Conversations about a confidential case stay with those who may read them.

    Followers and colleagues named in a message are asked one by one whether they may
    read the record; who may not is neither mailed nor notified.
    """

    _name = "crm.complaint.circle.mixin"
    _description = "Conversation about a Case"

    def _secret_case(self):
        """The confidential case that this conversation is about, else nothing."""
        return self.complaint_id.filtered("is_confidential")

    def _is_told_outside(self, partner_id):
        """Whether somebody of another company reads messages of this record."""
        return True

    def message_post(self, *, partner_ids=None, **kwargs):
        if partner_ids and not self.env.su and self.sudo()._secret_case():
            self._check_told(self.env["res.partner"].browse(partner_ids))
        return super().message_post(partner_ids=partner_ids, **kwargs)

    def _notify_get_recipients(self, message, msg_vals=False, **kwargs):
        told = super()._notify_get_recipients(message, msg_vals=msg_vals, **kwargs)
        if not self.sudo()._secret_case():
            return told
        return [one for one in told if self._is_told(one)]

    def _is_told(self, recipient):
        """One row of ``_notify_get_recipients``; what has no contact is nobody's."""
        user = self.env["res.users"].browse(recipient["uid"] or ())
        if user and not recipient["share"]:
            companies = user.sudo().company_ids.ids
            own = self.with_user(user).with_context(allowed_company_ids=companies)
            return own.has_access("read")
        return bool(recipient["id"]) and self.sudo()._is_told_outside(recipient["id"])

    def _check_told(self, partners):
        """Raises UserError for whom a message would name but not reach."""
        for partner in partners.sudo():
            user = partner.user_ids.filtered(lambda u: not u.share)[:1]
            row = {"id": partner.id, "uid": user.id, "share": not user}
            if not self._is_told(row):
                raise UserError(
                    self.env._(
                        "%(case)s is confidential and not open to %(person)s. The "
                        "agent, the team leader or a complaint manager may open it "
                        "under “Also Open to”.",
                        case=self.sudo()._secret_case().name,
                        person=partner.display_name,
                    )
                )
