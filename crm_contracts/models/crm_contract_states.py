# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The states of a contract as a table: what follows what, and what each one means."""

from typing import NamedTuple


class State(NamedTuple):
    """One state of a contract.

    follows: states a contract may move to; crm.contract._move_to is the only mover
    executes: orders and deliveries are made under the contract
    collects: money is asked for; the plan of a closed contract stays true when a
        payment is taken back after the closing
    runs: signed and not over, whether work goes on at the moment or not
    shared: the customer reads the contract in the portal
    """

    follows: frozenset
    executes: bool = False
    collects: bool = False
    runs: bool = False
    shared: bool = False


STATES = {
    "draft": State(frozenset({"review", "approval"})),
    "review": State(frozenset({"draft", "approval"})),
    "approval": State(frozenset({"draft", "approved"})),
    "approved": State(frozenset({"draft", "signing"})),
    "signing": State(frozenset({"draft", "effective"}), shared=True),
    "effective": State(
        frozenset({"suspended", "closing", "terminated"}),
        executes=True,
        collects=True,
        runs=True,
        shared=True,
    ),
    "suspended": State(
        frozenset({"effective", "closing", "terminated"}),
        collects=True,
        runs=True,
        shared=True,
    ),
    "closing": State(
        frozenset({"effective", "closed", "terminated"}),
        collects=True,
        runs=True,
        shared=True,
    ),
    "closed": State(frozenset({"effective"}), collects=True, shared=True),
    "terminated": State(frozenset(), shared=True),
}


def states_that(quality):
    """Names of the states with a quality, in the order of a contract's life.

    >>> states_that("executes")
    ('effective',)
    >>> states_that("runs")
    ('effective', 'suspended', 'closing')
    >>> states_that("shared")[0]
    'signing'
    """
    return tuple(name for name, state in STATES.items() if getattr(state, quality))


EXECUTING = states_that("executes")
COLLECTING = states_that("collects")
RUNNING = states_that("runs")
SHARED = states_that("shared")
