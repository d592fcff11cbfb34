# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from dateutil.relativedelta import relativedelta

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import html2plaintext

from .crm_complaint_turns import hold


class CrmSatisfactionFlowMixin(models.AbstractModel):
    """How a survey moves: plan, running, analysed, reported, archived."""

    _name = "crm.satisfaction.flow.mixin"
    _description = "Moves of a Survey"

    date_start = fields.Date(
        string="From", default=fields.Date.context_today, required=True, copy=False
    )
    date_end = fields.Date(
        string="Until", copy=False, help="Answers are taken up to this day."
    )
    repeat_months = fields.Selection(
        selection=[("0", "Once"), ("6", "Every Half-year"), ("12", "Every Year")],
        string="Repeated",
        default="0",
        required=True,
        help="When it is reported, the next round is planned with its steps.",
    )
    next_survey_id = fields.Many2one(
        comodel_name="crm.satisfaction.survey",
        string="Next Round",
        readonly=True,
        copy=False,
        index="btree_not_null",
    )
    findings = fields.Html(
        copy=False, help="What the answers show; printed in the report."
    )
    improvements = fields.Html(
        copy=False, help="What is improved; printed, and told to the customers."
    )
    letter = fields.Html(
        string="Letter to the Customers",
        copy=False,
        help="Sent to those invited, together with results and improvements.",
    )
    date_reported = fields.Datetime(string="Reported on", readonly=True, copy=False)
    date_letter = fields.Datetime(string="Letter Sent on", readonly=True, copy=False)

    def action_start(self):
        for survey in self:
            survey._check_state("plan")
            survey._check_may_start()
            survey.sudo().state = "running"
            survey._wake()

    def action_analyse(self):
        """No more answers are taken; the researcher reads them."""
        for survey in self:
            survey._check_state("running")
            survey.sudo().state = "analysed"
            survey.sudo().invitation_ids._expire()

    def action_report(self):
        """Sends the Customer Research Report to the followers and files it."""
        for survey in self:
            survey._check_state("analysed")
            survey._check_written()
            survey.sudo().write(
                {"state": "reported", "date_reported": fields.Datetime.now()}
            )
            survey._distribute()
            survey._plan_next_round()

    def action_send_letter(self):
        """The letter goes to everybody who was invited, once, in the background."""
        for survey in self:
            survey._check_state("reported")
            if survey.date_letter:
                raise UserError(
                    self.env._("%s: the letter was sent already.", survey.name)
                )
            if not html2plaintext(survey.letter or "").strip():
                raise UserError(
                    self.env._(
                        "%s: write the letter to the customers first (page Report).",
                        survey.name,
                    )
                )
            survey.sudo().date_letter = fields.Datetime.now()
            survey._wake()

    def action_archive_survey(self):
        for survey in self:
            survey._check_state("reported")
            survey.sudo().state = "archived"

    def _check_state(self, wanted):
        """Raises unless the acting user may move the survey from the wanted state."""
        self.ensure_one()
        self.check_access("write")
        hold(self)
        self.invalidate_recordset(["state"])
        if self.state != wanted:
            labels = dict(self._fields["state"]._description_selection(self.env))
            raise UserError(
                self.env._(
                    "%(survey)s is %(state)s; this step starts from %(wanted)s.",
                    survey=self.name,
                    state=labels[self.state],
                    wanted=labels[wanted],
                )
            )

    def _check_may_start(self):
        if not self.question_ids:
            raise UserError(self.env._("%s: choose at least one item.", self.name))
        if self.kind == "periodic" and not self.invitation_ids:
            raise UserError(
                self.env._("%s: draw the sample first (Draw Sample).", self.name)
            )

    def _check_written(self):
        for name in ("findings", "improvements"):
            if not html2plaintext(self[name] or "").strip():
                raise UserError(
                    self.env._(
                        "%(survey)s: write the %(part)s first; the report is made "
                        "of them.",
                        survey=self.name,
                        part=self._fields[name]._description_string(self.env),
                    )
                )

    def _wake(self):
        self.env.ref("crm_complaints.crm_satisfaction_survey_cron").sudo()._trigger()

    def _distribute(self):
        """The report as PDF in the log: the followers are the distribution list."""
        content, _kind = self.env["ir.actions.report"]._render_qweb_pdf(
            "crm_complaints.crm_satisfaction_survey_document", self.ids
        )
        self.message_post(
            body=self.env._("Customer Research Report: %s", self.name),
            subtype_xmlid="mail.mt_comment",
            attachments=[
                (self.env._("Customer Research Report %s.pdf", self.name), content)
            ],
        )

    def _plan_next_round(self):
        """The next round with its own seed and its steps moved on."""
        months = int(self.repeat_months)
        if not months or self.next_survey_id:
            return
        step = relativedelta(months=months)
        following = self.copy(
            {
                "date_start": self.date_start + step,
                "date_end": self.date_end and self.date_end + step,
                "seed": self.seed + 1,
                "name": self.name,
            }
        )
        for copied in following.step_ids:
            copied.date_due += step
        self.sudo().next_survey_id = following
