# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

from .crm_credit_rules import score


class CrmCreditRating(models.Model):
    """A scorecard of one customer: answers, points, grade, and how long it counts.

    Contract finance fills it and puts it into force. A grade better than the points
    say needs a yes of somebody else; a worse one needs a reason.
    """

    _name = "crm.credit.rating"
    _description = "Credit Rating"
    _inherit = ["crm.credit.decision.mixin"]
    _order = "id desc"
    _rec_name = "customer_id"
    _check_company_auto = True

    _frozen_fields = frozenset({"customer_id"})
    _approval_content = frozenset(
        {"line_ids", "override_grade_id", "override_reason", "date_until"}
    )

    state = fields.Selection(
        selection=[
            ("draft", "Draft"),
            ("asked", "Waiting for Approval"),
            ("valid", "In Force"),
            ("replaced", "Replaced"),
            ("refused", "Refused"),
        ],
        string="Status",
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )
    line_ids = fields.One2many(
        comodel_name="crm.credit.rating.line",
        inverse_name="rating_id",
        string="Answers",
        copy=False,
    )
    score = fields.Float(
        compute="_compute_score", store=True, digits=(5, 1), aggregator="avg"
    )
    coverage = fields.Float(
        string="Answered (%)",
        compute="_compute_score",
        store=True,
        digits=(5, 0),
        aggregator="avg",
    )
    score_grade_id = fields.Many2one(
        comodel_name="crm.credit.grade",
        string="Grade by Score",
        compute="_compute_score_grade_id",
        store=True,
    )
    override_grade_id = fields.Many2one(
        comodel_name="crm.credit.grade",
        string="Decided Otherwise",
        copy=False,
        tracking=True,
        domain="[('company_id', 'in', [company_id, False])]",
    )
    override_reason = fields.Char(string="Reason", copy=False, tracking=True)
    grade_id = fields.Many2one(
        comodel_name="crm.credit.grade",
        compute="_compute_grade_id",
        store=True,
        tracking=True,
    )
    date = fields.Date(string="In Force since", readonly=True, copy=False, index=True)
    date_until = fields.Date(
        string="Valid until",
        compute="_compute_date_until",
        store=True,
        readonly=False,
        precompute=True,
        copy=False,
        help="The day after, the customer has the starting grade of the company again.",
    )
    note = fields.Html(string="Remarks")
    is_reminded = fields.Boolean(readonly=True, copy=False)

    _one_valid = models.UniqueIndex(
        "(customer_id) WHERE state = 'valid'",
        "A customer has one rating in force.",
    )

    @api.depends("line_ids.weight", "line_ids.level_id.share", "line_ids.is_answered")
    def _compute_score(self):
        for rating in self:
            rows = [
                (line.weight, line.share if line.is_answered else None)
                for line in rating.line_ids
            ]
            total = sum(weight for weight, _share in rows)
            answered = sum(weight for weight, share in rows if share is not None)
            rating.score = score(rows)
            rating.coverage = answered / total * 100 if total else 0.0

    @api.depends("score", "coverage", "company_id")
    def _compute_score_grade_id(self):
        grades = self.env["crm.credit.grade"]
        for rating in self:
            rating.score_grade_id = (
                grades._for_score(rating.score, rating.company_id)
                if rating.coverage
                else False
            )

    @api.depends("score_grade_id", "override_grade_id")
    def _compute_grade_id(self):
        for rating in self:
            rating.grade_id = rating.override_grade_id or rating.score_grade_id

    @api.depends("customer_id")
    def _compute_date_until(self):
        for rating in self.filtered("company_id"):
            months = rating.company_id.crm_credit_rating_months
            today = self.env["crm.customer"]._today(rating.company_id)
            rating.date_until = today + relativedelta(months=months or 12)

    @api.model_create_multi
    def create(self, vals_list):
        ratings = super().create(vals_list)
        for rating in ratings.filtered(lambda r: not r.line_ids):
            rating._fill_lines()
        return ratings

    def write(self, vals):
        if not self.env.su and self._approval_content & vals.keys():
            self._check_open()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        self._check_open()

    def action_refresh(self):
        """Reads the facts again while the rating is a draft."""
        self._check_open()
        for line in self.line_ids.filtered(lambda line: line.kind == "fact"):
            measured = line.criterion_id._measured_value(line.rating_id.customer_id)
            line.sudo().value = measured or 0.0

    def action_apply(self):
        for rating in self:
            rating._apply()

    def _fill_lines(self):
        self.sudo().line_ids = [
            Command.create({"criterion_id": item.id, "weight": item.weight})
            for item in self.env["crm.credit.criterion"].sudo().search([])
        ]

    def _apply(self):
        """Puts the rating into force; better than earned, it needs a yes first."""
        self.ensure_one()
        self._check_finance()
        self._check_open()
        self._check_answers()
        if self._is_better_than_earned():
            self.sudo().state = "asked"
            self._request_approval("credit_grade", note=self.override_reason)
        else:
            self._put_into_force()

    def _check_finance(self):
        self.check_access("write")
        if not self.env.su and not self.env.user.has_group(
            "crm_contracts.crm_contracts_group_finance"
        ):
            raise AccessError(
                self.env._(
                    "The rating of %s is put into force by contract finance.",
                    self.customer_id.display_name,
                )
            )

    def _check_open(self):
        for rating in self.filtered(lambda r: r.state != "draft"):
            raise UserError(
                self.env._(
                    "The rating of %s is no draft any more and stays as it was "
                    "decided on. Make a new rating instead.",
                    rating.customer_id.display_name,
                )
            )

    def _check_answers(self):
        missing = self.line_ids.filtered(
            lambda line: line.criterion_id.is_required and not line.is_answered
        )
        if missing:
            raise UserError(
                self.env._(
                    "The rating of %(customer)s needs an answer to: %(items)s.",
                    customer=self.customer_id.display_name,
                    items=", ".join(missing.criterion_id.mapped("name")),
                )
            )
        if not self.grade_id:
            raise UserError(
                self.env._(
                    "The rating of %s leads to no grade: answer the scorecard or "
                    "decide on a grade.",
                    self.customer_id.display_name,
                )
            )
        if self.override_grade_id and not (self.override_reason or "").strip():
            raise UserError(
                self.env._(
                    "The grade of %(customer)s is decided as %(grade)s although the "
                    "score says %(score)s: give the reason.",
                    customer=self.customer_id.display_name,
                    grade=self.override_grade_id.name,
                    score=self.score_grade_id.name or self.env._("nothing"),
                )
            )

    def _is_better_than_earned(self):
        earned = self.score_grade_id
        decided = self.override_grade_id
        if not decided or decided == earned:
            return False
        return not earned or decided.sequence < earned.sequence

    def _put_into_force(self):
        rating = self.sudo()
        customer = rating.customer_id
        customer.lock_for_update()
        earlier = self.sudo().search(
            [("customer_id", "=", customer.id), ("state", "=", "valid")]
        )
        earlier.write({"state": "replaced"})
        earlier.flush_recordset(["state"])
        rating.write(
            {
                "state": "valid",
                "date": self.env["crm.customer"]._today(rating.company_id),
            }
        )
        customer.write(
            {
                "credit_grade_id": rating.grade_id.id,
                "credit_grade_until": rating.date_until,
                "credit_score": rating.score,
            }
        )
        customer._refresh_credit()

    @api.model
    def _remind(self, company, today, days=30):
        """Tells who made a rating, once, that it ends soon."""
        ending = self.sudo().search(
            [
                ("company_id", "=", company.id),
                ("state", "=", "valid"),
                ("is_reminded", "=", False),
                ("date_until", "<=", today + relativedelta(days=days)),
            ]
        )
        for rating in ending:
            rating.activity_schedule(
                "mail.mail_activity_data_todo",
                date_deadline=rating.date_until,
                summary=self.env._("Rate the customer again"),
                user_id=rating.create_uid.id,
            )
        ending.is_reminded = True

    def _on_approval_decided(self, approval):
        if self.state != "asked":
            return
        if approval.state == "approved":
            self._put_into_force()
        else:
            self.state = "refused" if approval.state == "refused" else "draft"

    def _approval_title(self):
        return self.env._(
            "Credit grade %(grade)s for %(customer)s (by score %(score)s)",
            grade=self.grade_id.name,
            customer=self.customer_id.display_name,
            score=self.score_grade_id.name or "-",
        )
