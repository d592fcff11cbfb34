# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Arithmetic of collecting, without the ORM: netting, reminders, promises, interest."""

from datetime import date, timedelta
from typing import NamedTuple

CENT = 0.005


class Owed(NamedTuple):
    """Something a customer has to pay.

    key: ("item", id of the journal item) or ("instalment", id); due: day it is due
    amount: in currency_id; company_amount: in the company's currency
    move_id: its invoice, None for an instalment nobody invoiced yet
    """

    key: tuple
    due: date
    currency_id: int
    amount: float
    company_amount: float
    move_id: int | None = None


class Cut(NamedTuple):
    """What takes something off: a credit, a dispute or a promise.

    move_ids: invoices it is about; spills: the rest may settle others as well
    """

    currency_id: int
    amount: float
    company_amount: float
    move_ids: tuple = ()
    spills: bool = True


class Paid(NamedTuple):
    """Money that arrived on a day; negative when it went back."""

    day: date
    currency_id: int
    amount: float
    company_amount: float


class Word(NamedTuple):
    """A promise: so much until a day, counted from the day it was given."""

    key: int
    given: date
    until: date
    currency_id: int
    amount: float
    company_amount: float


def net(owed, cuts):
    """{key: (amount, company amount)} of what is left after the cuts, oldest first.

    A cut settles the invoices it names first, then what is in its own currency, then
    the rest at the worth in the company's currency.

    >>> items = [Owed("a", date(2026, 5, 1), 1, 100.0, 100.0, 7),
    ...          Owed("b", date(2026, 4, 1), 1, 50.0, 50.0, 8)]
    >>> net(items, [Cut(1, 60.0, 60.0)])
    {'b': (0.0, 0.0), 'a': (90.0, 90.0)}
    >>> net(items, [Cut(1, 60.0, 60.0, (7,))])
    {'b': (50.0, 50.0), 'a': (40.0, 40.0)}
    >>> net(items, [Cut(1, 130.0, 130.0, (7,), False)])
    {'b': (50.0, 50.0), 'a': (0.0, 0.0)}
    >>> net(items, [Cut(2, 240.0, 120.0)])
    {'b': (0.0, 0.0), 'a': (30.0, 30.0)}
    """
    ordered = sorted(owed, key=lambda item: (item.due, str(item.key)))
    left = {item.key: [item.amount, item.company_amount] for item in ordered}
    for cut in cuts:
        rest = [cut.amount, cut.company_amount]
        for items in _targets(ordered, cut):
            for item in items:
                _take(left[item.key], rest, item.currency_id == cut.currency_id)
    return {key: (round(a, 6), round(c, 6)) for key, (a, c) in left.items()}


def _targets(ordered, cut):
    """Rounds of items a cut settles, in order."""
    named = [item for item in ordered if item.move_id in cut.move_ids]
    others = ordered if cut.spills or not cut.move_ids else []
    same = [item for item in others if item.currency_id == cut.currency_id]
    return named, same, others


def _take(left, rest, same_currency):
    """Moves as much as possible from `rest` to `left`, in both currencies."""
    side = 0 if same_currency else 1
    if left[side] <= CENT or rest[side] <= CENT:
        return
    taken = min(left[side], rest[side])
    for amounts in (left, rest):
        share = taken / amounts[side]
        amounts[:] = [amount * (1 - share) for amount in amounts]


def next_step(steps, last, overdue):
    """The step that is due for an item, or None.

    steps: days of the policy's steps after the due date, ascending, negative before it
    last: days of the last step the item had, or None; overdue: days since it was due
    An item goes up one step at a time; of the steps before the due date the last one
    that is reached counts.

    >>> next_step([-3, 1, 10, 30], None, -2)
    -3
    >>> next_step([-3, 1, 10, 30], -3, 0) is None
    True
    >>> next_step([-3, 1, 10, 30], None, 45)
    1
    >>> next_step([-3, 1, 10, 30], 1, 45)
    10
    >>> next_step([-3, 1, 10, 30], 10, 12) is None
    True
    """
    ahead = [days for days in steps if last is None or days > last]
    if overdue <= 0:
        reached = [days for days in ahead if days <= overdue]
        return reached[-1] if reached else None
    late = [days for days in ahead if days >= 0]
    return late[0] if late and late[0] <= overdue else None


def judge(words, payments, today, tolerance=0.0):
    """{key: (state, received)} of promises, by the money that arrived in time.

    Each payment counts once: for the promise that ends first among those that were
    running on its day. tolerance: part of the amount that may be missing, 0.05 is 5 %.

    >>> first = Word(1, date(2026, 6, 1), date(2026, 6, 5), 1, 100.0, 100.0)
    >>> second = Word(2, date(2026, 6, 1), date(2026, 6, 12), 1, 100.0, 100.0)
    >>> money = [Paid(date(2026, 6, 4), 1, 130.0, 130.0)]
    >>> judge([first, second], money, date(2026, 6, 6))
    {1: ('kept', 100.0), 2: ('open', 30.0)}
    >>> judge([first, second], money, date(2026, 6, 13))
    {1: ('kept', 100.0), 2: ('partly', 30.0)}
    >>> judge([second], [], date(2026, 6, 13))
    {2: ('broken', 0.0)}
    >>> judge([first], [Paid(date(2026, 6, 3), 1, 96.0, 96.0)], date(2026, 6, 4), 0.05)
    {1: ('kept', 96.0)}
    """
    received = {word.key: 0.0 for word in words}
    ordered = sorted(words, key=lambda word: (word.until, word.key))
    for payment in sorted(payments, key=lambda paid: paid.day):
        _fill(ordered, received, payment)
    return {
        word.key: (
            _verdict(word, received[word.key], today, tolerance),
            round(max(received[word.key], 0.0), 6),
        )
        for word in ordered
    }


def _fill(words, received, payment):
    rest = payment.amount
    for word in words:
        if not word.given <= payment.day <= word.until:
            continue
        rate = _rate(payment, word)
        if payment.amount < 0:
            taken = max(rest * rate, -received[word.key])
        else:
            taken = min(rest * rate, max(word.amount - received[word.key], 0.0))
        received[word.key] += taken
        rest -= taken / rate
        if abs(rest) <= CENT:
            return


def _rate(payment, word):
    """Worth of a unit of the payment in the promise's currency."""
    if payment.currency_id == word.currency_id or not payment.company_amount:
        return 1.0
    in_company = payment.company_amount / payment.amount
    return in_company * word.amount / (word.company_amount or word.amount)


def _verdict(word, received, today, tolerance):
    if received >= word.amount * (1 - tolerance) - CENT:
        return "kept"
    if today <= word.until:
        return "open"
    return "partly" if received > CENT else "broken"


def interest(period, principal, payments, rate, basis=365):
    """(interest, amount-days) of a principal within a period, after each payment.

    period: first day that counts and the day that does not count any more
    payments: (day, amount); the day of a payment is still owed
    rate: per cent a year on the days of `basis`

    >>> june = (date(2026, 6, 1), date(2026, 7, 1))
    >>> interest(june, 1000.0, [], 7.3)
    (6.0, 30000.0)
    >>> interest(june, 1000.0, [(date(2026, 6, 10), 600.0)], 7.3)
    (3.6, 18000.0)
    >>> interest(june, 1000.0, [(date(2026, 5, 10), 1000.0)], 7.3)
    (0.0, 0.0)
    """
    first, last = period
    amount_days = principal * (last - first).days
    for day, amount in payments:
        stopped = max(min(day + timedelta(days=1), last), first)
        amount_days -= amount * (last - stopped).days
    amount_days = max(amount_days, 0.0)
    return round(amount_days * rate / 100 / basis, 6), round(amount_days, 6)


def rate_periods(period, base, changes):
    """[((first day, day after the last), rate)] of a period in which the rate changes.

    base: rate before the first change; changes: [(day, rate)] by day

    >>> june = (date(2026, 6, 1), date(2026, 7, 1))
    >>> rate_periods(june, 6.0, []) == [(june, 6.0)]
    True
    >>> [(a.day, b.day, rate) for (a, b), rate in rate_periods(
    ...     june, 6.0, [(date(2026, 5, 1), 7.3), (date(2026, 6, 11), 3.65)])]
    [(1, 11, 7.3), (11, 1, 3.65)]
    >>> [rate for _days, rate in rate_periods(june, 6.0, [(date(2026, 7, 1), 9.0)])]
    [6.0]
    """
    first, last = period
    days = [first, *(day for day, _rate in changes if first < day < last), last]
    rates = [(first, base), *changes]
    return [
        ((begin, end), [rate for day, rate in rates if day <= begin][-1])
        for begin, end in zip(days, days[1:], strict=False)
    ]


def bucket(overdue, starts):
    """Number of the ageing bucket: the last one that begins by then, or the first.

    >>> starts = [-100000, 1, 31, 61, 91]
    >>> [bucket(days, starts) for days in (-5, 0, 1, 30, 31, 90, 91)]
    [0, 0, 1, 1, 2, 3, 4]
    >>> bucket(-3, [1, 31])
    0
    """
    return max(sum(start <= overdue for start in starts) - 1, 0)
