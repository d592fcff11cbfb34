# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What is measured; each case names its baseline and its limit."""

import time
from dataclasses import dataclass

ROWS = 80
REPEATS = 5


@dataclass(frozen=True)
class Result:
    """Seconds of a case, its ratio to the baseline, and its extra queries."""

    seconds: float
    ratio: float
    limit: float
    queries: int = 0
    more_queries: int = 0


def best(env, action, repeats=REPEATS):
    """Return the least seconds and the queries of an action, all undone."""
    times = []
    for _ in range(repeats):
        env.flush_all()
        env.invalidate_all()
        before = env.cr.sql_log_count
        started = time.perf_counter()
        with env.cr.savepoint() as savepoint:
            action()
            env.flush_all()
            times.append(time.perf_counter() - started)
            queries = env.cr.sql_log_count - before
            savepoint.rollback()
    return min(times), queries


def list_of_customers(env):
    """List of 80 customers against the stock list of contacts"""
    names = ("display_name", "user_id", "company_id")

    def read(model, count=ROWS):
        specification = {name: {} for name in names}
        return lambda: env[model].web_search_read([], specification, limit=count)

    stock, _queries = best(env, read("res.partner"))
    seconds, queries = best(env, read("crm.customer"))
    _seconds, queries_of_one = best(env, read("crm.customer", 1))
    return Result(seconds, seconds / stock, 1.2, queries - queries_of_one)


def full_refresh(env):
    """Refresh of all facts and rules against the bare statement"""
    accounts = env["crm.customer"]
    home = env.ref("base.main_company")

    def forget():
        columns = [s.columns for s in accounts._fact_sources(_scope(accounts, home))]
        names = {name for group in columns for name in group}
        fields = [f for f in names if not accounts._fields[f].required]
        env.execute_query(_reset(fields))

    def bare():
        forget()
        accounts._store_facts(_scope(accounts, home))

    def whole():
        forget()
        accounts._refresh_facts()

    nothing, _queries = best(env, forget, 3)
    statement, _queries = best(env, bare, 3)
    seconds, _queries = best(env, whole, 3)
    return Result(seconds - nothing, (seconds - nothing) / (statement - nothing), 2.0)


def small_refresh(env):
    """Refresh of 1 % of the customers against a full refresh"""
    accounts = env["crm.customer"]
    few = accounts.search([], limit=max(1, accounts.search_count([]) // 100))
    full, _queries = best(env, accounts._refresh_facts, 3)
    seconds, _queries = best(env, lambda: accounts._refresh_facts(few))
    return Result(seconds, seconds / full, 0.05)


def _scope(accounts, home):
    return accounts._fact_scope(home)


def _reset(names):
    from odoo.tools import SQL

    columns = (SQL("%s = NULL", SQL.identifier(name)) for name in sorted(names))
    return SQL("UPDATE crm_customer SET %s", SQL(", ").join(columns))


CASES = (list_of_customers, full_refresh, small_refresh)
