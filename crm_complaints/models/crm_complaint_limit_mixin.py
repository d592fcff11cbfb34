# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models

GRANTED_STATES = ("waiting", "offered", "accepted", "done")


class CrmComplaintLimitMixin(models.AbstractModel):
    """Who may grant how much, and what follows when somebody else is asked."""

    _name = "crm.complaint.limit.mixin"
    _description = "Limits of a Compensation"

    def _limit_of(self, user):
        """How much one person may grant per complaint, in the company's currency."""
        if user.has_group("crm_complaints.crm_complaints_group_manager"):
            return self.company_id.complaint_limit_manager
        return self.company_id.complaint_limit_agent

    def _granted_so_far(self):
        """Granted on this complaint before: slices do not slip under a limit."""
        others = self.sudo().complaint_id.compensation_ids - self
        granted = others.filtered(lambda o: o.state in GRANTED_STATES)
        return sum(offer._in_company_currency(offer.amount) for offer in granted)

    def _in_company_currency(self, amount):
        company = self.company_id
        return self.currency_id._convert(
            amount, company.currency_id, company, fields.Date.context_today(self)
        )

    def _approval_customer(self):
        return self.customer_id

    def _approval_title(self):
        return self.env._(
            "Compensation of %(amount)s for %(complaint)s, %(customer)s",
            amount=self._amount_words(),
            complaint=self.complaint_id.name,
            customer=self.sudo().customer_id.display_name,
        )

    def _on_approval_decided(self, approval):
        if self.state != "waiting":
            return
        if approval.state == "approved":
            self._set_offered()
        elif approval.state == "refused":
            comment = approval.step_ids.filtered("decided_by_id")[-1:].comment
            self.write({"state": "refused", "answer_reason": comment})
        else:
            self.state = "proposed"
