# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The six steps by which a company divides its market, and when a step is finished."""

from typing import NamedTuple

STEPS = ("purpose", "data", "criteria", "segments", "check", "action")


class Study(NamedTuple):
    """What was worked out so far; every step rests on the ones before.

    purpose: the question that the segments shall answer
    ways: number of ways by which data are collected
    facts, gaps: facts chosen as criteria, and those known of too few customers
    segments, empty, small: segments made, those without a member, those below the
        size that is worth the effort
    accepted: whether too small ones are kept knowingly
    targets, offers: segments chosen as target market, and those of them that have a
        step, a pricelist or a visit policy
    date_review: whether a day is set on which all is looked at again
    """

    purpose: bool = False
    ways: int = 0
    facts: int = 0
    gaps: int = 0
    segments: int = 0
    empty: int = 0
    small: int = 0
    accepted: bool = False
    targets: int = 0
    offers: int = 0
    date_review: bool = False


def missing(step, study):
    """Codes of what the step still lacks, in the order in which to do it.

    >>> missing("purpose", Study())
    ['purpose']
    >>> missing("criteria", Study(facts=3, gaps=1))
    ['gaps']
    >>> missing("check", Study(segments=4, small=1))
    ['small']
    >>> missing("check", Study(segments=4, small=1, accepted=True))
    []
    """
    lacks = {
        "purpose": {"purpose": not study.purpose},
        "data": {"ways": not study.ways},
        "criteria": {"facts": not study.facts, "gaps": study.gaps > 0},
        "segments": {"segments": study.segments < 2},
        "check": {
            "empty": study.empty > 0,
            "small": study.small > 0 and not study.accepted,
        },
        "action": {
            "targets": not study.targets,
            "offers": study.offers < study.targets,
            "date_review": not study.date_review,
        },
    }
    return [code for code, lacking in lacks[step].items() if lacking]


def next_step(step):
    """The step after this one; nothing after the last.

    >>> next_step("purpose"), next_step("action")
    ('data', None)
    """
    place = STEPS.index(step) + 1
    return STEPS[place] if place < len(STEPS) else None


def reached(study):
    """How many of the six steps are finished, one after the other.

    >>> reached(Study(purpose=True, ways=2, segments=3))
    2
    """
    done = 0
    for step in STEPS:
        if missing(step, study):
            break
        done += 1
    return done
