# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The same order confirmed with the suite and without it."""

from typing import NamedTuple

from odoo import Command

from .measure import once

ORDERS = 15
LINES = 5


class Confirmed(NamedTuple):
    seconds: float
    queries: int


def alternately(env, stock):
    """Return the least of both; they take turns, so that both meet the same noise."""
    pairs = [(order(env), order(stock)) for _ in range(ORDERS)]
    times = [(confirm(ours), confirm(theirs)) for ours, theirs in pairs][1:]
    return tuple(
        Confirmed(
            min(one.seconds for one in side),
            max(one.queries for one in side),
        )
        for side in zip(*times, strict=True)
    )


def order(env):
    partner = env["res.partner"].search([("name", "like", "Bench Trading")], limit=1)
    product = env["product.product"].search([("name", "=", "Bench Coal")], limit=1)
    product = product or env["product.product"].create({"name": "Bench Coal"})
    lines = [
        Command.create({"product_id": product.id, "product_uom_qty": number + 1})
        for number in range(LINES)
    ]
    return env["sale.order"].create({"partner_id": partner.id, "order_line": lines})


def confirm(record):
    return Confirmed(*once(record.env, record.action_confirm))
