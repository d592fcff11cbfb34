# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Arithmetic of qualifications, without the ORM."""


def percent(got, most):
    """Points in percent of the most possible, to two decimals; 0 without any."""
    return round(100 * got / most, 2) if most else 0.0


def weighted(parts):
    """Mean of (weight, percent) pairs, to two decimals; 0 without any weight."""
    total = sum(weight for weight, _percent in parts)
    if not total:
        return 0.0
    return round(sum(weight * value for weight, value in parts) / total, 2)


def points_of(kind, answer, given, chosen, most):
    """Points of one answer: all or none for yes and no, else those given or chosen."""
    if kind == "yes_no":
        return most if answer == "yes" else 0.0
    return chosen if kind == "choice" else given


def is_failed(kind, answer, points, least):
    """Whether an answer to a criterion that must not fail fails it."""
    return answer != "yes" if kind == "yes_no" else points < least


def is_passed(rule, score, mark, met):
    """The template's rule: enough percent, or at least one criterion met."""
    return met > 0 if rule == "any" else score >= mark
