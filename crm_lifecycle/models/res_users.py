# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Command

ROLES = {
    "own": "crm_lifecycle.crm_lifecycle_group_user",
    "team": "crm_lifecycle.crm_lifecycle_group_team",
    "archive": "crm_lifecycle.crm_lifecycle_group_archive",
    "company": "crm_lifecycle.crm_lifecycle_group_director",
    "group": "crm_lifecycle.crm_lifecycle_group_director",
}


class ResUsers(models.Model):
    _inherit = "res.users"

    customer_level = fields.Selection(
        selection=[
            ("own", "Own customers"),
            ("team", "The team's customers"),
            ("archive", "Archive of the company"),
            ("company", "All customers of one company"),
            ("group", "All customers of several companies"),
            ("none", "No customers"),
        ],
        string="Sees",
        compute="_compute_customer_level",
        search="_search_customer_level",
        help="Whose customers this person sees, from groups and allowed companies.",
    )

    @api.depends("group_ids", "company_ids")
    def _compute_customer_level(self):
        groups = {level: self.env.ref(xml_id) for level, xml_id in ROLES.items()}
        for user in self:
            held = user.sudo().all_group_ids
            level = "none"
            for name in ("own", "team", "archive", "company"):
                if groups[name] in held:
                    level = name
            if level == "company" and len(user.sudo().company_ids) > 1:
                level = "group"
            user.customer_level = level

    def _search_customer_level(self, operator, value):
        """People are few: the level is computed, not derived in SQL."""
        if operator != "in":
            return NotImplemented
        users = self.sudo().search([("share", "=", False)])
        return [("id", "in", users.filtered(lambda u: u.customer_level in value).ids)]

    def _set_customer_level(self, level, companies=None):
        """Gives exactly the group of a level, and the companies it is for."""
        if not self.env.user.has_group("base.group_erp_manager"):
            raise AccessError(
                self.env._(
                    "Only who manages access rights decides who sees which customers."
                )
            )
        roles = {self.env.ref(xml_id).id for xml_id in ROLES.values()}
        commands = [Command.unlink(role) for role in sorted(roles)]
        if level != "none":
            commands.append(Command.link(self.env.ref(ROLES[level]).id))
        values = {"group_ids": commands}
        if companies:
            values["company_ids"] = [Command.link(company.id) for company in companies]
        self.sudo().write(values)
