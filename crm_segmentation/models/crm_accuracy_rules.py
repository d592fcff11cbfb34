# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""How good a forecast of months would have been, without the ORM (S-543)."""

from typing import NamedTuple

from .crm_series_rules import METHODS, TooShort

# Below this part of tested months with turnover, percentages judge no longer.
LEAST_SOLD = 0.75


class Accuracy(NamedTuple):
    """mape: mean of |actual - forecast| / actual, over months with turnover; or None
    mse: mean of the squared errors
    signal: tracking signal, the sum of the errors divided by their mean size; beyond 4
        the forecast is always on one side (above zero: it was too low)
    sold: part of the months that had turnover
    """

    mape: float | None
    mse: float
    signal: float
    sold: float


class Tested(NamedTuple):
    """One way with its proof.

    forecasts: of the tested months, each from the months before it
    accuracy: None when it could not be tested
    wanted: months of history it needs besides the tested ones, when they are missing;
        0 when a month without turnover rules it out
    """

    name: str
    forecasts: list
    accuracy: Accuracy | None
    wanted: int


def accuracy(actual, forecasts):
    """The ``Accuracy`` of forecasts of months that are known.

    Errors -10, 0 and 20: (10 % + 0 % + 10 %) / 3, (100 + 0 + 400) / 3, 10 / 10.

    >>> accuracy([100, 150, 200], [110, 150, 180])
    Accuracy(mape=0.06666666666666667, mse=166.66666666666666, signal=1.0, sold=1.0)
    >>> accuracy([0, 0], [1, 1])
    Accuracy(mape=None, mse=1.0, signal=-2.0, sold=0.0)
    """
    errors = [real - said for real, said in zip(actual, forecasts, strict=True)]
    parts = [
        abs(error / real)
        for real, error in zip(actual, errors, strict=True)
        if real > 0
    ]
    size = sum(map(abs, errors)) / len(errors)
    return Accuracy(
        sum(parts) / len(parts) if parts else None,
        sum(error * error for error in errors) / len(errors),
        sum(errors) / size if size else 0.0,
        len(parts) / len(errors),
    )


def backtest(series, tests, window=3):
    """A ``Tested`` for each way: every one of the last `tests` months is foretold from
    the months before it, one month ahead.

    >>> tested = {one.name: one for one in backtest([10, 20] * 4, 2)}
    >>> tested["last_month"].forecasts, round(tested["moving"].accuracy.mse, 3)
    ([20.0, 10.0], 44.444)
    >>> tested["parallel"].wanted
    24
    """
    return [_tested(name, series, tests, window) for name in METHODS]


def best(tested, measure="mape"):
    """Name of the way with the smallest error; None when none could be tested.

    measure: "mape", or "mse" where large misses matter most. A month without turnover
    is no part of the MAPE, so that it would praise who always says nothing: with many
    of them the squared errors decide. Of equals the simpler one.

    >>> best(backtest([10, 20] * 18, 6)), best(backtest([1], 3))
    ('comparison', None)
    >>> best(backtest([0, 40, 0, 0, 50, 0] * 3, 6)) == best(
    ...     backtest([0, 40, 0, 0, 50, 0] * 3, 6), "mse")
    True
    """
    known = [one for one in tested if one.accuracy]
    if not known:
        return None
    if any(one.accuracy.sold < LEAST_SOLD for one in known):
        measure = "mse"
    return min(known, key=lambda one: round(getattr(one.accuracy, measure), 9)).name


def forecast(name, series, count, window=3):
    """Months to come by one way; raises TooShort."""
    return _method(name, window)(series, count)


def _tested(name, series, tests, window):
    method = _method(name, window)
    places = range(max(len(series) - tests, 0), len(series))
    try:
        if len(series) <= tests:
            raise TooShort(1)
        forecasts = [method(series[:place], 1)[0] for place in places]
    except TooShort as short:
        return Tested(name, [], None, short.wanted)
    actual = [series[place] for place in places]
    return Tested(name, forecasts, accuracy(actual, forecasts), 0)


def _method(name, window):
    if name == "moving":
        return lambda series, count: METHODS[name](series, count, window)
    return METHODS[name]
