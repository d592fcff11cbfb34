# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What the value of customers costs at least: one statement and NumPy, no records."""

from datetime import timedelta


def compute(env, company):
    """Store the histories; fit, test and foretell once, without writing the result."""
    from odoo.addons.crm_segmentation.models import (  # Odoo must be there first
        crm_backtest_rules,
        crm_forecast_queries,
        crm_value_batch_rules,
        crm_value_queries,
        crm_value_rules,
    )

    scope = env["crm.customer"]._fact_scope(company)
    terms = company._value_terms(scope)
    env.execute_query(crm_value_queries.store_basis(scope, terms))
    cutoff = scope.today - timedelta(days=company.value_holdout_days)
    rows = env.execute_query(
        crm_forecast_queries.read_history(scope, terms.start, cutoff)
    )
    history = crm_backtest_rules.History.from_rows(rows)
    crm_backtest_rules.backtest(history, company.value_holdout_days)
    rows = env.execute_query(crm_forecast_queries.read_basis(scope))
    batch = crm_value_batch_rules.Batch.from_rows(rows)
    models = crm_backtest_rules.fit(
        batch.orders, batch.ordered, batch.repeats, batch.recency, batch.age
    )
    sample = batch.sample(batch.own_rates(), company.value_visit_cost)
    crm_value_rules.forecast(models, sample, (company._value_horizon_days(), 0.1))
