# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Words of mails as pure functions, without the ORM."""

import re

from lxml import html

from odoo.tools import html2plaintext


def number_words(subject):
    """Words of a subject that may be the number of a case."""
    words = re.split(r"[\s\[\](),;:#]+", subject or "")
    return [word.rstrip(".!?") for word in words if any(map(str.isdigit, word))]


def own_words(body):
    """What the sender of a mail wrote himself, without what he quotes below it."""
    if not (body or "").strip():
        return ""
    tree = html.fromstring(f"<div>{body}</div>")
    for quote in tree.xpath(".//*[@data-o-mail-quote]"):
        quote.drop_tree()
    text = html2plaintext(html.tostring(tree, encoding="unicode"))
    lines = [line for line in text.splitlines() if not line.lstrip().startswith(">")]
    return "\n".join(lines).strip()
