# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Words in the language of who reads them, whoever or whatever job writes; no model."""

ENGLISH = "en_US"


def by_language(users):
    """{language: those of the users who read it}; without one of their own, the
    language of who writes."""
    return users.sudo().grouped(lambda u: u.lang or users.env.lang or ENGLISH)


def told_to(record, user):
    """The record, whose words are in the language of the user who reads them."""
    return record.with_context(lang=user.sudo().lang or record.env.lang or ENGLISH)
