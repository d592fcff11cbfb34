# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models


class CrmForecastWaysMixin(models.AbstractModel):
    """Names of the ways of crm_series_rules.METHODS."""

    _name = "crm.forecast.ways.mixin"
    _description = "Ways to Foretell"

    @api.model
    def _selection_methods(self):
        return [
            ("last_month", self.env._("Last month (baseline)")),
            ("comparison", self.env._("Comparison: same month of last year")),
            ("moving", self.env._("Moving average")),
            ("parallel", self.env._("Parallel: last year's curve, moved")),
            ("trend", self.env._("Trend: straight line")),
            ("seasonal", self.env._("Seasonal: trend times season")),
            ("growth", self.env._("Curve: constant growth")),
            ("curve", self.env._("Curve: parabola")),
        ]
