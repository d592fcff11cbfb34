# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models

from . import crm_satisfaction_rules as rules
from .crm_satisfaction_answer import GAP_CLASS


def _was_asked(state, sent):
    """Asked is who was written to, or met in an interview, with an answer or without.

    Who waits for his letter or his interview was not asked yet, and who waited until
    the time was over never was.
    """
    return bool(sent) or state in ("answered", "declined")


class CrmSatisfactionResultMixin(models.AbstractModel):
    """What came of a survey: response, gaps per dimension, NPS, CSAT, the target."""

    _name = "crm.satisfaction.result.mixin"
    _description = "Results of a Survey"

    tolerance = fields.Float(
        string="Equal within",
        default=0.0,
        aggregator=None,
        help="Average gaps up to this far from zero count as equal.",
    )
    invitation_count = fields.Integer(string="Invited", compute="_compute_response")
    sent_count = fields.Integer(
        string="Asked",
        compute="_compute_response",
        help="Written to, or met in an interview.",
    )
    answer_count = fields.Integer(string="Answered", compute="_compute_response")
    response_rate = fields.Float(
        string="Response Rate (%)",
        compute="_compute_response",
        help="Answered of those who were asked: written to, or met in an interview. "
        "Who still waits for one, or was never reached, does not count.",
    )
    nps = fields.Float(
        string="NPS",
        compute="_compute_response",
        aggregator=None,
        help="Promoters (9, 10) minus detractors (0 to 6) in percent of the answers.",
    )
    csat = fields.Float(
        string="CSAT (%)",
        compute="_compute_response",
        help="Overall satisfaction in the top fifth of the scale: 4 of 5, 8 of 10.",
    )
    expected_avg = fields.Float(string="Expected", compute="_compute_gap")
    perceived_avg = fields.Float(string="Experienced", compute="_compute_gap")
    gap_avg = fields.Float(string="Average Gap", compute="_compute_gap")
    gap_class = fields.Selection(selection=GAP_CLASS, compute="_compute_gap")
    target_result = fields.Selection(
        selection=[("none", "No Gap Yet"), ("met", "Met"), ("missed", "Missed")],
        compute="_compute_gap",
    )

    @api.depends("invitation_ids.state")
    def _compute_response(self):
        groups = self.env["crm.satisfaction.invitation"]._read_group(
            [("survey_id", "in", self.ids), ("state", "!=", "skipped")],
            ["survey_id", "state", "nps_class", "date_sent:year", "is_satisfied"],
            ["__count"],
        )
        for survey in self:
            rows = [row[1:] for row in groups if row[0] == survey._origin]
            asked = [row for row in rows if _was_asked(row[0], row[2])]
            answered = [row for row in rows if row[0] == "answered"]
            survey.invitation_count = sum(row[4] for row in rows)
            survey.sent_count = sum(row[4] for row in asked)
            survey.answer_count = sum(row[4] for row in answered)
            survey.response_rate = rules.percent(survey.answer_count, survey.sent_count)
            survey.nps = survey._nps_of(answered)
            happy = sum(row[4] for row in answered if row[3])
            survey.csat = rules.percent(happy, survey.answer_count)

    @api.depends("answer_ids", "target", "tolerance")
    def _compute_gap(self):
        rows = {
            survey: figures
            for survey, *figures in self.env["crm.satisfaction.answer"]._read_group(
                [("survey_id", "in", self.ids)],
                ["survey_id"],
                ["expected:avg", "perceived:avg", "gap:avg"],
            )
        }
        for survey in self:
            expected, perceived, gap = rows.get(survey._origin, (None, None, None))
            survey.expected_avg, survey.perceived_avg = expected or 0, perceived or 0
            survey.gap_avg = gap or 0
            survey.gap_class = rules.gap_class(gap, survey.tolerance) or False
            survey.target_result = survey._target_result_of(gap)

    @api.model
    def _nps_of(self, rows):
        counts = dict.fromkeys(rules.NPS_CLASSES, 0)
        for _state, found, _sent, _satisfied, count in rows:
            if found:
                counts[found] += count
        balance = counts["promoter"] - counts["detractor"]
        total = sum(counts.values())
        return 100.0 * balance / total if total else 0.0

    def _target_result_of(self, gap):
        met = rules.target_met(gap, self.target, self.tolerance)
        if met is None:
            return "none"
        return "met" if met else "missed"

    def _rows_by(self, field):
        """[{record, count, expected, perceived, gap, gap_class}] per dimension or item.

        field: "dimension_id" or "question_id"; in the order of the questionnaire.
        """
        self.ensure_one()
        groups = self.env["crm.satisfaction.answer"]._read_group(
            [("survey_id", "=", self.id)],
            [field],
            ["__count", "expected:avg", "perceived:avg", "gap:avg"],
        )
        return [
            {
                "record": record,
                "count": count,
                "expected": expected,
                "perceived": perceived,
                "gap": gap,
                "gap_class": self._gap_words(gap),
            }
            for record, count, expected, perceived, gap in groups
        ]

    def _gap_words(self, gap):
        labels = dict(self._fields["gap_class"]._description_selection(self.env))
        return labels.get(rules.gap_class(gap, self.tolerance), "")

    def _response_by_stratum(self):
        """[(stratum, drawn, asked, answered)]: the sample against its plan; asked and
        answered add up to the figures of the survey."""
        self.ensure_one()
        groups = self.env["crm.satisfaction.invitation"]._read_group(
            [("survey_id", "=", self.id), ("state", "!=", "skipped")],
            ["stratum", "state", "date_sent:year"],
            ["__count"],
        )
        rows = {}
        for stratum, state, sent, count in groups:
            row = rows.setdefault(stratum or "", [0, 0, 0])
            row[0] += count
            row[1] += count if _was_asked(state, sent) else 0
            row[2] += count if state == "answered" else 0
        return [(name, *row) for name, row in sorted(rows.items())]

    def _voices(self, limit=50):
        """Answer sheets with words, newest first: needs, difficulties, remarks."""
        return self.env["crm.satisfaction.invitation"].search(
            [
                ("survey_id", "=", self.id),
                ("state", "=", "answered"),
                "|",
                "|",
                ("comment", "!=", False),
                ("need", "!=", False),
                ("difficulty", "!=", False),
            ],
            order="date_answered desc, id desc",
            limit=limit,
        )
