# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""How a case is measured."""

import time
from dataclasses import dataclass

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
        seconds, queries = once(env, action)
        times.append(seconds)
    return min(times), queries


def once(env, action):
    env.flush_all()
    env.invalidate_all()
    before = env.cr.sql_log_count
    started = time.perf_counter()
    with env.cr.savepoint() as savepoint:
        action()
        env.flush_all()
        seconds = time.perf_counter() - started
        queries = env.cr.sql_log_count - before
        savepoint.rollback()
    return seconds, queries
