# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The one kind of error that people see."""


class Problem(Exception):
    """One sentence: what is wrong and what to do about it."""
