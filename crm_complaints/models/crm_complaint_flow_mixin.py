# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models
from odoo.exceptions import UserError

from .crm_complaint_stage import OPEN_PHASES
from .crm_complaint_turns import hold


class CrmComplaintFlowMixin(models.AbstractModel):
    """How a complaint moves: one method checks and stamps, buttons only call it."""

    _name = "crm.complaint.flow.mixin"
    _description = "Moves of a Complaint"

    # investigation
    cause_id = fields.Many2one(
        comodel_name="crm.complaint.cause", index=True, ondelete="restrict", copy=False
    )
    investigation = fields.Text(
        copy=False, help="What was checked and found; the customer does not see it."
    )
    corrective_action = fields.Text(
        copy=False, help="What is changed so that it does not happen again."
    )
    corrective_user_id = fields.Many2one(
        comodel_name="res.users", string="Responsible", copy=False
    )
    date_corrective = fields.Date(string="Due Date", copy=False)
    reopening_ids = fields.One2many("crm.complaint.reopening", "complaint_id")

    def action_take(self):
        """The acting agent takes the complaint and starts to work on it."""
        self.check_access("write")
        hold(self)
        self.write({"user_id": self.env.uid})
        fresh = self.filtered(lambda complaint: complaint.phase == "new")
        fresh._move_to_phase("work")

    def action_solve(self):
        self._move_to_phase("solved")

    def action_close(self):
        self._move_to_phase("closed")

    def action_resume(self):
        self._move_to_phase("work", self.env._("Resumed by %s", self.env.user.name))

    def action_pause(self):
        return self._ask_reason("pause")

    def action_cancel(self):
        return self._ask_reason("cancel")

    def action_reopen(self):
        return self._ask_reason("reopen")

    def _ask_reason(self, operation):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_complaints.crm_complaint_reason_action"
        )
        action["context"] = {
            "default_complaint_id": self.id,
            "default_operation": operation,
        }
        return action

    def _pause(self, reason):
        self._move_to_phase("waiting", reason)

    def _cancel(self, reason):
        self._move_to_phase("cancelled", reason)

    def _reopen(self, reason):
        self._move_to_phase("work", reason)

    def _move_to_phase(self, phase, reason=""):
        self._move_to_stage(self.env["crm.complaint.stage"]._first(phase), reason)

    def _move_to_stage(self, stage, reason=""):
        """Moves by hand: checks right, allowed next stage and what the phase needs.

        Raises AccessError or UserError naming the complaint, the rule and the way out.
        """
        self.check_access("write")
        for complaint in self:
            hold(complaint)
            complaint.invalidate_recordset(["stage_id", "phase"])
            if complaint.stage_id == stage:
                continue
            complaint.stage_id._check_next(stage)
            complaint._check_phase(stage.phase, reason)
            complaint.sudo()._enter_stage(stage, reason)

    def _check_phase(self, phase, reason):
        """What a phase asks for before a complaint may enter it."""
        self.ensure_one()
        reopens = phase in OPEN_PHASES and not self.is_open
        if (phase in ("waiting", "cancelled") or reopens) and not reason.strip():
            raise UserError(
                self.env._(
                    "%s: give a reason; use the buttons Wait, Cancel or Reopen of the "
                    "complaint.",
                    self.name,
                )
            )
        if phase in ("solved", "closed") and not (self.solution or "").strip():
            raise UserError(
                self.env._(
                    "%s: write the solution first; the customer reads it.", self.name
                )
            )
        if phase == "closed":
            self._check_learned()
        if phase in ("closed", "cancelled"):
            self._check_offers_answered()

    def _check_not_closed(self):
        """Raises UserError when what was told is changed after closing."""
        closed = self.filtered(lambda c: c.phase in ("closed", "cancelled"))
        if closed:
            raise UserError(
                self.env._(
                    "%(complaint)s is “%(stage)s”: what was said stays as it was. "
                    "Reopen it to change it.",
                    complaint=closed[0].name,
                    stage=closed[0].stage_id.name,
                )
            )

    def _check_learned(self):
        category = self._category_asking("is_cause_required")
        if not category:
            return
        if not self.cause_id or not self._has_corrective_action():
            raise UserError(
                self.env._(
                    "%(complaint)s: complaints of the category “%(category)s” are "
                    "closed with a cause and a corrective action (page Investigation).",
                    complaint=self.name,
                    category=category.name,
                )
            )

    def _has_corrective_action(self):
        return bool((self.corrective_action or "").strip())

    def _check_offers_answered(self):
        pending = self.sudo().compensation_ids.filtered(
            lambda offer: offer.state in ("waiting", "offered")
        )
        if pending:
            raise UserError(
                self.env._(
                    "%(complaint)s: the compensation of %(amount)s is not answered "
                    "yet; record the answer or withdraw it.",
                    complaint=self.name,
                    amount=pending[0].currency_id.format(pending[0].amount),
                )
            )

    def _enter_stage(self, stage, reason=""):
        """Stamps the move; called as superuser, env.user is who moves."""
        self.ensure_one()
        now, old_phase = fields.Datetime.now(), self.phase
        values = {"stage_id": stage.id}
        if stage.phase in OPEN_PHASES and old_phase not in OPEN_PHASES:
            self._note_reopening(now, reason)
            values.update(date_solved=False, date_closed=False)
            values["reopen_count"] = self.reopen_count + 1
        if stage.phase in ("solved", "closed"):
            values["date_solved"] = self.date_solved or now
        if stage.phase in ("closed", "cancelled"):
            values["date_closed"] = now
        self.write(values)
        self._run_clocks(old_phase, now, reason)
        if reason and not self.env.context.get("crm_reason_is_said"):
            self.message_post(body=reason, author_id=self.env.user.partner_id.id)
        if stage.phase == "solved":
            self._tell_solution()
        self._touch_customers()

    def _note_reopening(self, now, reason):
        """Keeps when the complaint was done; the figures of that time stay true."""
        self.env["crm.complaint.reopening"].create(
            {
                "complaint_id": self.id,
                "date_done": min(
                    filter(None, (self.date_solved, self.date_closed)), default=now
                ),
                "date": now,
                "user_id": self.env.uid,
                "reason": reason,
            }
        )
