# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models

from odoo.addons.crm_lifecycle.models.crm_customer_transfer import (
    CrmCustomerTransfer as Base,
)

from .crm_complaint_rights import words_without_right


class CrmCustomerTransfer(models.Model):
    _inherit = "crm.customer.transfer"

    _approval_content = Base._approval_content | {"take_complaints"}

    take_complaints = fields.Boolean(string="Open Complaints", default=True)
    words_staying = fields.Char(
        string="Cases That Stay", compute="_compute_words_staying", compute_sudo=True
    )

    @api.depends(
        "customer_id", "from_user_id", "state", "take_complaints", "to_user_id"
    )
    def _compute_words_staying(self):
        """Which cases do not follow the customer, and why; empty when all do."""
        for transfer in self:
            transfer.words_staying = (
                transfer.take_complaints
                and transfer.state not in ("done", "refused")
                and transfer._words_of_staying_cases()
            )

    def _words_of_staying_cases(self):
        belongings = self.customer_id._belongings(self.from_user_id)
        staying = self.customer_id._staying_belongings(belongings, self.to_user_id)
        cases = [b.records for b in staying if b.records._name == "crm.complaint"]
        if not (self.to_user_id and cases):
            return ""
        return self.env._(
            "%(hindrance)s These cases stay with %(owner)s: %(cases)s.",
            hindrance=words_without_right(self.to_user_id),
            owner=self.from_user_id.name,
            cases=", ".join(cases[0].mapped("name")),
        )

    def _execute(self):
        words = self.words_staying
        result = super()._execute()
        if words:
            self._message_log(body=words)
        return result
