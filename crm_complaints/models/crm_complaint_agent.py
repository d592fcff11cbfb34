# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

import pytz

from odoo import api, fields, models
from odoo.exceptions import AccessError

from .crm_assignment_rules import Candidate

MANAGERS = "crm_complaints.crm_complaints_group_manager"


class CrmComplaintAgent(models.Model):
    """What a person can do, how much at once, and whether he is at his desk."""

    _name = "crm.complaint.agent"
    _description = "Agent or Technician"
    _inherit = ["crm.complaint.presence.mixin", "crm.guarded.mixin"]
    _order = "user_id"
    _rec_name = "user_id"

    _guarded_fields = frozenset({"away_until", "is_away"})
    _frozen_fields = frozenset({"user_id"})

    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Person",
        required=True,
        index=True,
        ondelete="cascade",
        domain="[('share', '=', False)]",
    )
    active = fields.Boolean(default=True)
    skill_ids = fields.Many2many(
        comodel_name="crm.complaint.skill", relation="crm_complaint_agent_skill_rel"
    )
    lang_ids = fields.Many2many(
        comodel_name="res.lang",
        relation="crm_complaint_agent_lang_rel",
        string="Languages",
        help="Languages in which the person answers customers; empty: the language of "
        "the user.",
    )
    max_open = fields.Integer(
        string="Open Cases at Most",
        help="No new case comes by itself above this number; 0: no limit.",
    )
    is_technician = fields.Boolean(
        string="On-site Service", help="Is proposed for services at the customer's."
    )
    open_count = fields.Integer(string="Open Cases", compute="_compute_open_count")

    _user_unique = models.Constraint(
        "UNIQUE (user_id)", "This person is on the list already."
    )
    _max_open_positive = models.Constraint(
        "CHECK (max_open >= 0)", "The number of open cases cannot be negative."
    )

    def _compute_open_count(self):
        load = self.env["crm.complaint"].sudo()._load_of(self.user_id)
        for agent in self:
            agent.open_count = load.get(agent.user_id.id, 0)

    def action_leave_desk(self):
        self._switch_desk({"is_away": True, "away_until": False})

    def action_leave_for_today(self):
        """Away until midnight of the person's own day."""
        for agent in self:
            zone = pytz.timezone(agent.user_id.tz or "UTC")
            today = pytz.utc.localize(fields.Datetime.now()).astimezone(zone).date()
            night = fields.Datetime.to_datetime(today + timedelta(days=1))
            until = zone.localize(night).astimezone(pytz.utc).replace(tzinfo=None)
            agent._switch_desk({"is_away": True, "away_until": until})

    def action_return_to_desk(self):
        self._switch_desk({"is_away": False, "away_until": False})

    @api.model
    def action_open_mine(self):
        """The own card, which a person needs to leave the desk."""
        if not self.env.user.has_group("crm_complaints.crm_complaints_group_agent"):
            raise AccessError(self.env._("Only complaint agents have a desk."))
        mine = self.sudo().search([("user_id", "=", self.env.uid)])
        mine = mine or self.sudo().create({"user_id": self.env.uid})
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("My Desk"),
            "res_model": self._name,
            "res_id": mine.id,
            "view_mode": "form",
        }

    def _switch_desk(self, values):
        """One's own switch; a manager switches everybody's."""
        is_manager = self.env.user.has_group(MANAGERS)
        for agent in self:
            if not (self.env.su or is_manager or agent.user_id == self.env.user):
                raise AccessError(
                    self.env._(
                        "%s or a complaint manager switches this desk.",
                        agent.user_id.name,
                    )
                )
        self.sudo().write(values)

    @api.model
    def _candidates(self, users, loads, **wanted):
        """Candidates among `users`; a constant number of queries.

        wanted: skills (crm.complaint.skill), lang (code), start and end of the work,
        turns ({user id: number of the last case})
        """
        start = wanted.get("start") or fields.Datetime.now()
        end = wanted.get("end") or start
        skills = wanted.get("skills") or self.env["crm.complaint.skill"]
        cards = self.sudo().search([("user_id", "in", users.ids)])
        by_user = {card.user_id.id: card for card in cards}
        absent = self._users_on_leave(users, start, end)
        off = self._days_off(users.sudo(), start)
        nobody = self.sudo().browse()
        return [
            Candidate(
                user_id=user.id,
                load=loads.get(user.id, 0),
                limit=by_user.get(user.id, nobody).max_open,
                missing=len(skills - by_user.get(user.id, nobody).skill_ids),
                speaks=by_user.get(user.id, nobody)._speaks(user, wanted.get("lang")),
                is_away=user.id in absent
                or by_user.get(user.id, nobody)._is_away_at(start),
                is_off=user.id in off,
                days_off=off.get(user.id, 0),
                last_turn=wanted.get("turns", {}).get(user.id, 0),
            )
            for user in users.sudo()
        ]

    def _speaks(self, user, lang):
        languages = self.lang_ids.mapped("code") or [user.lang]
        return not lang or lang in languages
