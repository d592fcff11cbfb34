# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models


class ResCompany(models.Model):
    _name = "res.company"
    _inherit = ["res.company", "crm.collection.settings.mixin"]

    _collection_settings_sane = models.Constraint(
        "CHECK (collection_promise_days >= 0 AND collection_promise_limit > 0"
        " AND collection_dispute_days > 0 AND collection_interest_rate >= 0"
        " AND collection_interest_grace >= 0"
        " AND collection_promise_percent BETWEEN 0 AND 100)",
        "Days and rates of collecting cannot be negative, and a tolerance is a "
        "percentage between 0 and 100.",
    )
