# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmValueBacktest(models.Model):
    """Orders of one step of a test: what came, what was foretold, what the baseline."""

    _name = "crm.value.backtest"
    _description = "Forecast against Actual Orders"
    _inherit = ["crm.append.only.mixin"]
    _order = "run_id desc, date, series"
    _log_access = False
    _rec_name = "date"

    run_id = fields.Many2one(
        comodel_name="crm.value.run", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one("res.company", required=True, index=True)
    date = fields.Date(string="Step until", required=True)
    series = fields.Selection(
        selection=[
            ("actual", "Came"),
            ("model", "Forecast"),
            ("baseline", "Baseline"),
        ],
        required=True,
    )
    orders = fields.Float(
        string="Order Days",
        digits=(16, 2),
        help="Of all customers who were known before the test.",
    )
