# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError

STATES = [
    ("plan", "Plan"),
    ("running", "Running"),
    ("analysed", "Analysed"),
    ("reported", "Reported"),
    ("archived", "Archived"),
]


class CrmSatisfactionSurvey(models.Model):
    """A satisfaction survey: after an event, or by a periodic plan with a sample.

    Events are found in crm.satisfaction.event.mixin, samples drawn in
    crm.satisfaction.sample.mixin, moves made in crm.satisfaction.flow.mixin, results
    counted in crm.satisfaction.result.mixin.
    """

    _name = "crm.satisfaction.survey"
    _description = "Satisfaction Survey"
    _inherit = [
        "crm.satisfaction.event.mixin",
        "crm.satisfaction.reminder.mixin",
        "crm.satisfaction.sample.mixin",
        "crm.satisfaction.flow.mixin",
        "crm.satisfaction.result.mixin",
        "crm.rule.mixin",
        "crm.guarded.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "date_start desc, id desc"

    _guarded_fields = frozenset({"state"})
    _frozen_fields = frozenset({"company_id"})
    # what was asked stays as it was asked
    _asked_fields = frozenset(
        {"ask_expectation", "kind", "question_ids", "scale", "standard_score"}
    )

    def _default_question_ids(self):
        return self.env["crm.satisfaction.question"].search(
            [("is_standard", "=", True)]
        )

    name = fields.Char(required=True, translate=True)
    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Researcher",
        required=True,
        default=lambda self: self.env.user,
        tracking=True,
        domain="[('share', '=', False)]",
        help="Analyses the answers, writes the report, calls the dissatisfied back.",
    )
    state = fields.Selection(
        selection=STATES,
        string="Status",
        default="plan",
        required=True,
        index=True,
        tracking=True,
    )
    kind = fields.Selection(
        selection=[
            ("event", "After an Event"),
            ("periodic", "By a Plan"),
        ],
        default="event",
        required=True,
    )
    introduction = fields.Text(
        translate=True,
        help="Shown above the questions and in the invitation; why you ask.",
    )
    question_ids = fields.Many2many(
        comodel_name="crm.satisfaction.question",
        relation="crm_satisfaction_survey_question_rel",
        string="Items",
        default=lambda self: self._default_question_ids(),
    )
    scale = fields.Selection(
        selection=[("5", "1 to 5"), ("10", "1 to 10")], default="5", required=True
    )
    ask_expectation = fields.Boolean(
        string="Ask What Was Expected",
        default=True,
        help="Each item is scored twice: expected and experienced.",
    )
    standard_score = fields.Float(
        string="Service Standard",
        default=4.0,
        help="Stands for the expectation where it is not asked; 0: no gap is counted.",
    )
    ask_needs = fields.Boolean(
        string="Ask for Needs and Difficulties",
        default=True,
        help="Two open questions: what is difficult in use, what is missing.",
    )
    target = fields.Selection(
        selection=[
            ("meets", "Meets the expectations"),
            ("exceeds", "Exceeds the expectations"),
        ],
        default="exceeds",
        required=True,
        help="What the average gap shall reach: zero, or more than zero.",
    )
    invitation_ids = fields.One2many("crm.satisfaction.invitation", "survey_id")
    answer_ids = fields.One2many("crm.satisfaction.answer", "survey_id")
    step_ids = fields.One2many("crm.satisfaction.step", "survey_id", copy=True)

    @api.constrains("standard_score", "scale")
    def _check_standard_score(self):
        for survey in self:
            if not 0 <= survey.standard_score <= int(survey.scale):
                raise UserError(
                    self.env._(
                        "%(survey)s: the service standard lies between 0 and "
                        "%(scale)s.",
                        survey=survey.name,
                        scale=survey.scale,
                    )
                )

    def write(self, vals):
        if self._asked_fields & vals.keys():
            self._check_planned()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_started(self):
        self._check_planned()

    def action_view_invitations(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_complaints.crm_satisfaction_invitation_action"
        )
        action["domain"] = [("survey_id", "=", self.id)]
        action["context"] = {}
        return action

    def action_view_answers(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_complaints.crm_satisfaction_answer_action"
        )
        action["domain"] = [("survey_id", "=", self.id)]
        return action

    def action_preview(self):
        """The page as the customer will see it, without anything to send."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_url",
            "target": "new",
            "url": f"/satisfaction/preview/{self.id}",
        }

    def _check_planned(self):
        for survey in self:
            if survey.state != "plan":
                raise UserError(
                    self.env._(
                        "%(survey)s has started: what is asked stays as it is. "
                        "Duplicate it for another round.",
                        survey=survey.name,
                    )
                )

    def _dimensions(self):
        """[(dimension, its questions)] in the order of the page."""
        self.ensure_one()
        questions = self.question_ids.sorted(
            lambda q: (q.dimension_id.sequence, q.dimension_id.id, q.sequence, q.id)
        )
        return list(questions.grouped("dimension_id").items())
