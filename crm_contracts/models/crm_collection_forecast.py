# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

from . import crm_collection_forecast_queries as queries

WEEKS = 13


class CrmCollectionForecast(models.Model):
    """What was expected for a week when the week before it ended, kept to be compared.

    One row per company, owner and week, written once a week for the coming quarter; the
    first forecast of a week that was made on the Monday of that very week is compared
    with what came in.
    """

    _name = "crm.collection.forecast"
    _description = "Forecast of Receipts"
    _inherit = ["crm.append.only.mixin"]
    _log_access = False
    _order = "date_made desc, week, id"
    _rec_name = "week"

    company_id = fields.Many2one("res.company", required=True, ondelete="cascade")
    user_id = fields.Many2one("res.users", string="Owner", ondelete="set null")
    date_made = fields.Date(string="Made on", required=True)
    week = fields.Date(string="Week of", required=True, help="Monday of the week.")
    currency_id = fields.Many2one(related="company_id.currency_id")
    amount_due = fields.Monetary(string="Open")
    amount_expected = fields.Monetary(string="Expected")

    _week_unique = models.UniqueIndex(
        "(company_id, date_made, week, COALESCE(user_id, 0))",
        "This week was forecast on that day already.",
    )

    @api.model
    def _forecast(self, company, today):
        """Stores the forecast made on the Monday of the week of `today`.

        A second run in the same week stores nothing. Claims that should come later
        than the quarter are left out.
        """
        monday = today - timedelta(days=today.weekday())
        self.env.flush_all()
        items = self.env["crm.collection.item"].sudo()._expected_items(today)
        until = monday + timedelta(weeks=WEEKS)
        self.env.execute_query(queries.forecast(items, company.id, monday, until))
        self.env.invalidate_all(flush=False)

    @api.model
    def _cron_forecast(self, today=None):
        """Mondays: stores the expectation of the coming weeks, once per company."""
        for company in self.env["res.company"].sudo().search(Domain.TRUE):
            day = today or self.env["crm.customer"]._today(company)
            with company._on_its_own("Forecast of receipts"):
                self._forecast(company, day)
