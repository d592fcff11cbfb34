# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Working time and the clock of a complaint as pure functions, without the ORM.

``spans`` is a sorted list of disjoint (start, end) pairs of working time, naive UTC.
A clock is its events: everything else (time used, deadline, breach) is replayed.
"""

from datetime import timedelta
from typing import NamedTuple

RUNS = {"start", "resume", "reopen"}
STOPS = {"pause", "met", "cancel"}
STATES = {"pause": "paused", "met": "met", "cancel": "cancelled"}


class Reading(NamedTuple):
    """What a clock shows at one moment.

    state: running, paused, met or cancelled
    used, left: seconds of working time; left is negative after the deadline
    deadline: when the allowance is (or was) used up; None while paused before that,
        and when the working time known is too short
    is_breached: the allowance was used up while the clock ran
    """

    state: str
    used: float
    left: float
    deadline: object
    is_breached: bool


def worked_seconds(spans, start, end):
    """Seconds of working time between two moments.

    >>> from datetime import datetime as d
    >>> morning = (d(2026, 3, 2, 8), d(2026, 3, 2, 12))
    >>> afternoon = (d(2026, 3, 2, 13), d(2026, 3, 2, 17))
    >>> start, end = d(2026, 3, 2, 11), d(2026, 3, 2, 14)
    >>> worked_seconds([morning, afternoon], start, end) / 3600
    2.0
    """
    total = 0.0
    for first, last in spans:
        overlap = (min(last, end) - max(first, start)).total_seconds()
        if overlap > 0:
            total += overlap
    return total


def moment_after(spans, start, seconds):
    """When `seconds` of working time have passed since `start`, None if never."""
    left = seconds
    for first, last in spans:
        begin = max(first, start)
        length = (last - begin).total_seconds()
        if length <= 0:
            continue
        if length >= left:
            return begin + timedelta(seconds=round(left))
        left -= length
    return None


def running_periods(events):
    """(start, end) during which the clock ran; the end of a running one is None.

    events: list of (kind, moment) in the order they happened; kinds that neither
    start nor stop (warning, breach) are passed over.
    """
    periods, since = [], None
    for kind, moment in events:
        if kind in RUNS and since is None:
            since = moment
        elif kind in STOPS and since is not None:
            periods.append((since, moment))
            since = None
    if since is not None:
        periods.append((since, None))
    return periods


def replay(events, spans, allowance, now):
    """The Reading of a clock at `now`, from its events alone.

    allowance: seconds of working time granted; time used before a pause or before a
    reopening stays used.
    """
    periods = running_periods(events)
    used, deadline = 0.0, None
    for start, end in periods:
        if deadline is None:
            moment = moment_after(spans, start, max(allowance - used, 0.0))
            if moment and (end is None or moment <= end):
                deadline = moment
        used += worked_seconds(spans, start, end or now)
    return Reading(
        state=state_of(events),
        used=used,
        left=allowance - used,
        deadline=deadline,
        is_breached=used > allowance,
    )


def state_of(events):
    """State after the last event that started or stopped the clock."""
    kinds = [kind for kind, _moment in events if kind in RUNS | STOPS]
    return STATES.get(kinds[-1], "running") if kinds else "running"


def span_end(spans, now):
    """End of the working time that runs at `now`, or None outside of it."""
    return next((last for first, last in spans if first <= now < last), None)


def badge_state(clocks):
    """One word for several clocks: the most urgent of the open ones decides.

    clocks: list of (state, is_breached, is_warned). When none is open, a clock that
    was cancelled is neither kept nor missed.

    >>> badge_state([("met", False, False), ("running", False, True)])
    'warning'
    >>> badge_state([("cancelled", False, False), ("met", False, False)])
    'cancelled'
    """
    opened = [clock for clock in clocks if clock[0] in ("running", "paused")]
    if any(is_breached for _state, is_breached, _warned in opened):
        return "breached"
    if any(is_warned for state, _breached, is_warned in opened if state == "running"):
        return "warning"
    states = [state for state, _breached, _warned in opened or clocks]
    for state in ("running", "paused", "cancelled"):
        if state in states:
            return state
    missed = any(is_breached for _state, is_breached, _warned in clocks)
    return "missed" if missed else "met" if clocks else "none"
