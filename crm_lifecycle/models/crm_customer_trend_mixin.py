# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import json

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.tools.misc import format_date

from . import crm_lifecycle_queries as queries

MONTHS = 24


class CrmCustomerTrendMixin(models.AbstractModel):
    """Where the turnover of a customer goes: 24 months as a line, and an arrow."""

    _name = "crm.customer.trend.mixin"
    _description = "Trend of the Customer"

    turnover_line = fields.Text(
        string="Turnover of 24 Months", compute="_compute_turnover_line"
    )
    trend = fields.Selection(
        selection=[("up", "Growing"), ("even", "Even"), ("down", "Falling")],
        compute="_compute_trend",
        help="Turnover of 12 months against the 12 before: more than 5 % up or down.",
    )

    def _compute_turnover_line(self):
        """One query per company. JSON of one line with a point for each month."""
        self.env["sale.order"].flush_model()
        self.env["account.move"].flush_model()
        for company, customers in self._origin.grouped("company_id").items():
            scope = customers._fact_scope(company, customers)
            months = self._months_until(scope.today)
            rows = self.env.execute_query(queries.turnover_months(scope, months[0]))
            amounts = {(row[0], row[1]): float(row[2]) for row in rows}
            for customer in customers:
                values = [amounts.get((customer.id, month), 0.0) for month in months]
                customer.turnover_line = self._line_of(months, values)
        for customer in self - self._origin:
            customer.turnover_line = customer._origin.turnover_line

    @api.depends("growth_rate", "amount_prev_12m")
    def _compute_trend(self):
        for customer in self:
            customer.trend = customer.amount_prev_12m > 0 and (
                "up"
                if customer.growth_rate > 0.05
                else "down"
                if customer.growth_rate < -0.05
                else "even"
            )

    def _months_until(self, today):
        first = today.replace(day=1) - relativedelta(months=MONTHS - 1)
        return [first + relativedelta(months=number) for number in range(MONTHS)]

    def _line_of(self, months, values):
        points = [
            {"x": format_date(self.env, month, date_format="MMM yyyy"), "y": value}
            for month, value in zip(months, values, strict=True)
        ]
        return json.dumps([{"key": self.env._("Turnover"), "values": points}])
