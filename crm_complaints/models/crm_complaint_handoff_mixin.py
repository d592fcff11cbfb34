# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from .crm_complaint_rights import entitled, words_without_right
from .crm_complaint_turns import hold


class CrmComplaintHandoffMixin(models.AbstractModel):
    """One agent at any time; no change of agent or team without a line in the log.

    The log is written in ``write``, so that no route leads past it; the dialog Hand
    Over is the way to move a complaint to somebody else, because it asks why.
    """

    _name = "crm.complaint.handoff.mixin"
    _description = "Hand-offs of a Complaint"

    handoff_ids = fields.One2many("crm.complaint.handoff", "complaint_id")
    handoff_count = fields.Integer(
        string="Handed over", readonly=True, copy=False, aggregator="avg"
    )
    return_count = fields.Integer(
        string="Came back",
        readonly=True,
        copy=False,
        help="How often it came back to an agent or team that had it before.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        complaints = super().create(vals_list)
        complaints._check_owners()
        self.env["crm.complaint.handoff"].sudo().create(
            [
                complaint._prepare_handoff(
                    {}, "arrival", complaint._first_agent_reason()
                )
                for complaint in complaints.sudo()
            ]
        )
        return complaints

    def write(self, vals):
        if not {"user_id", "team_id"} & vals.keys():
            return super().write(vals)
        self._check_direct_move(vals)
        before = {
            complaint: {"user": complaint.user_id, "team": complaint.team_id}
            for complaint in self.sudo()
        }
        result = super().write(vals)
        self.sudo()._log_moves(before)
        return result

    def action_hand_over(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_complaints.crm_complaint_hand_over_action"
        )
        action["context"] = {
            "default_complaint_id": self.id,
            "default_team_id": self.team_id.id,
        }
        return action

    def _hand_over(self, team, user, reason):
        """Gives the complaint to another team or agent; who gets it is told by mail.

        Without `user` the team's rule chooses one. Raises AccessError or UserError.
        """
        self.ensure_one()
        self.check_access("write")
        if not reason.strip():
            raise UserError(
                self.env._("%s: say why it is handed over; it is kept.", self.name)
            )
        hold(self)
        if not user:
            user = self._assignment(team, exclude=self.user_id).user
        if not user:
            raise UserError(
                self.env._(
                    "%(team)s has nobody who could take %(complaint)s; choose the "
                    "agent yourself.",
                    team=team.name,
                    complaint=self.name,
                )
            )
        if not entitled(user):
            raise UserError(
                self.env._(
                    "%(user)s is no complaint agent. Keep %(complaint)s and ask with "
                    "“Ask a Colleague”: the answer appears in the complaint.",
                    user=user.name,
                    complaint=self.name,
                )
            )
        moved = self.sudo().with_context(crm_handoff_reason=reason.strip())
        moved.write({"team_id": team.id, "user_id": user.id})

    def _check_direct_move(self, vals):
        """Without the dialog an agent only takes what is free, or new and his to do."""
        if self.env.su:
            return
        for complaint in self:
            is_other_team = (
                "team_id" in vals and (vals["team_id"] or False) != complaint.team_id.id
            )
            agent = complaint.user_id.id
            wanted = vals.get("user_id", agent) or False
            is_taken = wanted == self.env.uid and (
                not agent or complaint.phase == "new"
            )
            if is_other_team or (wanted != agent and not is_taken):
                raise AccessError(
                    self.env._(
                        "%(complaint)s is moved to another agent or team with the "
                        "button Hand Over, which asks for the reason; what is new or "
                        "has no agent you may take yourself.",
                        complaint=complaint.name,
                    )
                )

    def _check_owners(self):
        """A person names an owner who can work the case; jobs look for themselves."""
        if self.env.su:
            return
        for complaint in self:
            words = words_without_right(complaint.user_id)
            if words:
                raise AccessError(
                    self.env._(
                        "%(complaint)s: %(words)s Choose an agent, or leave it empty: "
                        "then the team's rule finds one.",
                        complaint=complaint.name,
                        words=words,
                    )
                )

    def _log_moves(self, before):
        """One line per complaint that really changed hands; called as superuser."""
        values = []
        reason = self.env.context.get("crm_handoff_reason") or self._move_reason()
        for complaint in self:
            old = before[complaint]
            if old == {"user": complaint.user_id, "team": complaint.team_id}:
                continue
            is_back = complaint._is_return(old)
            kind = "back" if is_back else "forward"
            values.append(complaint._prepare_handoff(old, kind, reason))
            # the counters need no tracking of their own
            complaint.with_context(mail_notrack=True).write(
                {
                    "handoff_count": complaint.handoff_count + 1,
                    "return_count": complaint.return_count + is_back,
                }
            )
        self.env["crm.complaint.handoff"].create(values)

    def _is_return(self, old):
        """Whether it comes back to an agent, or to a team, that already had it."""
        earlier = self.handoff_ids
        if old["user"] != self.user_id:
            had = earlier.from_user_id | earlier.to_user_id
            return bool(self.user_id and self.user_id in had)
        return self.team_id in (earlier.from_team_id | earlier.to_team_id)

    def _move_reason(self):
        """Why it moved when nobody was asked: taken, or passed on by a rule."""
        if self.user_id == self.env.user:
            return self.env._("Taken by the agent")
        return self.env._("Passed on by a rule or together with the customer")

    def _teams_at(self, moment):
        """{complaint: the team that had it before a moment}; what arrived in an older
        system had its first one."""
        teams = {complaint: complaint.team_id for complaint in self}
        moves = self.env["crm.complaint.handoff"].search_fetch(
            [("complaint_id", "in", self.ids)],
            ["complaint_id", "date", "to_team_id"],
            order="date, id",
        )
        for complaint, own in moves.grouped("complaint_id").items():
            before = own.filtered(lambda move: move.date < moment)
            teams[complaint] = (before[-1:] or own[:1]).to_team_id
        return teams

    def _prepare_handoff(self, old, kind, reason):
        nobody, no_team = self.env["res.users"], self.env["crm.complaint.team"]
        return {
            "complaint_id": self.id,
            "date": fields.Datetime.now(),
            "from_user_id": old.get("user", nobody).id,
            "to_user_id": self.user_id.id,
            "from_team_id": old.get("team", no_team).id,
            "to_team_id": self.team_id.id,
            "kind": kind,
            "reason": reason,
            "user_id": self.env.uid,
        }
