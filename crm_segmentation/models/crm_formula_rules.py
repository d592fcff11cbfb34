# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A condition on facts written as a formula, like ``amount_12m > 2 * amount_prev_12m``.

The text is read once into a tree of tuples that knows four operations of arithmetic,
``abs``, ``min``, ``max``, ``days`` since a date, comparisons, ``and``, ``or``, ``not``:
nothing of it is ever run as a program. What cannot be known (a division by zero, days
since a date that is empty) is unknown as in SQL, and an unknown condition is not met.
"""

import ast
from fractions import Fraction

MAX_LENGTH = 500
ARITHMETIC = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}
COMPARISONS = {
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Eq: "=",
    ast.NotEq: "!=",
}
# result and argument of the functions: a number of numbers, or of one date
FUNCTIONS = {"abs": (1, 1), "min": (2, 9), "max": (2, 9), "days": (1, 1)}


class FormulaError(ValueError):
    """What is wrong with a formula: a code, and the word it is about."""

    def __init__(self, code, word=""):
        super().__init__(f"{code}: {word}" if word else code)
        self.code = code
        self.word = word


def parse(text, kinds):
    """Tree of the formula; raises FormulaError when it is none.

    kinds: name of each fact -> "number", "flag" or "date"

    >>> kinds = {"amount": "number", "orders": "number", "last": "date", "vip": "flag"}
    >>> parse("amount / orders >= 50", kinds)
    ('>=', ('/', ('fact', 'amount'), ('fact', 'orders')), ('number', '50'))
    >>> parse("vip and days(last) > 30", kinds)
    ('and', ('flag', 'vip'), ('>', ('days', ('date', 'last')), ('number', '30')))
    """
    text = (text or "").strip()
    if not text:
        raise FormulaError("empty")
    if len(text) > MAX_LENGTH:
        raise FormulaError("too_long")
    try:
        node = ast.parse(text, mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise FormulaError("syntax") from error
    try:
        kind, tree = _read(node, kinds)
    except RecursionError as error:
        raise FormulaError("syntax") from error
    if kind != "flag":
        raise FormulaError("no_condition")
    return tree


def facts_of(tree):
    """Names of the facts in the tree, each once, in order.

    >>> facts_of((">", ("fact", "b"), ("+", ("fact", "a"), ("fact", "b"))))
    ['b', 'a']
    """
    if tree[0] in ("fact", "flag", "date"):
        return [tree[1]]
    if tree[0] == "number":
        return []
    return list(dict.fromkeys(name for part in tree[1:] for name in facts_of(part)))


def _read(node, kinds):
    """(kind, tree) of one node of Python's syntax tree."""
    readers = {
        ast.BoolOp: _read_joint,
        ast.UnaryOp: _read_sign,
        ast.BinOp: _read_arithmetic,
        ast.Compare: _read_comparison,
        ast.Call: _read_call,
        ast.Name: _read_name,
        ast.Constant: _read_number,
    }
    reader = readers.get(type(node))
    if reader is None:
        raise FormulaError("unknown_part", ast.unparse(node))
    return reader(node, kinds)


def _expect(node, kinds, wanted):
    kind, tree = _read(node, kinds)
    if kind != wanted:
        raise FormulaError(f"no_{wanted}", ast.unparse(node))
    return tree


def _read_joint(node, kinds):
    joint = "and" if isinstance(node.op, ast.And) else "or"
    return "flag", (joint, *(_expect(part, kinds, "flag") for part in node.values))


def _read_sign(node, kinds):
    if isinstance(node.op, ast.Not):
        return "flag", ("not", _expect(node.operand, kinds, "flag"))
    if isinstance(node.op, ast.USub):
        return "number", ("-", ("number", "0"), _expect(node.operand, kinds, "number"))
    raise FormulaError("unknown_part", ast.unparse(node))


def _read_arithmetic(node, kinds):
    symbol = ARITHMETIC.get(type(node.op))
    if symbol is None:
        raise FormulaError("unknown_part", ast.unparse(node))
    sides = (_expect(side, kinds, "number") for side in (node.left, node.right))
    return "number", (symbol, *sides)


def _read_comparison(node, kinds):
    """``1 < a < 3`` is two comparisons that must both hold."""
    values = [node.left, *node.comparators]
    numbers = [_expect(value, kinds, "number") for value in values]
    found = []
    for operator, left, right in zip(node.ops, numbers, numbers[1:], strict=False):
        if type(operator) not in COMPARISONS:
            raise FormulaError("unknown_part", ast.unparse(node))
        found.append((COMPARISONS[type(operator)], left, right))
    return "flag", found[0] if len(found) == 1 else ("and", *found)


def _read_call(node, kinds):
    name = getattr(node.func, "id", None)
    if name not in FUNCTIONS:
        raise FormulaError("unknown_function", ast.unparse(node.func))
    least, most = FUNCTIONS[name]
    if node.keywords or not least <= len(node.args) <= most:
        raise FormulaError("arguments", name)
    wanted = "date" if name == "days" else "number"
    return "number", (name, *(_expect(part, kinds, wanted) for part in node.args))


def _read_name(node, kinds):
    kind = kinds.get(node.id)
    if kind is None:
        raise FormulaError("unknown_fact", node.id)
    return kind, ("fact" if kind == "number" else kind, node.id)


def _read_number(node, _kinds):
    if type(node.value) not in (int, float) or node.value != node.value:
        raise FormulaError("unknown_part", ast.unparse(node))
    if abs(node.value) > 1e15:
        raise FormulaError("too_large", ast.unparse(node))
    return "number", ("number", repr(node.value))


def evaluate(tree, facts, today):
    """True, False or None (unknown) of a condition; a Fraction or None of a number.

    facts: name -> number, bool or date; an empty number is 0, an empty flag False

    >>> facts = {"amount": 120, "orders": 0}
    >>> evaluate((">", ("fact", "amount"), ("number", "100")), facts, None)
    True
    >>> tree = (">", ("/", ("fact", "amount"), ("fact", "orders")), ("number", "1"))
    >>> evaluate(tree, facts, None) is None
    True
    """
    name, *parts = tree
    if name in ("fact", "number"):
        value = facts.get(parts[0]) if name == "fact" else parts[0]
        return Fraction(str(value or 0))
    if name == "flag":
        return bool(facts.get(parts[0]))
    if name == "date":
        return facts.get(parts[0]) or None
    values = [evaluate(part, facts, today) for part in parts]
    if name in ("and", "or", "not"):
        return _joined(name, values)
    if name in ("min", "max"):
        return _extreme(name, values)
    if None in values:
        return None
    if name == "days":
        return Fraction((today - values[0]).days)
    return _counted(name, *values)


def _extreme(name, values):
    """Smallest or largest of the values that are known, as LEAST and GREATEST."""
    known = [value for value in values if value is not None]
    return (min if name == "min" else max)(known, default=None)


def _joined(name, values):
    """``and``, ``or``, ``not`` of three values, as in SQL."""
    if name == "not":
        return None if values[0] is None else not values[0]
    decides = name == "or"
    if any(value is decides for value in values):
        return decides
    return None if None in values else not decides


def _counted(name, left, right=None):
    """Arithmetic and comparisons of known numbers."""
    if name == "abs":
        return abs(left)
    if name == "/":
        return left / right if right else None
    return {
        "+": lambda: left + right,
        "-": lambda: left - right,
        "*": lambda: left * right,
        "<": lambda: left < right,
        "<=": lambda: left <= right,
        ">": lambda: left > right,
        ">=": lambda: left >= right,
        "=": lambda: left == right,
        "!=": lambda: left != right,
    }[name]()
