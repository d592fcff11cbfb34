# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Who can work a complaint: only a person with the group owns one; no model."""

AGENTS = "crm_complaints.crm_complaints_group_agent"


def entitled(users):
    """Those of the users who can open and answer complaints."""
    return users.filtered(lambda user: user.sudo().has_group(AGENTS))


def words_without_right(users):
    """Sentence that names who has no right; empty when everybody has it."""
    strangers = users - entitled(users)
    if not strangers:
        return ""
    return users.env._(
        "%s has no right to complaints (group Complaints: Agent).",
        ", ".join(strangers.sudo().mapped("name")),
    )
