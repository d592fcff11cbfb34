# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The Chinese lunar calendar of 2020 to 2099, without any other library.

A year of the table is one number. Bits 0 to 12: which of its months, in order, have 30
days (the others have 29); bits 13 to 16: the month after which a leap month stands, or
0; the bits above: days from 1 January to the first day of the lunar year.
"""

from datetime import date, timedelta

FIRST_YEAR = 2020
YEARS = (
    0x30952E,
    0x540556,
    0x3E0AB5,
    0x2A55B2,
    0x5006D2,
    0x38CEA5,
    0x5E0725,
    0x48064B,
    0x32AC97,
    0x560CAB,
    0x42055A,
    0x2C6AD6,
    0x520B69,
    0x3D7752,
    0x620B52,
    0x4C0B25,
    0x36DA4B,
    0x5A0A4B,
    0x4404AB,
    0x2EA55B,
    0x5405AD,
    0x3E0B6A,
    0x2A5B52,
    0x500D92,
    0x3AFD25,
    0x5E0D25,
    0x480A55,
    0x32B4AD,
    0x5804B6,
    0x4005B5,
    0x2C6DAA,
    0x520EC9,
    0x3F1E92,
    0x620E92,
    0x4C0D26,
    0x36CA56,
    0x5A0A57,
    0x4404D6,
    0x2E86D5,
    0x540755,
    0x400749,
    0x286E93,
    0x4E0693,
    0x38F52B,
    0x5E052B,
    0x460A5B,
    0x32B55A,
    0x58056A,
    0x420B65,
    0x2C974A,
    0x520B4A,
    0x3D1A95,
    0x620A95,
    0x4A052D,
    0x34CAAD,
    0x5A0AB5,
    0x4605AA,
    0x2E8BA5,
    0x540DA5,
    0x400D4A,
    0x2A7C95,
    0x4E0C96,
    0x38F94E,
    0x5E0556,
    0x480AB5,
    0x32B5B2,
    0x5806D2,
    0x420EA5,
    0x2E8E4A,
    0x50064B,
    0x3B0C97,
    0x6004AB,
    0x4A055B,
    0x34CAD6,
    0x5A0B6A,
    0x460752,
    0x309725,
    0x540B25,
    0x3E0A8B,
    0x28549B,
)
LAST_YEAR = FIRST_YEAR + len(YEARS) - 1


def lunar_to_solar(year, month, day):
    """The calendar day of a lunar day, or None outside the table.

    A leap month is never meant: festivals are kept in the regular month. A 30th day of
    a month that has only 29 is kept on its last day, as people do.

    >>> lunar_to_solar(2026, 1, 1)
    datetime.date(2026, 2, 17)
    >>> lunar_to_solar(2026, 12, 30)
    datetime.date(2027, 2, 5)
    """
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    packed = YEARS[year - FIRST_YEAR]
    leap = packed >> 13 & 15
    lengths = [30 if packed >> number & 1 else 29 for number in range(13)]
    before = month - 1 + (1 if leap and month > leap else 0)
    new_year = date(year, 1, 1) + timedelta(days=packed >> 17)
    days = sum(lengths[:before]) + min(day, lengths[before]) - 1
    return new_year + timedelta(days=days)
