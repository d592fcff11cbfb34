# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.fields import Command


class CrmComplaintEntryButtonMixin(models.AbstractModel):
    """One button that opens the short form for the customer of a record."""

    _name = "crm.complaint.entry.button.mixin"
    _description = "New Complaint from a Record"

    def action_new_complaint(self):
        self.ensure_one()
        return self._open_quick_complaint(**self._prepare_complaint_defaults())

    def _prepare_complaint_defaults(self):
        """Values of the short form; a record that knows more says more."""
        return {}

    @api.model
    def _open_quick_complaint(self, lines=(), **values):
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_complaints.crm_complaint_action_quick"
        )
        context = {f"default_{name}": value for name, value in values.items() if value}
        if lines:
            context["default_line_ids"] = [Command.create(line) for line in lines]
        return {**action, "context": context}
