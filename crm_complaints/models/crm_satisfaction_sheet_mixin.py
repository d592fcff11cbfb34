# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models
from odoo.exceptions import UserError

from . import crm_satisfaction_queries as queries
from . import crm_satisfaction_rules as rules
from .crm_satisfaction_answer import GAP_CLASS, NPS_CLASS

# scores of the whole, on the scale of the survey
SCORES = ("overall", "complaint_likelihood", "loyalty", "use_again")
WORDS = ("difficulty", "need", "comment")
NPS_VALUE = {"promoter": 100, "passive": 0, "detractor": -100}


class CrmSatisfactionSheetMixin(models.AbstractModel):
    """The answers of one customer: taken once, scored at once, never edited."""

    _name = "crm.satisfaction.sheet.mixin"
    _description = "Answer Sheet of a Survey"

    answer_ids = fields.One2many("crm.satisfaction.answer", "invitation_id")
    date_answered = fields.Datetime(string="Answered on", readonly=True, copy=False)
    channel = fields.Selection(
        selection=[("portal", "Link"), ("phone", "Phone"), ("visit", "Visit")],
        readonly=True,
        copy=False,
    )
    user_id = fields.Many2one(
        comodel_name="res.users", string="Interviewer", readonly=True, copy=False
    )
    overall = fields.Integer(
        string="Overall Satisfaction", readonly=True, copy=False, aggregator="avg"
    )
    complaint_likelihood = fields.Integer(
        string="Likelihood to Complain", readonly=True, copy=False, aggregator="avg"
    )
    loyalty = fields.Integer(readonly=True, copy=False, aggregator="avg")
    use_again = fields.Integer(
        string="Will Use Again", readonly=True, copy=False, aggregator="avg"
    )
    nps = fields.Integer(
        string="Would Recommend (0 to 10)", readonly=True, copy=False, aggregator=None
    )
    nps_class = fields.Selection(
        selection=NPS_CLASS, string="NPS Class", readonly=True, copy=False
    )
    nps_balance = fields.Integer(
        string="NPS",
        readonly=True,
        copy=False,
        aggregator="avg",
        help="100 for a promoter, -100 for a detractor: the average is the NPS.",
    )
    is_satisfied = fields.Boolean(string="Satisfied", readonly=True, copy=False)
    expected = fields.Float(readonly=True, copy=False, aggregator="avg")
    perceived = fields.Float(
        string="Experienced", readonly=True, copy=False, aggregator="avg"
    )
    gap = fields.Float(
        readonly=True,
        copy=False,
        aggregator="avg",
        help="Average of the items: experienced minus expected.",
    )
    gap_class = fields.Selection(selection=GAP_CLASS, readonly=True, copy=False)
    difficulty = fields.Text(string="Difficulties in Use", readonly=True, copy=False)
    need = fields.Text(string="Needs", readonly=True, copy=False)
    comment = fields.Text(string="Remarks", readonly=True, copy=False)

    def _read_group_select(self, aggregate_spec, query):
        """Averages leave out what was not answered."""
        markers = {
            "gap:avg": "gap_class",
            "expected:avg": "gap_class",
            "nps_balance:avg": "nps_class",
            "perceived:avg": "date_answered",
            "overall:avg": "date_answered",
        }
        if aggregate_spec in markers:
            name = aggregate_spec.partition(":")[0]
            return queries.average_answered(
                self._field_to_sql(self._table, name, query),
                self._field_to_sql(self._table, markers[aggregate_spec], query),
            )
        return super()._read_group_select(aggregate_spec, query)

    def _answer(self, sheet, channel="portal"):
        """Takes the one answer of an invitation; called as superuser.

        sheet: {"items": {question id: (expected, perceived)}, the names of SCORES,
        "nps" and WORDS}; what was left empty is None. env.user is who records it.
        """
        self._check_pending()
        self._check_sheet(sheet)
        now = fields.Datetime.now()
        rows = self._prepare_answers(sheet["items"], now)
        self.env["crm.satisfaction.answer"].create(rows)
        self.write(
            {
                **{name: sheet.get(name) or 0 for name in SCORES},
                **{name: sheet.get(name) or False for name in WORDS},
                **self._prepare_scores(sheet, rows),
                "state": "answered",
                "channel": channel,
                "user_id": self.env.uid if channel != "portal" else False,
                "date_answered": now,
            }
        )
        self.env["crm.customer"]._touch(self.partner_id, self.company_id)
        self._call_back()

    def _prepare_answers(self, items, now):
        survey = self.survey_id
        rows = []
        for question in survey.question_ids.filtered(lambda q: q.id in items):
            expected, perceived = items[question.id]
            if perceived is None:
                continue
            if not survey.ask_expectation:
                expected = survey.standard_score or None
            gap = rules.gap(expected, perceived)
            rows.append(
                {
                    "invitation_id": self.id,
                    "survey_id": survey.id,
                    "company_id": self.company_id.id,
                    "customer_id": self.customer_id.id,
                    "question_id": question.id,
                    "dimension_id": question.dimension_id.id,
                    "date": now,
                    "expected": expected or 0,
                    "perceived": perceived,
                    "gap": gap or 0,
                    "gap_class": rules.gap_class(gap) or False,
                }
            )
        return rows

    def _prepare_scores(self, sheet, rows):
        """Averages of the sheet; items without an expectation have no gap."""
        survey = self.survey_id
        complete = [row for row in rows if row["gap_class"]]
        gap = rules.mean([row["gap"] for row in complete])
        found = rules.nps_class(sheet.get("nps"))
        overall = sheet.get("overall")
        return {
            "expected": rules.mean([row["expected"] for row in complete]) or 0,
            "perceived": rules.mean([row["perceived"] for row in rows]) or 0,
            "gap": gap or 0,
            "gap_class": rules.gap_class(gap, survey.tolerance) or False,
            "nps": sheet.get("nps") or 0,
            "nps_class": found or False,
            "nps_balance": NPS_VALUE.get(found, 0),
            "is_satisfied": overall >= rules.satisfied_from(int(survey.scale)),
        }

    def _check_sheet(self, sheet):
        """Raises UserError that tells the customer what to change."""
        scale = int(self.survey_id.scale)
        if sheet.get("overall") is None:
            raise UserError(
                self.env._("Please tell us how satisfied you are all in all.")
            )
        scores = [sheet.get(name) for name in SCORES]
        for pair in sheet["items"].values():
            scores += pair
        wrong = [s for s in scores if s is not None and not 1 <= s <= scale]
        recommend = sheet.get("nps")
        if wrong or (recommend is not None and not 0 <= recommend <= 10):
            raise UserError(
                self.env._(
                    "Scores go from 1 to %s; the recommendation from 0 to 10.", scale
                )
            )

    def _call_back(self):
        """Who is dissatisfied or would not recommend us is called by the researcher."""
        if self.gap_class != "below" and self.nps_class != "detractor":
            return
        self.env["crm.complaint.callback"].create(
            {
                "invitation_id": self.id,
                "company_id": self.company_id.id,
                "customer_id": self.customer_id.id,
                "partner_id": self.partner_id.id,
                "user_id": self.survey_id.user_id.id,
                "reason": "survey",
                "date_due": self.env["crm.customer"]._today(self.company_id),
            }
        )

    def _words(self):
        """What the customer wrote, each part on its own line."""
        self.ensure_one()
        return "\n".join(filter(None, [self[name] for name in WORDS]))
