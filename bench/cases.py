# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What is measured; each case names its baseline and its limit."""

from datetime import timedelta

from . import (
    clocks,
    confirming,
    intake,
    portal,
    receipts,
    reconciling,
    values_bare,
)
from .measure import Result, best
from .screens import fields_of, read

ROWS = 80
CLOCKS = 100_000
CLOCK_SECONDS = 10
RECEIPTS = 500_000
RECEIPT_SECONDS = 60
COCKPIT_SECONDS = 1
FIGURE_SECONDS = 60
SCORE_SECONDS = 300


def list_of_customers(env, _stock):
    """List of 80 customers against the stock list of contacts"""
    return _screen(env, "list", ROWS)


def board_of_customers(env, _stock):
    """Board of 80 customers against the stock list of contacts"""
    return _screen(env, "kanban", ROWS)


def form_of_customer(env, _stock):
    """Form of a customer against the stock list of contacts"""
    return _screen(env, "form", 1)


def confirm_order(env, stock):
    """Confirming an order of goods against Odoo without the suite"""
    return _confirming(env, stock)


def confirm_order_of_services(env, stock):
    """Confirming an order of services against Odoo without the suite"""
    return _confirming(env, stock, kind="service")


def confirm_order_on_credit(env, stock):
    """Confirming an order of goods, its credit checked"""
    return _confirming(env, stock, hold="block")


def match_payment(env, stock):
    """Matching a payment of a contract's invoice against Odoo without the suite"""
    ours, theirs = reconciling.alternately(env, stock)
    return Result(ours[0], ours[0] / theirs[0], 1.1, ours[1] - theirs[1], 7)


def complaint_by_mail(env, _stock):
    """Complaint by mail against a task of Odoo's project app"""
    ours, theirs = intake.alternately(env)
    return Result(ours[0], ours[0] / theirs[0], 1.1)


def complaint_by_portal(env, _stock):
    """Complaint by portal against a task of Odoo's project app"""
    ours, theirs = portal.alternately(env)
    more = max(ours[1] - theirs[1], 0)
    return Result(ours[0], ours[0] / theirs[0], 1.1, more, theirs[1] // 10)


def full_refresh(env, _stock):
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


def small_refresh(env, _stock):
    """Refresh of 1 % of the customers against a full refresh"""
    accounts = env["crm.customer"]
    few = accounts.search([], order="id")[::100]
    full, _queries = best(env, accounts._refresh_facts, 3)
    seconds, _queries = best(env, lambda: accounts._refresh_facts(few))
    return Result(seconds, seconds / full, 0.05)


def clock_job(env, _stock):
    """Job over 100,000 open clocks, 200 of them due, against ten seconds"""
    clocks.fill(env, CLOCKS)
    clock_model = env["crm.complaint.clock"]
    steps = (
        clock_model._end_pauses,
        clock_model._record_overdue,
        clock_model._climb_ladders,
        env["crm.complaint"]._follow_tiers,
    )

    def job():
        for step in steps:
            while step():
                env.flush_all()

    seconds, _queries = best(env, job, 3)
    return Result(seconds, seconds / CLOCK_SECONDS, 1.0)


def receipt_check(env, _stock):
    """Check of 500,000 receipts, one of a thousand wrong, against a minute"""
    receipts.fill(env, RECEIPTS)
    contracts = env["crm.contract"].sudo()

    def check():
        receipts.spoil(env)
        contracts._find_differences()._check_collection()

    seconds, _queries = best(env, check, 2)
    return Result(seconds, seconds / RECEIPT_SECONDS, 1.0)


def value_refresh(env, _stock):
    """Value of all customers with a tested forecast against its bare arithmetic"""
    values = env["crm.customer.value"]
    home = env.ref("base.main_company")
    bare, _queries = best(env, lambda: values_bare.compute(env, home), 2)
    seconds, _queries = best(env, lambda: values._refresh(home, fit=True), 2)
    return Result(seconds, seconds / bare, 2.0)


def night_of_scores(env, _stock):
    """Scores and scorecards of all customers, the night after, against five minutes"""
    home, accounts = env.ref("base.main_company"), env["crm.customer"]
    today = accounts._today(home)
    accounts._refresh_scores(home, today)
    tomorrow = today + timedelta(days=1)
    seconds, _queries = best(env, lambda: accounts._refresh_scores(home, tomorrow), 2)
    return Result(seconds, seconds / SCORE_SECONDS, 1.0)


def cockpit(env, _stock):
    """A manager's first screen against a second"""
    env["crm.cockpit.figure"]._refresh(env.ref("base.main_company"))
    screen = env["crm.cockpit"].with_user(_director(env))
    seconds, _queries = best(env, screen.cockpit)
    return Result(seconds, seconds / COCKPIT_SECONDS, 1.0)


def cockpit_figures(env, _stock):
    """Hourly figures of the cockpit, two months of them, against a minute"""
    home, figures = env.ref("base.main_company"), env["crm.cockpit.figure"]
    seconds, _queries = best(env, lambda: figures._refresh(home, full=False), 2)
    return Result(seconds, seconds / FIGURE_SECONDS, 1.0)


def _director(env):
    """A manager with all the rights that his record rules cost"""
    director = env.ref("crm_lifecycle.crm_lifecycle_group_director")
    values = {
        "name": "Director",
        "login": "bench_director",
        "group_ids": [(4, director.id)],
    }
    return env["res.users"].with_context(no_reset_password=True).create(values)


def _screen(env, view_type, rows):
    """Read what the web client reads for a view, for many rows and for one."""
    accounts, contacts = env["crm.customer"], env["res.partner"]
    names, stock_names = fields_of(accounts, view_type), fields_of(contacts, "list")
    stock, _queries = best(env, lambda: read(contacts, stock_names, ROWS))
    seconds, queries = best(env, lambda: read(accounts, names, rows))
    _seconds, queries_of_one = best(env, lambda: read(accounts, names, 1))
    return Result(seconds, seconds / stock, 1.2, queries - queries_of_one)


def _confirming(env, stock, **how):
    with_suite, without = confirming.alternately(env, stock, **how)
    return Result(
        with_suite.seconds,
        with_suite.seconds / without.seconds,
        1.05,
        with_suite.queries - without.queries,
        4,
    )


def _scope(accounts, home):
    return accounts._fact_scope(home)


def _reset(names):
    from odoo.tools import SQL

    columns = (SQL("%s = NULL", SQL.identifier(name)) for name in sorted(names))
    return SQL("UPDATE crm_customer SET %s", SQL(", ").join(columns))


CASES = (
    list_of_customers,
    board_of_customers,
    form_of_customer,
    confirm_order,
    confirm_order_of_services,
    confirm_order_on_credit,
    match_payment,
    complaint_by_mail,
    complaint_by_portal,
    full_refresh,
    small_refresh,
    clock_job,
    receipt_check,
    value_refresh,
    night_of_scores,
    cockpit,
    cockpit_figures,
)
