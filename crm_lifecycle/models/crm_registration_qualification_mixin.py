# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmRegistrationQualificationMixin(models.AbstractModel):
    """A customer may be judged before the archive keeper confirms the registration."""

    _name = "crm.registration.qualification.mixin"
    _description = "Qualification of a Registration"

    qualification_ids = fields.One2many("crm.qualification", "registration_id")
    qualification_count = fields.Integer(compute="_compute_qualification_count")

    def _compute_qualification_count(self):
        counts = dict(
            self.env["crm.qualification"]._read_group(
                [("registration_id", "in", self.ids)], ["registration_id"], ["__count"]
            )
        )
        for registration in self:
            registration.qualification_count = counts.get(registration._origin, 0)

    def action_view_qualifications(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_lifecycle.crm_qualification_action"
        )
        action["domain"] = [("registration_id", "=", self.id)]
        action["context"] = {
            "default_registration_id": self.id,
            "default_customer_id": self.customer_id.id,
        }
        return action

    def _hand_over_findings(self):
        """The account takes over its directory and how it was judged (superuser)."""
        for registration in self.sudo():
            registration.customer_id._take_directory(registration.directory_id)
            found = registration.qualification_ids
            found.filtered(
                lambda q: not q.customer_id
            ).customer_id = registration.customer_id
            for qualification in found.filtered("is_current").sorted("id"):
                qualification._follow_decision()
