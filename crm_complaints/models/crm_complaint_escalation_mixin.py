# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from .crm_complaint_escalation import VERDICTS, is_warning
from .crm_complaint_rights import words_without_right
from .crm_complaint_turns import hold


class CrmComplaintEscalationMixin(models.AbstractModel):
    """Who above the agent hears of a complaint, when, and what the company level does.

    Two levels accept complaints (S-314): a team may stand below another one, which
    urges it, inspects its work, and takes over what escalates.
    """

    _name = "crm.complaint.escalation.mixin"
    _description = "Escalation of a Complaint"

    team_id = fields.Many2one("crm.complaint.team")
    escalation_level = fields.Integer(
        readonly=True, copy=False, index="btree_not_null", aggregator="max"
    )
    date_escalated = fields.Datetime(string="Escalated on", readonly=True, copy=False)
    is_crisis = fields.Boolean(
        string="Crisis",
        readonly=True,
        copy=False,
        tracking=True,
        help="Endangers the relation: company level and managers are called at once, "
        "also at night.",
    )
    escalation_ids = fields.One2many("crm.complaint.escalation", "complaint_id")
    supervising_team_id = fields.Many2one(
        related="team_id.parent_id", string="Company Level", store=True, index=True
    )

    def action_escalate(self):
        return self._ask_reason("escalate")

    def action_lower(self):
        return self._ask_reason("lower")

    def action_declare_crisis(self):
        return self._ask_reason("declare_crisis")

    def action_end_crisis(self):
        return self._ask_reason("end_crisis")

    def action_urge(self):
        return self._ask_reason("urge")

    def action_inspect(self):
        return self._ask_reason("inspect")

    def _escalate(self, reason):
        """One level up by hand; whoever reads the complaint may ask for it."""
        self.ensure_one()
        self.check_access("read")
        self._check_open_to_escalate()
        self.sudo()._climb_by_hand(reason, "manual")

    def _climb_by_hand(self, reason, kind):
        """Climbs the rungs of the next level; without any, the leaders are called."""
        hold(self)
        level = self.escalation_level + 1
        rules = self.env["crm.complaint.escalation.level"]._all_of(self.company_id)
        rungs = rules.filtered(
            lambda rule: (
                rule.trigger == "share" and rule.level == level and rule._fits(self)
            )
        )
        people = self.team_id.user_id | self._company_leader()
        for rung in rungs:
            people |= rung._people(self)
        step = {"kind": kind, "level": level, "reason": reason}
        self._take_step(step, people or self._managers(), rungs[:1])

    def _climb_rung(self, rung, clock):
        """A rung of the ladder whose time has come; called as superuser."""
        step = {
            "kind": "ladder",
            "level": rung.level,
            "reason": self._share_words(rung, clock),
            "clock_id": clock.id,
            "rung_id": rung.id,
        }
        self._take_step(step, rung._people(self), rung)

    def _declare_crisis(self, reason):
        """Calls company level and managers at once, whatever the hour (S-307)."""
        self.ensure_one()
        self.check_access("write")
        self._check_open_to_escalate()
        if self.is_crisis:
            raise UserError(self.env._("%s is a crisis already.", self.name))
        complaint = self.sudo()
        rules = self.env["crm.complaint.escalation.level"]._crisis_rules_for(complaint)
        people = complaint._company_leader()
        for rule in rules:
            people |= rule._people(complaint)
        complaint.write({"is_crisis": True, "severity": "critical"})
        level = max([complaint.escalation_level + 1, *rules.mapped("level")])
        step = {"kind": "crisis", "level": level, "reason": reason}
        complaint._take_step(step, people or complaint._managers(), rules[:1])

    def _end_crisis(self, reason):
        self.ensure_one()
        self._check_manages()
        if not self.is_crisis:
            raise UserError(self.env._("%s is no crisis.", self.name))
        self.sudo().is_crisis = False
        self.sudo()._note_step({"kind": "calm", "level": 0, "reason": reason})

    def _lower(self, reason):
        """The next escalation starts one level lower again."""
        self.ensure_one()
        self._check_manages()
        if not self.escalation_level:
            raise UserError(self.env._("%s is not escalated.", self.name))
        level = self.escalation_level - 1
        self.sudo().escalation_level = level
        self.sudo()._note_step({"kind": "lower", "level": level, "reason": reason})

    def _urge(self, reason):
        """The company level urges the office that handles the complaint (S-314)."""
        self.ensure_one()
        self._check_supervises()
        self._check_open_to_escalate()
        people = self.sudo().user_id or self.sudo().team_id.user_id
        step = {"kind": "urge", "level": self.escalation_level, "reason": reason}
        called = [fields.Command.set(people.ids)]
        note = self.sudo()._note_step(step, called_ids=called)
        self.sudo()._call_or_wait(note, self.sudo()._when_to_call(step))

    def _inspect(self, result):
        """The company level records what it found when it inspected the handling."""
        self.ensure_one()
        self._check_supervises()
        step = {"kind": "inspection", "level": self.escalation_level}
        self.sudo()._note_step({**step, "reason": result})

    def _check_open_to_escalate(self):
        if not self.is_open:
            raise UserError(
                self.env._(
                    "%(complaint)s is “%(stage)s”; reopen it before it is escalated.",
                    complaint=self.name,
                    stage=self.stage_id.name,
                )
            )

    def _check_manages(self):
        self._check_leads(
            self.env._(
                "%s: only the team leader or a complaint manager lowers an "
                "escalation or ends a crisis.",
                self.name,
            )
        )

    def _check_supervises(self):
        self.check_access("read")
        team, user = self.sudo().supervising_team_id, self.env.user
        is_manager = user.has_group("crm_complaints.crm_complaints_group_manager")
        if not (is_manager or user in team.member_ids | team.user_id):
            raise AccessError(
                self.env._(
                    "%(complaint)s: only the company level (%(team)s) and complaint "
                    "managers urge or inspect.",
                    complaint=self.name,
                    team=team.name or self.env._("no team stands above this one"),
                )
            )

    def _company_leader(self):
        return self.sudo().supervising_team_id.user_id

    def _take_step(self, step, people, rule):
        """Notes the step for good and hands over where the rung says so, at once; then
        calls people, or leaves them in peace until the team works."""
        taker, hindrance = self._taker(rule)
        if hindrance:
            reason = step["reason"].rstrip(".")
            step = {**step, "reason": f"{reason}. {hindrance}"}
        if not (people or taker):
            people = self._managers()
        later = self._when_to_call(step)
        values = {"rung_id": rule[:1].id}
        if taker and taker != self.user_id:
            values.update(from_user_id=self.user_id.id, to_user_id=taker.id)
            # by night he hears of it together with the others
            people |= taker if later else people.browse()
            self.with_context(
                crm_handoff_reason=self._step_words(step),
                mail_auto_subscribe_no_notify=bool(later),
            ).user_id = taker
        if step["level"]:
            self.date_escalated = fields.Datetime.now()
            self.escalation_level = max(step["level"], self.escalation_level)
        values["called_ids"] = [fields.Command.set(people.ids)]
        self._call_or_wait(self._note_step(step, **values), later)

    def _taker(self, rung):
        """(who takes it over by this rung, why the person it names does not)"""
        nobody = self.env["res.users"]
        taker = rung._new_agent(self) if rung else nobody
        if not taker or taker == self.user_id:
            return taker, ""
        hindrance = words_without_right(taker)
        if self.company_id not in taker.company_ids:
            hindrance = self.env._(
                "%(user)s does not work for %(company)s.",
                user=taker.name,
                company=self.company_id.name,
            )
        if not hindrance:
            return taker, ""
        return nobody, self._words_of_stay(rung, hindrance)

    def _words_of_stay(self, rung, hindrance):
        return self.env._(
            "%(hindrance)s The complaint stays with %(owner)s. Give the right in the "
            "settings of users, or choose somebody else in the rung “%(rung)s”.",
            hindrance=hindrance,
            owner=self.user_id.name or self.env._("nobody"),
            rung=rung.name,
        )

    def _note_step(self, step, **values):
        note = self._keep_step(step, **values)
        self._message_log(
            body=self.env._(
                "%(step)s: %(reason)s",
                step=self._step_words(step),
                reason=step["reason"],
            )
        )
        return note

    def _keep_step(self, step, **values):
        return self.env["crm.complaint.escalation"].create(
            {
                "complaint_id": self.id,
                "team_id": self.team_id.id,
                "date": fields.Datetime.now(),
                "user_id": self.env.uid,
                **step,
                **values,
            }
        )

    def _step_words(self, step):
        kinds = self.env["crm.complaint.escalation"]._fields["kind"]
        kind = dict(kinds._description_selection(self.env))[step["kind"]]
        if step["kind"] in VERDICTS:
            return kind
        if is_warning(step["kind"], step["level"]):
            return self.env._("Warning")
        return self.env._(
            "Escalation, level %(level)s (%(kind)s)", level=step["level"], kind=kind
        )
