# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""``make bench``: each measure beside a baseline taken in the same run.

The numbers of two machines cannot be compared, their ratios can.
"""

import argparse
import sys
from contextlib import ExitStack

from provision import addons, odoo_source, templates
from provision.paths import DATABASE_PREFIX

from . import cases, company
from .copies import copy

FULL_SIZE = 200_000
SMALL = 1000
NAME = f"{DATABASE_PREFIX}bench"


def main(arguments):
    options = parse(arguments)
    odoo = odoo_source.find()
    modules = addons.names() + addons.test_names()
    with ExitStack() as stack:
        env = stack.enter_context(copy(templates.suite(odoo), NAME))
        stock = stack.enter_context(
            copy(templates.core(odoo, modules, demo=False), f"{NAME}_stock")
        )
        company.fill(env, options.customers, options.orders)
        company.documents(stock, SMALL, SMALL)
        good = [report(case, env, stock) for case in chosen(options.only)]
    if options.customers < FULL_SIZE and not all(good):
        sys.stdout.write(
            "The limits hold for 200,000 customers; this run was smaller.\n"
        )
        return 0
    return 0 if all(good) else 1


def parse(arguments):
    parser = argparse.ArgumentParser(prog="make bench ARGS=")
    parser.add_argument("--customers", type=int, default=5000)
    parser.add_argument("--orders", type=int, default=25000)
    parser.add_argument("--only", help="run cases with such words in their name: a,b")
    return parser.parse_args(arguments)


def chosen(words):
    sought = words.split(",") if words else [""]
    return [c for c in cases.CASES if any(word in c.__name__ for word in sought)]


def report(case, env, stock):
    """Run one case and print its line; tell whether it keeps its limit."""
    result = case(env, stock)
    good = result.ratio <= result.limit and result.queries <= result.more_queries
    sys.stdout.write(
        f"{'ok  ' if good else 'OVER'} {case.__doc__.splitlines()[0]:<58}"
        f" {result.seconds:8.3f} s, {result.ratio:5.2f} times the baseline"
        f" (limit {result.limit}), {result.queries:+d} queries"
        f" (limit {result.more_queries:+d})\n"
    )
    return good


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
