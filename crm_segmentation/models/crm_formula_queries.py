# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A condition read by crm_formula_rules, as SQL on the table of customers."""

from decimal import Decimal

from odoo.tools import SQL

SYMBOLS = {
    "+": SQL("+"),
    "-": SQL("-"),
    "*": SQL("*"),
    "<": SQL("<"),
    "<=": SQL("<="),
    ">": SQL(">"),
    ">=": SQL(">="),
    "=": SQL("="),
    "!=": SQL("!="),
}
FUNCTIONS = {
    "not": SQL("NOT"),
    "abs": SQL("ABS"),
    "min": SQL("LEAST"),
    "max": SQL("GREATEST"),
}


def formula_met(tree, alias, today):
    """SQL of a condition read by crm_formula_rules, on the table named `alias`.

    What is unknown is not met, also when the condition is turned round.
    """
    return SQL("COALESCE(%s, FALSE)", _formula(tree, alias, today))


def _formula(tree, alias, today):
    name, *parts = tree
    if name in ("fact", "flag", "date"):
        return _column(name, SQL.identifier(alias, parts[0]))
    if name == "number":
        return SQL("%s::numeric", Decimal(parts[0]))
    values = [_formula(part, alias, today) for part in parts]
    if name in ("and", "or"):
        joint = SQL(" AND ") if name == "and" else SQL(" OR ")
        return SQL("(%s)", joint.join(values))
    if name == "days":
        return SQL("(%s::date - %s)::numeric", today, *values)
    if name == "/":
        return SQL("(%s / NULLIF(%s, 0))", *values)
    if name in FUNCTIONS:
        return SQL("%s(%s)", FUNCTIONS[name], SQL(", ").join(values))
    left, right = values
    return SQL("(%s %s %s)", left, SYMBOLS[name], right)


def _column(kind, column):
    """An empty number is 0 and an empty flag false, as Odoo reads them."""
    if kind == "fact":
        return SQL("COALESCE(%s, 0)::numeric", column)
    return SQL("COALESCE(%s, FALSE)", column) if kind == "flag" else column
