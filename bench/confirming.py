# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The same order confirmed with the suite and without it."""

import gc
from contextlib import contextmanager
from typing import NamedTuple

from odoo import Command

from .measure import once

WARM = 5
REPEATS = 100
LINES = 5


class Confirmed(NamedTuple):
    seconds: float
    queries: int


def alternately(env, stock, kind="consu", hold="off"):
    """Return the least of both; they take turns, so that both meet the same noise.

    kind: type of the product; hold: what credit does with orders that it holds
    """
    ours, theirs = order(env, kind), order(stock, kind)
    env.company.crm_credit_hold_order = hold
    for _ in range(WARM):
        confirm(ours), confirm(theirs)
    with no_collection():
        times = [(confirm(ours), confirm(theirs)) for _ in range(REPEATS)]
    env.company.crm_credit_hold_order = "off"
    return tuple(
        Confirmed(
            min(one.seconds for one in side),
            max(one.queries for one in side),
        )
        for side in zip(*times, strict=True)
    )


@contextmanager
def no_collection():
    """The garbage collector strikes whoever comes by; here nobody."""
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def order(env, kind):
    """An order of a customer who owes nothing."""
    partner = env["res.partner"].create({"name": "Order Trading", "is_company": True})
    product = env["product.product"].create({"name": "Order Coal", "type": kind})
    lines = [
        Command.create({"product_id": product.id, "product_uom_qty": number + 1})
        for number in range(LINES)
    ]
    return env["sale.order"].create({"partner_id": partner.id, "order_line": lines})


def confirm(record):
    return Confirmed(*once(record.env, record.action_confirm))
