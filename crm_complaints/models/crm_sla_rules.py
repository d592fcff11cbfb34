# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Working time and the clock of a complaint as pure functions, without the ORM.

``spans`` is a sorted list of disjoint (start, end) pairs of working time, naive UTC.
A clock is its events: everything else (time used, deadline, breach) is replayed. An
event is a triple (kind, moment, calendar); the calendar tells which working hours
count from then on, so that a hand-over to another team leaves the past as it was.
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
    """(start, end, calendar) during which the clock ran; a running one ends in None.

    events: list of (kind, moment, calendar) in the order they happened; a "change"
    goes on in another calendar, kinds that neither start nor stop (warning, breach)
    are passed over.
    """
    periods, since, working = [], None, None
    for kind, moment, calendar in events:
        if kind in RUNS and since is None:
            since, working = moment, calendar
        elif kind in STOPS | {"change"} and since is not None:
            periods.append((since, moment, working))
            since = moment if kind == "change" else None
            working = calendar
    if since is not None:
        periods.append((since, None, working))
    return periods


def paused_seconds(events, spans, now):
    """Working time for which the clock was paused up to `now`, all pauses together.

    spans: {calendar: spans}
    """
    total, since, working = 0.0, None, None
    for kind, moment, calendar in events:
        if since is not None and kind in RUNS | STOPS:
            total += worked_seconds(spans[working], since, moment)
            since = None
        if kind == "pause":
            since, working = moment, calendar
    if since is not None:
        total += worked_seconds(spans[working], since, now)
    return total


def replay(events, spans, allowance, now):
    """The Reading of a clock at `now`, from its events alone.

    events: list of (kind, moment, calendar) in the order they happened
    spans: {calendar: spans} of every calendar that the events name
    allowance: seconds of working time granted; time used before a pause, a reopening
        or a change of the promise stays used, and a breach stays a breach.
    """
    used, deadline = 0.0, None
    for start, end, calendar in running_periods(events):
        if deadline is None:
            left = max(allowance - used, 0.0)
            moment = moment_after(spans[calendar], start, left)
            if moment and (end is None or moment <= end):
                deadline = moment
        used += worked_seconds(spans[calendar], start, end or now)
    return Reading(
        state=state_of(events),
        used=used,
        left=allowance - used,
        deadline=deadline,
        is_breached=used > allowance or any(kind == "breach" for kind, *_ in events),
    )


def state_of(events):
    """State after the last event that started or stopped the clock."""
    kinds = [kind for kind, *_rest in events if kind in RUNS | STOPS]
    return STATES.get(kinds[-1], "running") if kinds else "running"


def next_start(spans, now):
    """`now` inside working time, else the start of the next one; None if never."""
    return next((max(first, now) for first, last in spans if last > now), None)


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
