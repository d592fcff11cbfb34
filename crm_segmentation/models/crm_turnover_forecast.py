# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from dateutil.relativedelta import relativedelta

from odoo import api, fields, models

from . import crm_accuracy_rules, crm_series_rules
from .crm_turnover_subject_mixin import SUBJECT_BASIS


class CrmTurnoverForecast(models.Model):
    """Turnover of the coming months, in the way that foretold the last ones best.

    All ways are tested on the subject's own last months and shown with their errors
    (S-542 to S-544).
    """

    _name = "crm.turnover.forecast"
    _description = "Turnover Forecast"
    _inherit = [
        "crm.guarded.mixin",
        "crm.forecast.words.mixin",
        "crm.turnover.subject.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "id desc"
    _rec_names_search = ["customer_id", "segment_id", "product_id"]

    _basis_fields = SUBJECT_BASIS | {
        "average_months",
        "history_months",
        "measure",
        "method",
        "months_ahead",
        "test_months",
    }

    subject = fields.Selection(tracking=True)
    active = fields.Boolean(default=True)
    months_ahead = fields.Integer(
        string="Months to Foretell", default=12, aggregator=None, tracking=True
    )
    test_months = fields.Integer(tracking=True)
    history_months = fields.Integer(
        string="Months of History", default=60, aggregator=None, tracking=True
    )
    average_months = fields.Integer(
        string="Months of the Moving Average",
        default=3,
        aggregator=None,
        tracking=True,
    )
    measure = fields.Selection(
        selection=[
            ("mape", "Mean error in percent (MAPE)"),
            ("mse", "Mean squared error (MSE)"),
        ],
        string="Best by",
        required=True,
        default="mape",
        tracking=True,
        help="The squared error minds single large misses more. It decides in any case "
        "when more than a quarter of the tested months had no turnover.",
    )
    method = fields.Selection(
        selection="_selection_methods",
        string="Way",
        tracking=True,
        help="Empty: the one that was best in the test.",
    )

    # result
    date = fields.Date(string="Computed on", readonly=True, copy=False)
    amount_ahead = fields.Monetary(
        string="Foretold",
        readonly=True,
        copy=False,
        help="Turnover of all months that are foretold.",
    )
    way_ids = fields.One2many("crm.turnover.forecast.way", "forecast_id", string="Ways")
    month_ids = fields.One2many(
        comodel_name="crm.turnover.forecast.month",
        inverse_name="forecast_id",
        string="Months",
    )

    _numbers_possible = models.Constraint(
        "CHECK (months_ahead BETWEEN 1 AND 36 AND test_months BETWEEN 1 AND 36"
        " AND history_months BETWEEN 12 AND 240 AND average_months BETWEEN 2 AND 24"
        " AND signal_limit > 0)",
        "A forecast: 1 to 36 months ahead, 1 to 36 months of the test, 12 to 240 of "
        "history, a moving average of 2 to 24 months and a limit above zero.",
    )

    @api.depends("subject_name")
    def _compute_display_name(self):
        for forecast in self:
            forecast.display_name = forecast.subject_name or ""

    def action_view_months(self):
        """The months as a chart: what came, the test and the forecast."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_segmentation.crm_turnover_forecast_month_action"
        )
        action["domain"] = [("forecast_id", "=", self.id)]
        action["context"] = {}
        return action

    def _store_figures(self, today):
        self.ensure_one()
        end = today.replace(day=1)
        rows = self._subject_months(today=today)
        start, series = crm_series_rules.series_of(rows, end, self.history_months)
        tested = crm_accuracy_rules.backtest(
            series, self.test_months, self.average_months
        )
        best = crm_accuracy_rules.best(tested, self.measure)
        used, ahead = self._foretell(series, best)
        self.way_ids.unlink()
        self.month_ids.unlink()
        self.env["crm.turnover.forecast.way"].create(
            [self._prepare_way(one, best, used) for one in tested]
        )
        proof = next((one for one in tested if one.name == used), None)
        self.env["crm.turnover.forecast.month"].create(
            self._prepare_months(start, series, proof, ahead)
        )
        self.write(self._prepare_result(today, series, proof, ahead))

    def _foretell(self, series, best):
        """(way, months): the chosen way, or the best one where that cannot be used."""
        for name in filter(None, [self.method, best]):
            try:
                return name, crm_accuracy_rules.forecast(
                    name, series, self.months_ahead, self.average_months
                )
            except crm_series_rules.TooShort:
                continue
        return False, []

    def _prepare_way(self, tested, best, used):
        found = tested.accuracy
        return {
            "forecast_id": self.id,
            "method": tested.name,
            "is_tested": bool(found),
            "has_mape": bool(found) and found.mape is not None,
            "mape": (found and found.mape) or 0.0,
            "mse": found.mse if found else 0.0,
            "signal": found.signal if found else 0.0,
            "wanted_months": tested.wanted,
            "is_best": tested.name == best,
            "is_used": tested.name == used,
        }

    def _prepare_months(self, start, series, proof, ahead):
        """What came, what the test said, and what is foretold."""
        said = proof.forecasts if proof else []
        first_said = len(series) - len(said)
        columns = (
            ("actual", 0, series),
            ("tested", first_said, said),
            ("forecast", len(series), ahead),
        )
        return [
            {
                "forecast_id": self.id,
                "date": start + relativedelta(months=first + place),
                "series": name,
                "amount": amount,
            }
            for name, first, amounts in columns
            for place, amount in enumerate(amounts)
        ]

    def _prepare_result(self, today, series, proof, ahead):
        found = proof.accuracy if proof else None
        return {
            "date": today,
            "state": "shown" if ahead else "thin",
            "used_method": proof.name if proof and ahead else False,
            "history_count": len(series),
            "is_proved": bool(found),
            "has_mape": bool(found) and found.mape is not None,
            "mape": (found and found.mape) or 0.0,
            "signal": found.signal if found else 0.0,
            "amount_ahead": sum(ahead),
        }

    @api.model
    def _cron_refresh(self, batch=50):
        """Forecasts of another month, in the first night of a month."""
        cron = self.env["ir.cron"]
        today = fields.Date.context_today(self)
        domain = ["|", ("date", "=", False), ("date", "<", today.replace(day=1))]
        due = self.sudo().search(domain, order="id")
        cron._commit_progress(remaining=len(due))
        for start in range(0, len(due), batch):
            due[start : start + batch].try_lock_for_update()._refresh(today)
            if not cron._commit_progress(min(batch, len(due) - start)):
                break
