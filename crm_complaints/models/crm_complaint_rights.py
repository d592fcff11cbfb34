# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Who can work a complaint: only a person with the group owns one; no model."""

from odoo.fields import Domain

MANAGERS = "crm_complaints.crm_complaints_group_manager"
AGENTS = "crm_complaints.crm_complaints_group_agent"


def entitled(users):
    """Those of the users who can open and answer complaints."""
    return users.filtered(lambda user: user.sudo().has_group(AGENTS))


def managers_of(company):
    """Complaint managers who work for a company, as superuser."""
    group = company.env.ref(MANAGERS)
    users = company.env["res.users"].sudo()
    return users.search(
        Domain("all_group_ids", "in", group.ids)
        & Domain("company_ids", "in", company.ids)
        & Domain("share", "=", False)
    )


def words_without_right(users):
    """Sentence that names who has no right; empty when everybody has it."""
    strangers = users - entitled(users)
    if not strangers:
        return ""
    return users.env._(
        "%s has no right to complaints (group Complaints: Agent).",
        ", ".join(strangers.sudo().mapped("name")),
    )
