# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""How visits are spread over days; no ORM."""


def spread(days, loads, count, per_day):
    """Chooses `count` of the working days, evenly apart and not on full days.

    days: sorted working days; loads: {day: visits already on it}, changed by the call;
    per_day: how many visits a day takes before another day is preferred.
    Returns the chosen days in order; a day may come twice only when all are taken.

    >>> spread([1, 2, 3, 4, 5, 6], {}, 2, 4)
    [2, 5]
    >>> spread([1, 2, 3], {2: 4}, 1, 4)
    [1]
    """
    chosen = []
    for number in range(count):
        if not days:
            break
        ideal = (2 * number + 1) * len(days) // (2 * count)

        def burden(position, ideal=ideal):
            day = days[position]
            load = loads.get(day, 0)
            full = load >= per_day
            return full, day in chosen, abs(position - ideal), load, position

        day = days[min(range(len(days)), key=burden)]
        loads[day] = loads.get(day, 0) + 1
        chosen.append(day)
    return sorted(chosen)
