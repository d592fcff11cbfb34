# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmCockpitSettingsMixin(models.AbstractModel):
    """What a company knows of its cockpit."""

    _name = "crm.cockpit.settings.mixin"
    _description = "Settings of the Cockpit"

    cockpit_date = fields.Date(string="Cockpit: all Months Written on", readonly=True)
    cockpit_date_refreshed = fields.Datetime(
        string="Cockpit: Figures as of", readonly=True
    )
