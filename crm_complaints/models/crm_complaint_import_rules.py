# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What words of other add-ons mean here, as pure functions, without the ORM."""

from collections import Counter

# Stages that those add-ons come with, in small letters: {name: phase here}.
PHASES = {
    "draft": "new",
    "new": "new",
    "open": "work",
    "in progress": "work",
    "awaiting": "waiting",
    "customer feedback": "waiting",
    "on hold": "waiting",
    "pending": "waiting",
    "waiting": "waiting",
    "resolved": "solved",
    "solved": "solved",
    "closed": "closed",
    "done": "closed",
    "settled": "closed",
    "canceled": "cancelled",
    "cancelled": "cancelled",
    "refused": "cancelled",
    "rejected": "cancelled",
}
# Both add-ons count their stars from "0".
SEVERITIES = ("minor", "normal", "major", "critical")


def key_of(words):
    """A name as it is compared: without capitals and spaces around."""
    return " ".join((words or "").casefold().split())


def words_of(name, lang):
    """A name that may be translated: text, or {language: text}."""
    if not isinstance(name, dict):
        return name or ""
    return name.get(lang) or name.get("en_US") or next(iter(name.values()), "")


def severity_of(priority):
    """The severity of a priority "0", "1", ...; None when it is no such number."""
    if not str(priority or "").isdigit():
        return None
    return SEVERITIES[min(int(priority), len(SEVERITIES) - 1)]


class ImportPlan:
    """What one import knows of its source, and what became of it.

    names: {column: {id there: (name, whether it closes)}}
    ours: {column: {key of a name: id here}}
    """

    def __init__(self, table, company_id, present):
        self.table, self.company_id, self.present = table, company_id, present
        self.names, self.ours = {}, {}
        self.relation = None
        self.mapped, self.counts, self.left = Counter(), Counter(), []

    def name_of(self, column, row):
        """(name, whether it closes) of what a row names in a column."""
        return self.names.get(column, {}).get(row[column], ("", False))

    def note(self, column, source, target):
        """Counts what a word became; target None: nothing here has that name."""
        if source:
            self.mapped[(column, source, target)] += 1
