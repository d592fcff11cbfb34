# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.exceptions import AccessError

ACTION = "crm_segmentation.crm_segmentation_action_cockpit"
DIRECTOR = "crm_lifecycle.crm_lifecycle_group_director"


class CrmCockpitHomeMixin(models.AbstractModel):
    """Whether the cockpit opens after log-in: on request, never forced."""

    _name = "crm.cockpit.home.mixin"
    _description = "Cockpit as First Screen"

    @api.model
    def set_home(self, chosen):
        """The cockpit opens after the reader's own log-in, or does no longer."""
        self.env["crm.customer"].check_access("read")
        action = self.env.ref(ACTION).id if chosen else False
        self.env.user.action_id = action
        return bool(chosen)

    @api.model
    def _set_home_of_directors(self):
        """Directors who chose no first screen get the cockpit; returns them."""
        if not self.env.user.has_group("base.group_system"):
            raise AccessError(
                self.env._(
                    "The first screen of other people is set by an administrator. "
                    "Your own one is set in the cockpit."
                )
            )
        directors = (
            self.env["res.users"]
            .sudo()
            .search(
                [
                    ("all_group_ids", "in", self.env.ref(DIRECTOR).ids),
                    ("action_id", "=", False),
                    ("share", "=", False),
                ]
            )
        )
        directors.write({"action_id": self.env.ref(ACTION).id})
        return directors

    @api.model
    def _cockpit_is_home(self):
        return self.env.user.action_id.id == self.env.ref(ACTION).id
