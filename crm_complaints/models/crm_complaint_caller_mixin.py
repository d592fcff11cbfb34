# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError


class CrmComplaintCallerMixin(models.AbstractModel):
    """Four eyes: who handled a case does not ask the customer how it was handled."""

    _name = "crm.complaint.caller.mixin"
    _description = "Caller of a Call-back"

    complaint_id = fields.Many2one("crm.complaint")
    user_id = fields.Many2one("res.users")

    @api.constrains("user_id", "complaint_id")
    def _check_user_id(self):
        for callback in self:
            if callback.user_id in callback._handlers():
                raise ValidationError(
                    self.env._(
                        "%(callback)s: %(user)s handled this case; somebody else calls "
                        "the customer about it.",
                        callback=callback.display_name,
                        user=callback.user_id.name,
                    )
                )

    def write(self, vals):
        if "note" in vals and not self.env.su:
            self._check_four_eyes()
        return super().write(vals)

    def _check_four_eyes(self):
        """Whoever handled a case does not ask the customer how it was handled."""
        for callback in self:
            if self.env.user in callback._handlers():
                raise AccessError(
                    self.env._(
                        "%s: you handled this case; the team leader or a complaint "
                        "manager who did not calls the customer.",
                        callback.display_name,
                    )
                )

    def _handlers(self):
        """Everybody who was the agent of the case at any time."""
        return self._handlers_of(self.sudo().complaint_id)

    @api.model
    def _handlers_of(self, case):
        moves = case.handoff_ids
        return case.user_id | moves.from_user_id | moves.to_user_id

    @api.model
    def _caller_for(self, complaint):
        """The team's leader, else the company level's, else a manager: the first who
        did not handle the case; nobody when all did."""
        handlers = self._handlers_of(complaint)
        leaders = complaint.team_id.user_id | complaint._company_leader()
        free = leaders - handlers
        return (free or complaint._managers() - handlers)[:1]
