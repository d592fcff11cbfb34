# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.tools import format_date


class CrmCollectionInterestRate(models.Model):
    """Late interest from a day on; before the first one the rate of the settings."""

    _name = "crm.collection.interest.rate"
    _description = "Rate of Late Interest"
    _order = "company_id, date_from desc"
    _rec_name = "date_from"

    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        default=lambda self: self.env.company,
        index=True,
        ondelete="cascade",
    )
    date_from = fields.Date(string="From", required=True)
    rate = fields.Float(
        string="% a Year", required=True, digits=(16, 4), aggregator=None
    )

    _date_unique = models.UniqueIndex(
        "(company_id, date_from)", "There is a rate from this day on already."
    )
    _rate_positive = models.Constraint(
        "CHECK (rate >= 0)", "A rate of interest cannot be negative."
    )

    @api.depends("date_from", "rate")
    def _compute_display_name(self):
        for row in self:
            row.display_name = f"{format_date(self.env, row.date_from)}: {row.rate:g} %"

    @api.model
    def _changes(self, company):
        """[(day, rate)] of a company, by day."""
        rows = self.sudo().search([("company_id", "=", company.id)], order="date_from")
        return [(row.date_from, row.rate) for row in rows]
