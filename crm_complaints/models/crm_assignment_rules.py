# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Who gets a new case, as pure functions without the ORM."""

from typing import NamedTuple


class Candidate(NamedTuple):
    """A person who could get the case.

    load: open cases (or services of that day); limit: at most so many, 0 for any number
    missing: wanted skills the person does not have
    is_away: not at the desk or on leave; is_off: does not work at this
    moment by the own calendar; days_off: days until the next work
    last_turn: number of the last case got, 0 for none
    """

    user_id: int
    load: int = 0
    limit: int = 0
    missing: int = 0
    speaks: bool = True
    is_away: bool = False
    is_off: bool = False
    days_off: int = 0
    last_turn: int = 0

    @property
    def is_full(self):
        return bool(self.limit) and self.load >= self.limit


def rank(candidates, method):
    """Candidates who can take the case, best first.

    Who is away or full is left out; among the others somebody who works now goes before
    somebody who does not, and whoever is back sooner before the rest; then the rule of
    the team counts, then the language.

    >>> anna, boris = Candidate(1, load=3), Candidate(2, load=1)
    >>> [person.user_id for person in rank([anna, boris], "load")]
    [2, 1]
    >>> [person.user_id for person in rank([anna._replace(missing=1), boris], "skill")]
    [2, 1]
    >>> rank([boris._replace(limit=1)], "load")
    []
    """
    able = [person for person in candidates if not person.is_away | person.is_full]

    def order(person):
        skill = person.missing if method == "skill" else 0
        turn = person.last_turn if method == "turn" else 0
        return (
            person.is_off,
            person.days_off,
            skill,
            turn,
            not person.speaks,
            person.load,
            person.user_id,
        )

    return sorted(able, key=order)
