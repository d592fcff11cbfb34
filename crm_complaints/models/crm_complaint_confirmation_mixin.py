# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from .crm_complaint_jobs import each_on_its_own
from .crm_complaint_readers import told_to
from .crm_complaint_turns import hold

# Kinds that are solved; an idea, a question or praise needs nobody's confirmation.
SOLVED_KINDS = ("complaint", "dispute", "service")
# none: solved before confirmation existed; free: closes by itself, nothing is asked
UNANSWERED = ("none", "asked", "free", "silent")
CONFIRMATIONS = [
    ("none", "Not Asked"),
    ("asked", "Asked"),
    ("free", "Needs No Answer"),
    ("yes", "Solved, Says the Customer"),
    ("no", "Not Solved, Says the Customer"),
    ("silent", "No Answer"),
]


class CrmComplaintConfirmationMixin(models.AbstractModel):
    """A solved case asks the customer: was it solved? Then only it is closed."""

    _name = "crm.complaint.confirmation.mixin"
    _description = "Confirmation of a Solution"

    confirmation = fields.Selection(
        selection=CONFIRMATIONS,
        string="Was It Solved?",
        default="none",
        required=True,
        readonly=True,
        copy=False,
        index=True,
    )
    date_confirmation_asked = fields.Datetime(
        string="Asked on", readonly=True, copy=False
    )
    date_confirmation = fields.Datetime(string="Answered on", readonly=True, copy=False)
    confirmation_partner_id = fields.Many2one(
        comodel_name="res.partner", string="Answered by", readonly=True, copy=False
    )
    confirmation_user_id = fields.Many2one(
        comodel_name="res.users", string="Recorded by", readonly=True, copy=False
    )
    confirmation_channel = fields.Selection(
        selection=[
            ("portal", "Portal"),
            ("phone", "Phone"),
            ("visit", "Visit"),
            ("mail", "Mail"),
        ],
        string="Answered by Way of",
        readonly=True,
        copy=False,
    )
    confirmation_note = fields.Char(
        string="Words of the Customer", readonly=True, copy=False
    )
    is_confirmation_required = fields.Boolean(
        compute="_compute_is_confirmation_required"
    )

    @api.depends(
        "kind", "category_id", "company_id", "past_category_ids", "is_kind_lowered"
    )
    def _compute_is_confirmation_required(self):
        for complaint in self:
            company = complaint.company_id
            complaint.is_confirmation_required = (
                bool(complaint._category_asking("is_confirmation_required"))
                or company.complaint_confirmation_required
                and (complaint.kind in SOLVED_KINDS or complaint.is_kind_lowered)
            )

    def action_confirm_solved(self):
        return self._ask_confirmation("yes")

    def action_confirm_unsolved(self):
        return self._ask_confirmation("no")

    def _ask_confirmation(self, answer):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_complaints.crm_complaint_confirmation_action"
        )
        action["context"] = {
            "default_complaint_id": self.id,
            "default_answer": answer,
        }
        return action

    def _check_phase(self, phase, reason):
        result = super()._check_phase(phase, reason)
        if (
            phase == "closed"
            and self.is_confirmation_required
            and self.confirmation not in ("yes", "silent")
        ):
            raise UserError(
                self.env._(
                    "%(complaint)s is closed when the customer says that it is solved. "
                    "Ask and record the answer with the button “Customer: Solved”, "
                    "or wait for the answer in the portal.",
                    complaint=self.name,
                )
            )
        return result

    def _enter_stage(self, stage, reason=""):
        result = super()._enter_stage(stage, reason)
        if stage.phase == "solved":
            self.write(
                {
                    "confirmation": "asked" if self._asks_whether_solved() else "free",
                    "date_confirmation_asked": fields.Datetime.now(),
                    **self._no_answer(),
                }
            )
        return result

    def _asks_whether_solved(self):
        return self.kind in SOLVED_KINDS or self.is_confirmation_required

    def _waits_for_confirmation(self):
        """Whether the page asks the customer now."""
        return (
            self.phase == "solved"
            and self.confirmation in UNANSWERED
            and self._asks_whether_solved()
        )

    @api.model
    def _no_answer(self):
        return {
            "date_confirmation": False,
            "confirmation_partner_id": False,
            "confirmation_user_id": False,
            "confirmation_channel": False,
            "confirmation_note": False,
        }

    def _confirm(self, answer, channel, note="", partner=None):
        """The customer's answer; closes or reopens. `self` may be changed by env.user.

        answer: "yes" or "no"; channel: how it came; note: the customer's words;
        partner: who answered, else the contact. What staff records needs a note; the
        portal's answer is given by the customer.
        """
        self.ensure_one()
        self.check_access("write")
        hold(self)
        self.invalidate_recordset(["stage_id", "phase", "confirmation"])
        staff, note = channel != "portal", note.strip()
        self._check_may_confirm(staff, note)
        partner = partner or self.partner_id
        if staff:
            self._told_by_mouth()
        self.sudo().write(
            {
                "confirmation": answer,
                "date_confirmation": fields.Datetime.now(),
                "confirmation_partner_id": partner.id,
                "confirmation_user_id": self.env.uid if staff else False,
                "confirmation_channel": channel,
                "confirmation_note": note,
            }
        )
        words = note or self.env._("The customer says it is not solved.")
        if answer == "yes":
            self._close_confirmed(self.env._("The customer says that it is solved."))
        elif staff:
            self._reopen(words)
        else:
            title = self.env._("%s: not solved, says the customer", self.name)
            self._take_up_again(title, words, partner)

    def _check_may_confirm(self, staff, note):
        if self.phase != "solved" or self.confirmation not in UNANSWERED:
            raise UserError(
                self.env._(
                    "%s does not wait for this answer: a solved complaint is "
                    "answered once, until it is solved anew.",
                    self.name,
                )
            )
        if staff and not note:
            raise UserError(
                self.env._("%s: write down what the customer said.", self.name)
            )

    def _close_confirmed(self, reason):
        """Closes a case nobody waits for any more; what hinders it is told the agent.

        Returns whether it is closed.
        """
        try:
            with self.env.cr.savepoint():
                self._move_to_phase("closed", reason)
        except UserError as error:
            agent = self.user_id or self.team_id.user_id or self.env.user
            self.sudo().activity_schedule(
                "mail.mail_activity_data_todo",
                summary=told_to(self, agent).env._("%s can be closed", self.name),
                note=str(error),
                user_id=agent.id,
            )
            return False
        return True

    def _customer_replied(self, now):
        """Who writes after the solution is not silent: the days begin anew."""
        if self.phase == "solved" and self.confirmation in ("asked", "free"):
            self.date_confirmation_asked = now
        return super()._customer_replied(now)

    def _close_silent(self):
        """No answer in time: noted, and closed as far as nothing else hinders it.

        Returns the complaints that failed; they do not keep the others open.
        """
        return each_on_its_own(
            self, "Complaints: closing", lambda complaint: complaint._be_silent()
        )

    def _be_silent(self):
        days = self.company_id.complaint_confirmation_days
        is_free = self.confirmation == "free"
        words = self.env._("Closed: no answer of the customer within %s days.", days)
        if is_free:
            words = self.env._("Closed: nobody wrote for %s days.", days)
        # tried once; what hinders closing is the agent's from then on
        self.write({"confirmation": "none" if is_free else "silent"})
        self._close_confirmed(words)

    @api.model
    def _silent_domain(self, company, now):
        days = company.complaint_confirmation_days
        return (
            Domain("company_id", "=", company.id)
            & Domain("phase", "=", "solved")
            & Domain("confirmation", "in", ("asked", "free"))
            & Domain("date_confirmation_asked", "<=", now - timedelta(days=days))
        )

    @api.model
    def _cron_close_silent(self, batch=100, now=None):
        """Closes what the customer did not answer for the days of the company."""
        cron, now = self.env["ir.cron"], now or fields.Datetime.now()
        companies = (
            self.env["res.company"]
            .sudo()
            .search([("complaint_confirmation_days", ">", 0)])
        )
        for company in companies:
            domain = self._silent_domain(company, now)
            while found := self.search(domain, limit=batch).try_lock_for_update():
                failed = found._close_silent()
                domain &= Domain("id", "not in", failed.ids)
                if not cron._commit_progress(len(found), remaining=1):
                    return
        cron._commit_progress(remaining=0)
