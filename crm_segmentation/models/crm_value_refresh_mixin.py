# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import logging

import numpy as np
from psycopg2 import OperationalError

from odoo import api, models
from odoo.fields import Domain

from odoo.addons.crm_lifecycle.models.crm_customer_queries import without_jit

from . import crm_forecast_queries, crm_value_queries, crm_value_rules
from .crm_value_batch_rules import Batch, merge_forecast

_logger = logging.getLogger(__name__)
CHUNK = 20_000


class CrmValueRefreshMixin(models.AbstractModel):
    """How the values of a company are computed and stored, a few statements for all."""

    _name = "crm.value.refresh.mixin"
    _description = "Refresh of Customer Values"

    @api.model
    def _refresh(self, company, today=None, fit=None):
        """Values of all customers of a company; fits the forecast when it is due.

        fit: True or False decides it, None fits once a month and after a change of
        settings. A fit that fails or is worse than the baseline leaves the older
        forecast of each customer alone.
        """
        self.env.flush_all()
        company = company.sudo()
        scope = self.env["crm.customer"].sudo()._fact_scope(company, None, today)
        terms = company._value_terms(scope)
        self.env.execute_query(without_jit())
        self.env.execute_query(crm_value_queries.store_basis(scope, terms))
        if fit is None:
            tested = company.value_date_fit
            fit = not tested or tested < scope.today.replace(day=1)
        if fit:
            self.env["crm.value.run"].sudo()._fit_company(company, scope, terms)
            company.value_date_fit = scope.today
        self._store_values(company, scope)
        company.value_date = scope.today
        self.env.flush_all()
        self.env.invalidate_all()

    @api.model
    def _read_batch(self, scope):
        rows = self.env.execute_query(crm_forecast_queries.read_basis(scope))
        return Batch.from_rows(rows)

    @api.model
    def _store_values(self, company, scope):
        """Forecast of each run for its customers, then baseline and risk of all."""
        batch = self._read_batch(scope)
        rates = batch.own_rates()
        runs = self.env["crm.value.run"]._latest(company)
        states = np.full(len(batch.ids), "", dtype=object)
        for kind, run in sorted(runs.items()):
            chosen = self._rows_of(batch, kind, run, runs)
            states[chosen] = run.state
            if run.state == "shown" and chosen.any():
                batch = self._forecast_rows(company, scope, run, (batch, chosen, rates))
        self._store_plain(company, (batch, rates, states))

    @api.model
    def _rows_of(self, batch, kind, run, runs):
        """A trade type with a forecast of its own leaves the model of all customers."""
        if kind:
            return (batch.kinds == kind) & (run.state == "shown")
        own = [key for key, other in runs.items() if key and other.state == "shown"]
        return ~np.isin(batch.kinds, own)

    @api.model
    def _forecast_rows(self, company, scope, run, rows):
        batch, chosen, rates = rows
        part = batch.where(chosen)
        terms = (company._value_horizon_days(), company.value_discount_percent / 100)
        sample = part.sample(rates[chosen], company.value_visit_cost)
        forecast = crm_value_rules.forecast(run._models(), sample, terms)
        digits = scope.decimals
        columns = (
            forecast.p_active.round(4),
            forecast.orders.round(4),
            forecast.amount.round(digits),
            forecast.contribution.round(digits),
            forecast.contribution_active.round(digits),
            np.clip(forecast.wait, 1, 36500).round().astype(int),
        )
        ids = part.ids.astype(int)
        for place in range(0, len(ids), CHUNK):
            piece = slice(place, place + CHUNK)
            self.env.execute_query(
                crm_forecast_queries.store_forecast(
                    ids[piece].tolist(),
                    (run.id, run.grade, scope.today),
                    [column[piece].tolist() for column in columns],
                )
            )
        return merge_forecast(batch, chosen, forecast)

    @api.model
    def _store_plain(self, company, rows):
        batch, rates, states = rows
        orders, money = batch.plain(
            rates, company.value_visit_cost, company._value_horizon_days()
        )
        risk = crm_value_rules.risk(
            {
                "p_active": batch.p_active,
                "active": batch.active,
                "silence": batch.silence,
                "orders": batch.orders,
            },
            company._value_risk_rules(),
        )
        columns = (orders.round(4), money.round(2), rates.round(6), risk, states)
        ids = batch.ids.astype(int)
        for place in range(0, len(ids), CHUNK):
            piece = slice(place, place + CHUNK)
            self.env.execute_query(
                crm_forecast_queries.store_plain(
                    ids[piece].tolist(), [column[piece].tolist() for column in columns]
                )
            )

    @api.model
    def _cron_refresh(self):
        """Companies whose values are not of their own today, one transaction each."""
        cron = self.env["ir.cron"]
        customers = self.env["crm.customer"]
        due = [
            company
            for company in self.env["res.company"].sudo().search(Domain.TRUE)
            if company.value_date != customers._today(company)
        ]
        cron._commit_progress(remaining=len(due))
        for company in due:
            if not company.try_lock_for_update(allow_referencing=True):
                continue
            try:
                with self.env.cr.savepoint():
                    self._refresh(company)
            except OperationalError:
                self.env.cr.rollback()
                _logger.info("Values of %s: rows in use, taken up again", company.id)
                break
            except Exception:
                # a company with a fault must not keep the job from the others
                _logger.exception("Values of company %s failed", company.id)
            if not cron._commit_progress(1):
                break
