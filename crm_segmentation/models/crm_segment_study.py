# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from .crm_study_rules import STEPS, Study, missing, next_step, reached

WAYS = ("way_documents", "way_visits", "way_survey", "way_complaints", "way_market")
WAYS += ("way_purchase",)


class CrmSegmentStudy(models.Model):
    """Dividing the market in six steps, from the question to what is done (S-496).

    A step is left for the next one when it holds what the next one rests on.
    """

    _name = "crm.segment.study"
    _description = "Segmentation in Six Steps"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "id desc"

    name = fields.Char(required=True, tracking=True)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        default=lambda self: self.env.company,
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Responsible",
        default=lambda self: self.env.user,
        domain="[('share', '=', False)]",
    )
    step = fields.Selection(
        selection=[
            ("purpose", "1. Question"),
            ("data", "2. Data"),
            ("criteria", "3. Criteria"),
            ("segments", "4. Segments"),
            ("check", "5. Check"),
            ("action", "6. Action"),
        ],
        default="purpose",
        required=True,
        tracking=True,
        copy=False,
    )
    missing_text = fields.Text(string="Still to Do", compute="_compute_missing")
    progress = fields.Integer(string="Steps Finished", compute="_compute_missing")

    # 1. what the segments shall answer
    purpose = fields.Text(
        help="Which decision the segments shall help with: prices, care, an offer."
    )

    # 2. six ways to collect what is not known yet
    way_documents = fields.Boolean(
        string="Own Documents", help="Orders, invoices, payments: facts of customers."
    )
    way_visits = fields.Boolean(
        string="Visits", help="Questions that salespeople ask and write down."
    )
    way_survey = fields.Boolean(string="Surveys", help="Answers of customers.")
    way_complaints = fields.Boolean(
        string="Complaints and Enquiries", help="What customers say by themselves."
    )
    way_market = fields.Boolean(
        string="Public Sources", help="Registers, statistics, fairs, the press."
    )
    way_purchase = fields.Boolean(
        string="Bought Data", help="Address and rating agencies, market research."
    )

    # 3. facts that divide
    fact_ids = fields.One2many(
        comodel_name="crm.segment.study.fact",
        inverse_name="study_id",
        string="Criteria",
        copy=True,
    )
    coverage_min = fields.Float(
        string="Known of at Least",
        default=0.8,
        help="A fact divides well when it is known of this part of the customers.",
    )

    # 4. and 5. the segments and what they are worth
    segment_ids = fields.Many2many("crm.segment", string="Segments")
    size_min = fields.Integer(
        string="At Least Customers",
        default=10,
        help="Below this number a segment is hardly worth an effort of its own.",
    )
    small_accepted = fields.Boolean(
        string="Keep Small Segments", help="They are worth it all the same."
    )
    covered_share = fields.Float(
        string="Turnover Covered",
        compute="_compute_covered_share",
        help="Part of the turnover of 12 months that members of these segments make.",
    )

    # 6. what follows
    conclusion = fields.Text(help="Which segments are served, how, and by whom.")
    date_review = fields.Date(string="Look Again on")

    @api.depends("segment_ids", "company_id")
    def _compute_covered_share(self):
        customers = self.env["crm.segment"]
        for study in self:
            company = Domain("company_id", "=", study.company_id.id)
            members = company & Domain(
                "segment_ids", "in", study.segment_ids._origin.ids
            )
            everybody = customers._size_of(company)[1]
            amount = customers._size_of(members)[1] if study.segment_ids else 0.0
            study.covered_share = amount / everybody if everybody else 0.0

    @api.depends(
        "step",
        "purpose",
        *WAYS,
        "fact_ids.fact",
        "coverage_min",
        "segment_ids.is_target",
        "segment_ids.step_ids",
        "segment_ids.pricelist_id",
        "segment_ids.visit_policy_id",
        "size_min",
        "small_accepted",
        "date_review",
    )
    @api.depends_context("lang", "uid")
    def _compute_missing(self):
        texts = self._missing_texts()
        for study in self:
            facts = study._as_facts()
            lacks = missing(study.step, facts)
            study.missing_text = "\n".join(texts[code] for code in lacks)
            study.progress = reached(facts)

    def action_next(self):
        """Goes to the next step when this one holds what it needs."""
        for study in self:
            study.check_access("write")
            if study.missing_text:
                raise UserError(
                    self.env._(
                        "%(study)s cannot go on yet. %(missing)s",
                        study=study.name,
                        missing=study.missing_text,
                    )
                )
            following = next_step(study.step)
            if following:
                study.step = following
            else:
                study._plan_review()

    def action_back(self):
        for study in self:
            study.step = STEPS[max(STEPS.index(study.step) - 1, 0)]

    def action_view_segments(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_segmentation.crm_segment_action"
        )
        action["domain"] = [("id", "in", self.segment_ids.ids)]
        return action

    def _plan_review(self):
        """The last step plans the day on which the segments are looked at again."""
        self.activity_unlink(["mail.mail_activity_data_todo"])
        self.activity_schedule(
            "mail.mail_activity_data_todo",
            date_deadline=self.date_review,
            summary=self.env._("Look at the segments of %s again", self.name),
            user_id=self.user_id.id or self.env.uid,
        )

    def _as_facts(self):
        """The study as the rules of crm_study_rules see it."""
        self.ensure_one()
        segments = self.segment_ids
        targets = segments.filtered("is_target")
        sizes = segments.mapped("member_count")
        return Study(
            purpose=bool((self.purpose or "").strip()),
            ways=sum(bool(self[way]) for way in WAYS),
            facts=len(self.fact_ids),
            gaps=len(self.fact_ids.filtered("is_gap")),
            segments=len(segments),
            empty=sizes.count(0),
            small=sum(0 < size < self.size_min for size in sizes),
            accepted=self.small_accepted,
            targets=len(targets),
            offers=len(targets.filtered(self._has_offer)),
            date_review=bool(self.date_review),
        )

    @api.model
    def _has_offer(self, segment):
        return bool(segment.step_ids or segment.pricelist_id or segment.visit_policy_id)

    def _missing_texts(self):
        return {
            "purpose": self.env._("Write down which question the segments answer."),
            "ways": self.env._("Choose at least one way to collect data."),
            "facts": self.env._("Choose the facts that divide the customers."),
            "gaps": self.env._(
                "Some facts are known of too few customers: collect more, choose "
                "others or lower the limit."
            ),
            "segments": self.env._("Choose or create two segments or more."),
            "empty": self.env._("A segment has no member: change or remove it."),
            "small": self.env._(
                "A segment is small: join it with another one or keep it knowingly."
            ),
            "targets": self.env._("Mark the segments that are the target market."),
            "offers": self.env._(
                "Each target segment needs a step, a pricelist or a visit policy."
            ),
            "date_review": self.env._("Set the day on which you look again."),
        }
