# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A search condition in words, for readers of a printed or exported list."""

JOINTS = {"&": "and", "|": "or"}


def domain_in_words(domain, words_of):
    """Infix text of a domain in Odoo's prefix notation.

    words_of: function from (field, operator, value) to the words of one condition

    >>> words = lambda field, operator, value: f"{field} {operator} {value}"
    >>> domain_in_words(["|", ("a", "=", 1), "&", ("b", ">", 2), ("c", "=", 3)], words)
    'a = 1 or (b > 2 and c = 3)'
    >>> domain_in_words([("a", "=", 1), "!", ("b", "=", 2)], words)
    'a = 1 and not b = 2'
    >>> domain_in_words([], words)
    ''
    """
    stack = []
    for token in reversed(domain):
        if token == "!":
            stack.append(f"not {_bracketed(stack.pop())}")
        elif token in ("&", "|"):
            joint = JOINTS[token]
            parts = [_bracketed(stack.pop(), joint) for _side in range(2)]
            stack.append(_Joined(f" {joint} ".join(parts), joint))
        else:
            stack.append(words_of(*token))
    stack.reverse()
    if len(stack) == 1:
        return str(stack[0])
    return " and ".join(_bracketed(part, "and") for part in stack)


class _Joined(str):
    """Text of several conditions, remembering what joins them."""

    def __new__(cls, text, joint):
        joined = super().__new__(cls, text)
        joined.joint = joint
        return joined


def _bracketed(text, joint=None):
    inner = getattr(text, "joint", joint)
    return text if inner == joint else f"({text})"
