# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models


class CrmForecastWordsMixin(models.AbstractModel):
    """What the test of a forecast says, in words."""

    _name = "crm.forecast.words.mixin"
    _description = "Verdict on a Forecast"
    _inherit = ["crm.forecast.ways.mixin"]

    state = fields.Selection(
        selection=[("shown", "Shown"), ("thin", "Too little data")],
        string="Forecast",
        readonly=True,
        copy=False,
    )
    used_method = fields.Selection(
        selection="_selection_methods", string="Used", readonly=True, copy=False
    )
    history_count = fields.Integer(
        string="Months Known", readonly=True, copy=False, aggregator=None
    )
    test_months = fields.Integer(
        string="Months of the Test",
        default=12,
        aggregator=None,
        help="Each of these last months is foretold from the months before it.",
    )
    mape = fields.Float(string="MAPE", readonly=True, copy=False, aggregator="avg")
    signal = fields.Float(
        string="Tracking Signal",
        readonly=True,
        copy=False,
        digits=(16, 1),
        aggregator=None,
    )
    signal_limit = fields.Float(
        string="Limit of the Tracking Signal",
        default=4.0,
        digits=(16, 1),
        help="Beyond this, on either side, the forecast is always too low or too high.",
    )
    is_proved = fields.Boolean(
        string="Tested",
        readonly=True,
        copy=False,
        help="A way chosen by hand may need more history than its test leaves.",
    )
    has_mape = fields.Boolean(string="Has a Percentage", readonly=True, copy=False)
    is_biased = fields.Boolean(string="One-sided", compute="_compute_is_biased")
    verdict = fields.Text(compute="_compute_verdict")

    @api.depends("signal", "signal_limit")
    def _compute_is_biased(self):
        for forecast in self:
            forecast.is_biased = abs(forecast.signal) > forecast.signal_limit

    @api.depends("state", "used_method", "is_proved", "is_biased", "signal", "mape")
    @api.depends_context("lang")
    def _compute_verdict(self):
        for forecast in self:
            forecast.verdict = forecast._verdict_text()

    def _verdict_text(self):
        self.ensure_one()
        if self.state != "shown":
            return self.env._(
                "%(known)s whole months are known. A forecast needs at least one month "
                "before the %(tests)s that it is tested on: shorten the test, or wait.",
                known=self.history_count,
                tests=self.test_months,
            )
        names = dict(self._selection_methods())
        if self.is_proved and not self.has_mape:
            return self.env._(
                "%(way)s. No month of the test had any turnover, so there is no error "
                "in percent.",
                way=names[self.used_method],
            )
        if not self.is_proved:
            return self.env._(
                "%(way)s: chosen by hand; the history is too short to test it.",
                way=names[self.used_method],
            )
        text = self.env._(
            "%(way)s: off by %(error)s on average in each of the last %(tests)s "
            "months.",
            way=names[self.used_method],
            error=f"{self.mape:.0%}",
            tests=self.test_months,
        )
        if not self.is_biased:
            return text
        if self.signal > 0:
            bias = self.env._("It was too low nearly every time: expect more.")
        else:
            bias = self.env._("It was too high nearly every time: expect less.")
        return f"{text} {bias}"
