# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models


class CrmApprovalRuleStep(models.Model):
    _inherit = "crm.approval.rule.step"

    def _describe(self):
        """Who is asked, in the reader's words."""
        self.ensure_one()
        named = self.user_id.name or self.group_id.name
        labels = dict(self._fields["approver_kind"]._description_selection(self.env))
        return named or labels[self.approver_kind]
