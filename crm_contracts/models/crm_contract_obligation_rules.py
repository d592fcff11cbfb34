# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""When obligations and periods of contracts begin and end, without the ORM."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta


def end_of_day(day, zone):
    """Midnight after a day of a time zone, as Odoo stores it (UTC, naive).

    >>> from datetime import date
    >>> end_of_day(date(2026, 6, 15), "UTC")
    datetime.datetime(2026, 6, 16, 0, 0)
    >>> end_of_day(date(2026, 6, 15), "Asia/Shanghai")
    datetime.datetime(2026, 6, 15, 16, 0)
    """
    midnight = datetime.combine(day + timedelta(days=1), time(), ZoneInfo(zone))
    return midnight.astimezone(UTC).replace(tzinfo=None)


def day_of(moment, zone):
    """Calendar day of a stored moment in a time zone.

    >>> day_of(datetime(2026, 6, 15, 20, 0), "Asia/Shanghai")
    datetime.date(2026, 6, 16)
    """
    return moment.replace(tzinfo=UTC).astimezone(ZoneInfo(zone)).date()


def obligation_due(base, delay, unit, zone):
    """Moment until which an obligation is fulfilled; base is a moment or a day.

    Hours run from the moment, or from the end of the day when only the day is known.
    Days and months end with their last day; the day of the event does not count.

    >>> from datetime import date
    >>> obligation_due(datetime(2026, 6, 15, 9, 30), 72, "hour", "UTC")
    datetime.datetime(2026, 6, 18, 9, 30)
    >>> obligation_due(date(2026, 6, 15), 72, "hour", "UTC")
    datetime.datetime(2026, 6, 19, 0, 0)
    >>> obligation_due(date(2026, 6, 15), 3, "day", "UTC")
    datetime.datetime(2026, 6, 19, 0, 0)
    >>> obligation_due(datetime(2026, 1, 31, 9, 30), 1, "month", "UTC")
    datetime.datetime(2026, 3, 1, 0, 0)
    >>> obligation_due(None, 3, "day", "UTC")
    """
    if not base:
        return None
    is_moment = isinstance(base, datetime)
    if unit == "hour":
        start = base if is_moment else end_of_day(base, zone)
        return start + timedelta(hours=delay)
    day = day_of(base, zone) if is_moment else base
    step = relativedelta(months=delay) if unit == "month" else timedelta(days=delay)
    return end_of_day(day + step, zone)


def period_end(start, months):
    """Last day of a period of months.

    >>> from datetime import date
    >>> period_end(date(2026, 6, 15), 12), period_end(date(2026, 1, 31), 1)
    (datetime.date(2027, 6, 14), datetime.date(2026, 2, 27))
    """
    return start + relativedelta(months=months) - timedelta(days=1) if start else None
