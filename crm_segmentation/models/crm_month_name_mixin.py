# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.tools import format_date


class CrmMonthNameMixin(models.AbstractModel):
    """A month by its name instead of its first day."""

    _name = "crm.month.name.mixin"
    _description = "Name of a Month"

    date = fields.Date(string="Month", required=True)
    month_name = fields.Char(compute="_compute_month_name")

    @api.depends("date")
    @api.depends_context("lang")
    def _compute_month_name(self):
        for month in self:
            month.month_name = month.date and format_date(
                self.env, month.date, date_format="LLLL y"
            )
