# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models


class ResourceCalendar(models.Model):
    _inherit = "resource.calendar"

    def write(self, vals):
        """The time zone of a company's working hours is kept in memory."""
        result = super().write(vals)
        if "tz" in vals:
            self.env.registry.clear_cache()
        return result
