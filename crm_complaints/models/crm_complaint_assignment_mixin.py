# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from typing import NamedTuple

from odoo import api, fields, models
from odoo.fields import Command, Domain

from .crm_assignment_rules import rank
from .crm_complaint_rights import entitled
from .crm_complaint_turns import hold


class Assignment(NamedTuple):
    """Who gets a case and why, in words that are kept."""

    user: models.BaseModel
    reason: str


class CrmComplaintAssignmentMixin(models.AbstractModel):
    """Who answers: by the rule of the team, skill, load, language and presence.

    Nothing is locked: two cases that arrive at once may meet the same agent, none of
    them fails or waits.
    """

    _name = "crm.complaint.assignment.mixin"
    _description = "Assignment of a Complaint"

    assignment_reason = fields.Char(
        string="Assigned because", copy=False, help="Why this agent got it first."
    )

    def action_assign(self):
        """Gives it to whom the rule of the team finds, and says why."""
        self.ensure_one()
        self.check_access("write")
        hold(self)
        found = self._assignment(self.team_id)
        if found.user and found.user != self.user_id:
            reason = self.env._("Assign: %s", found.reason)
            moved = self.sudo().with_context(crm_handoff_reason=reason)
            moved.write({"user_id": found.user.id})
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success" if found.user else "warning",
                "title": found.user.name or self.env._("Nobody found"),
                "message": found.reason,
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def _assignment(self, team, exclude=None):
        """Assignment for this complaint as it is now."""
        self.ensure_one()
        wanted = {
            "skills": self._demanded_skills(),
            "lang": self.partner_id.lang,
        }
        return self._assign_by_rule(team, wanted, exclude)

    @api.model
    def _choose_agent(self, team, vals):
        """Assignment of a new complaint: the agent who enters it, else by the rule."""
        if self.env.user in entitled(team.sudo().member_ids):
            return Assignment(self.env.user, self.env._("entered the complaint"))
        if team.assignment_method == "manual":
            return Assignment(
                self.env["res.users"], self.env._("the team takes its cases by hand")
            )
        partner = self.env["res.partner"].sudo().browse(vals.get("partner_id"))
        skills = self.env["crm.complaint.skill"]
        if team.sudo().assignment_method == "skill":
            skills = self._skills_of(
                self.env["crm.complaint.category"].browse(vals.get("category_id")),
                self._products_of(vals.get("line_ids") or []),
            )
        return self._assign_by_rule(team, {"skills": skills, "lang": partner.lang})

    @api.model
    def _assign_by_rule(self, team, wanted, exclude=None):
        """The best of the team's agents; when none can, its leader, who is told.

        Only who can open a complaint gets one.
        """
        team, exclude = team.sudo(), exclude or self.env["res.users"]
        users = entitled(team.member_ids) - exclude
        method = team.assignment_method or "load"
        candidates = self.env["crm.complaint.agent"]._candidates(
            users,
            self.sudo()._load_of(users),
            turns=self._turns(team) if method == "turn" else {},
            **wanted,
        )
        best = rank(candidates, method)[:1]
        if best:
            user = self.env["res.users"].browse(best[0].user_id)
            return Assignment(user, self._why(best[0], method, wanted["skills"]))
        return self._assign_to_leader(team, exclude, users)

    @api.model
    def _assign_to_leader(self, team, exclude, agents):
        """The way out when no agent can; without a leader a manager decides."""
        leader = entitled(team.user_id) - exclude
        if not leader:
            reason = self.env._(
                "neither an agent nor a leader of the team can take it; a complaint "
                "manager decides"
            )
        elif not agents:
            reason = self.env._("no other agent in the team; its leader decides")
        else:
            reason = self.env._(
                "every agent of the team is away or has reached his limit; its leader "
                "decides"
            )
        return Assignment(leader, reason)

    @api.model
    def _why(self, person, method, skills):
        words = [self.env._("%s open cases", person.load)]
        if method == "skill" and skills and not person.missing:
            names = ", ".join(skills.mapped("name"))
            words.insert(0, self.env._("knows %s", names))
        elif method == "skill" and skills:
            words.insert(0, self.env._("nobody present knows everything needed"))
        elif method == "turn":
            words.insert(0, self.env._("next in turn"))
        else:
            words.insert(0, self.env._("fewest open cases of those present"))
        if not person.speaks:
            words.append(self.env._("does not speak the customer's language"))
        return "; ".join(words)

    @api.model
    def _load_of(self, users):
        """{user id: number of open complaints}"""
        groups = self._read_group(
            Domain("user_id", "in", users.ids) & Domain("is_open", "=", True),
            ["user_id"],
            ["__count"],
        )
        return {user.id: count for user, count in groups}

    @api.model
    def _turns(self, team):
        """{user id: number of the last case the team's rule gave to that person}"""
        groups = (
            self.env["crm.complaint.handoff"]
            .sudo()
            ._read_group(
                Domain("to_team_id", "=", team.id)
                & Domain("to_user_id", "in", team.member_ids.ids),
                ["to_user_id"],
                ["id:max"],
            )
        )
        return {user.id: last for user, last in groups}

    @api.model
    def _products_of(self, commands):
        """Products named by the lines of a complaint that is about to be created."""
        lines = [c[2] for c in commands if c[0] == Command.CREATE and c[2]]
        ordered_ids = [line.get("order_line_id") for line in lines]
        product_ids = [line.get("product_id") for line in lines]
        ordered = self.env["sale.order.line"].sudo().browse(filter(None, ordered_ids))
        products = self.env["product.product"].sudo().browse(filter(None, product_ids))
        return products | ordered.product_id

    def _demanded_skills(self):
        return self._skills_of(self.category_id, self.sudo().line_ids.product_id)

    @api.model
    def _skills_of(self, category, products):
        groups = products.categ_id.sudo()
        return category.sudo().skill_ids | groups.complaint_skill_ids

    def _first_agent_reason(self):
        return self.assignment_reason or self.env._("Chosen when it was filed")
