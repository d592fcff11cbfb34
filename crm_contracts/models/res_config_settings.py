# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models


# pylint: disable=no-wizard-in-models
class ResConfigSettings(models.TransientModel):
    _name = "res.config.settings"
    _inherit = [
        "res.config.settings",
        "crm.collection.config.mixin",
        "crm.credit.settings.mixin",
    ]
