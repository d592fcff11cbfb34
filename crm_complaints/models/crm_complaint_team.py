# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import ast

from odoo import api, fields, models, tools
from odoo.exceptions import ValidationError

from .crm_complaint_rights import words_without_right


class CrmComplaintTeam(models.Model):
    _name = "crm.complaint.team"
    _description = "Complaint Team"
    _inherit = [
        "crm.complaint.cached.mixin",
        "crm.complaint.team.mixin",
        "mail.alias.mixin.optional",
        "mail.thread",
    ]
    _order = "sequence, name, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    parent_id = fields.Many2one(
        comodel_name="crm.complaint.team",
        string="Company Level",
        index=True,
        check_company=True,
        ondelete="restrict",
        help="The team above: it follows the complaints of this one, urges it, "
        "inspects its work and takes over what escalates.",
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Team Leader",
        check_company=True,
        domain="[('share', '=', False)]",
        help="Is told about breaches and about unhappy customers.",
    )
    member_ids = fields.Many2many(
        comodel_name="res.users",
        relation="crm_complaint_team_member_rel",
        string="Agents",
        check_company=True,
        domain="[('share', '=', False)]",
    )
    kind = fields.Selection(
        selection=lambda self: self.env["crm.complaint"]._selection_kind(),
        help="Takes cases of this kind; empty: takes what no other team takes.",
    )
    assignment_method = fields.Selection(
        selection=[
            ("manual", "By Hand"),
            ("load", "Fewest Open Cases"),
            ("skill", "By Skill"),
            ("turn", "In Turn"),
        ],
        string="Assign New Cases",
        default="load",
        required=True,
        help="Who is away, on leave or has reached his limit gets nothing new; who "
        "works at that moment goes first, then who is back first. When nobody can, the "
        "team leader gets the case.",
    )
    resource_calendar_id = fields.Many2one(
        comodel_name="resource.calendar",
        string="Working Hours",
        check_company=True,
        default=lambda self: self.env.company.resource_calendar_id,
        help="The clocks of the team's complaints count these hours, in their time "
        "zone; empty: around the clock.",
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    compensation_limit = fields.Monetary(
        help="How much an agent grants to a customer of this team; zero: as in the "
        "settings of the company.",
    )
    complaint_ids = fields.One2many("crm.complaint", "team_id")
    open_count = fields.Integer(string="Open Complaints", compute="_compute_open_count")

    def _compute_open_count(self):
        groups = self.env["crm.complaint"]._read_group(
            [("team_id", "in", self.ids), ("is_open", "=", True)],
            ["team_id"],
            ["__count"],
        )
        counts = {team.id: count for team, count in groups}
        for team in self:
            team.open_count = counts.get(team.id, 0)

    @api.constrains("parent_id")
    def _check_parent_id(self):
        if self._has_cycle():
            raise ValidationError(
                self.env._("A team cannot stand above itself: %s.", self[:1].name)
            )

    @api.constrains("user_id", "member_ids")
    def _check_entitled(self):
        for team in self:
            words = words_without_right(team.user_id | team.member_ids)
            if words:
                raise ValidationError(
                    self.env._(
                        "%(team)s: %(words)s Leader and agents of a team answer its "
                        "complaints: give the right in the settings of users, or "
                        "choose somebody else.",
                        team=team.name,
                        words=words,
                    )
                )

    def action_view_complaints(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_complaints.crm_complaint_action"
        )
        action["domain"] = [("team_id", "=", self.id)]
        action["context"] = {"default_team_id": self.id, "search_default_open": 1}
        return action

    def _alias_get_creation_values(self):
        values = super()._alias_get_creation_values()
        values["alias_model_id"] = self.env["ir.model"]._get_id("crm.complaint")
        if self.id:
            defaults = ast.literal_eval(self.alias_defaults or "{}")
            values["alias_defaults"] = {
                **defaults,
                "team_id": self.id,
                "company_id": self.company_id.id,
            }
        return values

    @api.model
    def _team_for(self, company, kind, category):
        """Team of a new complaint: of its category, of its kind, or the general one."""
        team = category.team_id
        if team.active and team.company_id == company:
            return team
        return self.browse(self._team_id_for(company.id, kind) or [])

    @api.model
    @tools.ormcache("company_id", "kind")
    def _team_id_for(self, company_id, kind):
        teams = self._cached_search(
            [("company_id", "=", company_id), ("kind", "in", [kind, False])]
        )
        return teams.sorted(lambda candidate: candidate.kind != kind)[:1].id
