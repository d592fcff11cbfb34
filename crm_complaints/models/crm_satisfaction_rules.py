# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Arithmetic of satisfaction: gaps, NPS, CSAT, samples. No ORM, no clock.

Satisfaction is what was experienced minus what was expected. Below the expectation the
customer is dissatisfied and may leave, at it the loyalty is very low, above it the
customer stays: that is the aim. NPS is the share of 9 and 10 minus the share of 0 to 6.
"""

import hashlib

GAP_CLASSES = ("below", "equal", "above")
NPS_CLASSES = ("detractor", "passive", "promoter")


def gap(expected, perceived):
    """Perceived minus expected, or None when one of the two was not answered."""
    if expected is None or perceived is None:
        return None
    return perceived - expected


def gap_class(value, tolerance=0.0):
    """below, equal or above; None for no gap.

    tolerance: averages that close to zero count as equal. The edge itself is equal.
    """
    if value is None:
        return None
    # a mean of whole scores is never meant more exactly than this
    value = round(value, 6)
    if value < -tolerance:
        return "below"
    return "above" if value > tolerance else "equal"


def mean(values):
    """Average of the values that are not None, or None."""
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None


def nps_class(score):
    """promoter (9, 10), passive (7, 8) or detractor (0 to 6)."""
    if score is None:
        return None
    if score >= 9:
        return "promoter"
    return "passive" if score >= 7 else "detractor"


def nps(scores):
    """Share of promoters minus share of detractors, -100 to 100, or None."""
    classes = [nps_class(score) for score in scores if score is not None]
    if not classes:
        return None
    count = classes.count("promoter") - classes.count("detractor")
    return 100.0 * count / len(classes)


def satisfied_from(scale):
    """The lowest score that counts as satisfied: 4 of 5, 8 of 10."""
    return scale * 0.8


def csat(scores, scale):
    """Percentage of satisfied among those who answered, or None."""
    known = [score for score in scores if score is not None]
    if not known:
        return None
    happy = [score for score in known if score >= satisfied_from(scale)]
    return 100.0 * len(happy) / len(known)


def percent(part, whole):
    """part of whole in percent, 0 when there is nothing."""
    return 100.0 * part / whole if whole else 0.0


def target_met(value, target, tolerance=0.0):
    """Whether an average gap meets ("meets") or exceeds ("exceeds") expectations."""
    found = gap_class(value, tolerance)
    if found is None:
        return None
    return found == "above" or (target == "meets" and found == "equal")


def draw_number(seed, key):
    """A number from 0 up to 1 that depends on seed and key only, on any machine."""
    digest = hashlib.sha256(f"{seed}:{key}".encode()).digest()
    return int.from_bytes(digest[:8], "big") / 2**64


def allocate(sizes, total):
    """How many of each stratum a sample of `total` takes, in proportion.

    sizes: {stratum: size}. Largest remainders get what rounding leaves over; a tie
    goes to the larger stratum, then to the smaller name. Never more than there are.
    """
    population = sum(sizes.values())
    total = min(total, population)
    if not total:
        return dict.fromkeys(sizes, 0)
    shares = {name: divmod(size * total, population) for name, size in sizes.items()}
    taken = {name: share[0] for name, share in shares.items()}
    order = sorted(sizes, key=lambda name: (-shares[name][1], -sizes[name], str(name)))
    for name in order[: total - sum(taken.values())]:
        taken[name] += 1
    return taken


def draw(strata, total, seed):
    """Random but repeatable stratified sample.

    strata: {stratum: ids}; total: size of the sample, 0 for everybody. The same seed
    and customers give the same sample on any machine, in whatever order they come.
    """
    if not total:
        return sorted(key for keys in strata.values() for key in keys)
    counts = allocate({name: len(keys) for name, keys in strata.items()}, total)
    chosen = []
    for name, keys in strata.items():
        mixed = sorted(keys, key=lambda key: (draw_number(seed, key), key))
        chosen += mixed[: counts[name]]
    return sorted(chosen)
