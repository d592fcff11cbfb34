# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import time
from datetime import timedelta

import numpy as np

from odoo import api, models

from . import crm_backtest_rules, crm_forecast_queries, crm_value_rules
from .crm_buying_rules import FitError

PARAMETERS = ("r", "alpha", "a", "b", "p", "q", "v")


class CrmValueFitMixin(models.AbstractModel):
    """How a run comes about: read, fit, test on the last months, grade, keep."""

    _name = "crm.value.fit.mixin"
    _description = "Fit of the Forecast"

    @api.model
    def _fit_company(self, company, scope, terms):
        """Runs of all customers and, if the company wants it, of each trade type."""
        cutoff = scope.today - timedelta(days=company.value_holdout_days)
        rows = self.env.execute_query(
            crm_forecast_queries.read_history(scope, terms.start, cutoff)
        )
        history = crm_backtest_rules.History.from_rows(rows)
        steps = self.env.execute_query(
            crm_forecast_queries.read_steps(
                scope, terms.start, cutoff, crm_backtest_rules.CURVE_DAYS
            )
        )
        batch = self.env["crm.customer.value"]._read_batch(scope)
        kinds = [0]
        if company.value_group == "trade":
            kinds += [int(kind) for kind in np.unique(history.kinds) if kind]
        runs = self.browse()
        for kind in kinds:
            known = history.of_kind(kind)
            if kind and len(known.age) < company.value_min_customers:
                continue
            curve = [row for row in steps if kind in (0, row[0])]
            test = (terms.start, cutoff, known, curve)
            runs |= self._fit_kind(company, scope.today, kind, test, batch)
        return runs

    def _fit_kind(self, company, today, kind, test, batch):
        start, cutoff, history, steps = test
        begun = time.monotonic()
        values = {
            "company_id": company.id,
            "trade_type_id": kind,
            "date": today,
            "date_start": start,
            "date_cutoff": cutoff,
            "customer_count": len(history.age),
            "repeat_count": int((history.repeats > 0).sum()),
            "history_days": int(history.age.max()) if len(history.age) else 0,
            "wanted_customers": company.value_min_customers,
            "wanted_days": company.value_min_days,
        }
        values.update(self._judge(company, values, history, batch, kind))
        result = values.pop("test", None)
        values["seconds"] = time.monotonic() - begun
        run = self.sudo().create(values)
        if result:
            run._store_curve(result, steps)
        return run

    @api.model
    def _judge(self, company, known, history, batch, kind):
        """Fits, tests and grades; never raises for data that cannot be fitted."""
        if (
            known["customer_count"] < company.value_min_customers
            or known["history_days"] < company.value_min_days
        ):
            return {"state": "thin"}
        try:
            result = crm_backtest_rules.backtest(history, company.value_holdout_days)
            rows = batch.of_kind(kind)
            models_found = crm_backtest_rules.fit(
                rows.orders, rows.ordered, rows.repeats, rows.recency, rows.age
            )
        except (FitError, np.linalg.LinAlgError) as error:
            return {"state": "failed", "issue": str(error)}
        grade = crm_value_rules.grade(
            result.model, result.plain, company._value_grade_rules()
        )
        values = dict(
            zip(PARAMETERS, (*models_found[0], *models_found[1]), strict=True)
        )
        return {
            **values,
            **self._prepare_test_values(result),
            "state": "weak" if grade == "C" else "shown",
            "grade": grade,
            "test": result,
        }

    @api.model
    def _prepare_test_values(self, result):
        plain = result.plain.typical
        return {
            "model_error": result.model.typical,
            "baseline_error": plain,
            "error_gain": 1 - result.model.typical / plain if plain else 0.0,
            "model_absolute": result.model.absolute,
            "baseline_absolute": result.plain.absolute,
            "model_total": result.model.total,
            "baseline_total": result.plain.total,
            "model_amount_total": result.totals[0],
            "baseline_amount_total": result.totals[1],
            "model_rank": result.ranks[0] or 0.0,
            "baseline_rank": result.ranks[1] or 0.0,
        }

    def _store_curve(self, result, steps):
        self.ensure_one()
        days = (self.date - self.date_cutoff).days
        ends = crm_backtest_rules.step_ends(days)
        actual = [0.0] * len(ends)
        for _kind, step, count in steps:
            actual[int(step)] += count
        series = {
            "actual": actual,
            "model": result.curve[0],
            "baseline": result.curve[1],
        }
        self.env["crm.value.backtest"].sudo().create(
            [
                {
                    "run_id": self.id,
                    "company_id": self.company_id.id,
                    "date": self.date_cutoff + timedelta(days=end),
                    "series": name,
                    "orders": orders[place],
                }
                for name, orders in series.items()
                for place, end in enumerate(ends)
            ]
        )
