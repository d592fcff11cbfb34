# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A search condition in words, for readers of a printed or exported list."""

JOINTS = {"&": "and", "|": "or", "!": "not"}


def domain_in_words(domain, words_of, joints=None):
    """Infix text of a domain in Odoo's prefix notation.

    words_of: function from (field, operator, value) to the words of one condition
    joints: the words for "&", "|" and "!" in the reader's language

    >>> words = lambda field, operator, value: f"{field} {operator} {value}"
    >>> domain_in_words(["|", ("a", "=", 1), "&", ("b", ">", 2), ("c", "=", 3)], words)
    'a = 1 or (b > 2 and c = 3)'
    >>> domain_in_words([("a", "=", 1), "!", ("b", "=", 2)], words)
    'a = 1 and not b = 2'
    >>> domain_in_words([], words)
    ''
    """
    joints = joints or JOINTS
    stack = []
    for token in reversed(domain):
        if token == "!":
            stack.append(f"{joints['!']} {_bracketed(stack.pop())}")
        elif token in ("&", "|"):
            joint = joints[token]
            parts = [_bracketed(stack.pop(), joint) for _side in range(2)]
            stack.append(_Joined(f" {joint} ".join(parts), joint))
        else:
            stack.append(words_of(*token))
    stack.reverse()
    if len(stack) == 1:
        return str(stack[0])
    both = joints["&"]
    return f" {both} ".join(_bracketed(part, both) for part in stack)


class _Joined(str):
    """Text of several conditions, remembering what joins them."""

    def __new__(cls, text, joint):
        joined = super().__new__(cls, text)
        joined.joint = joint
        return joined


def _bracketed(text, joint=None):
    inner = getattr(text, "joint", joint)
    return text if inner == joint else f"({text})"
