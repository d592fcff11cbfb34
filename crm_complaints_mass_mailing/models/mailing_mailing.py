# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.fields import Domain


class MailingMailing(models.Model):
    """A mailing that leaves out customers with an open complaint (S-326).

    They are found by contact, and on mailing lists by address, in all companies of the
    responsible person; also when a job sends it.
    """

    _inherit = "mailing.mailing"

    def _default_is_complaint_left_out(self):
        return self.env.company.sudo().complaint_sale_warning != "off"

    is_complaint_left_out = fields.Boolean(
        string="Leave Out Open Complaints",
        default=lambda self: self._default_is_complaint_left_out(),
        tracking=True,
        help="Contacts and addresses of customers who wait for the solution of a "
        "complaint do not get this mailing.",
    )
    complaint_recipient_count = fields.Integer(
        string="Recipients with Open Complaint",
        compute="_compute_complaint_recipient_count",
    )

    @api.depends(
        "contact_list_ids", "mailing_domain", "mailing_model_id", "mailing_type"
    )
    def _compute_complaint_recipient_count(self):
        for mailing in self:
            count = 0
            if mailing.mailing_model_real and mailing.state not in ("sending", "done"):
                recipients = self.env[mailing.mailing_model_real]
                count = recipients.search_count(mailing._complaining_recipients())
            mailing.complaint_recipient_count = count

    def action_view_complaining_recipients(self):
        self.ensure_one()
        recipients = self.env[self.mailing_model_real]
        found = recipients.search(self._complaining_recipients())
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Recipients with Open Complaint"),
            "res_model": self.mailing_model_real,
            "view_mode": "list,form",
            "domain": [("id", "in", found.ids)],
        }

    def _get_recipients_domain(self):
        domain = super()._get_recipients_domain()
        everybody = self.env.context.get("crm_complaining_too")
        if everybody or not self.is_complaint_left_out:
            return domain
        return domain & ~self._complaining_domain()

    def _complaining_recipients(self):
        """Recipients, as they would be with nobody left out, who complain."""
        everybody = self.with_context(crm_complaining_too=True)
        return everybody._get_recipients_domain() & self._complaining_domain()

    def _complaining_domain(self):
        """Domain on the recipients' model: who waits for a solution."""
        self.ensure_one()
        user = (self.user_id or self.env.user).sudo()
        partners = self.env["res.partner"].sudo()
        partners = partners.with_context(allowed_company_ids=user.company_ids.ids)
        customers = list(partners._complaining_partners())
        recipients = self.env[self.mailing_model_real]
        if recipients._name == "res.partner":
            return Domain("commercial_partner_id", "in", customers)
        domain = Domain.FALSE
        if "partner_id" in recipients._fields:
            domain |= Domain("partner_id.commercial_partner_id", "in", customers)
        if "email_normalized" in recipients._fields:
            addresses = partners._search(
                Domain("commercial_partner_id", "in", customers)
                & Domain("email_normalized", "!=", False)
            )
            domain |= Domain(
                "email_normalized", "in", addresses.subselect("email_normalized")
            )
        return domain
