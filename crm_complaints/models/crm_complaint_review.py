# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import date_utils


class CrmComplaintReview(models.Model):
    """The management's look at a period: figures, findings, decisions (ISO 10002, 8.6).

    The figures are counted anew until the review is held; then they stay as the
    management saw them.
    """

    _name = "crm.complaint.review"
    _description = "Management Review of Complaints"
    _inherit = [
        "crm.complaint.review.figures.mixin",
        "crm.guarded.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "date_to desc, id desc"
    _check_company_auto = True

    def _default_date_from(self):
        today = fields.Date.context_today(self)
        return date_utils.start_of(date_utils.subtract(today, months=1), "month")

    def _default_date_to(self):
        return date_utils.end_of(self._default_date_from(), "month")

    name = fields.Char(
        string="Title", compute="_compute_name", store=True, readonly=False
    )
    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    team_id = fields.Many2one(
        comodel_name="crm.complaint.team",
        check_company=True,
        ondelete="restrict",
        help="Empty: all teams of the company.",
    )
    date_from = fields.Date(
        string="From", required=True, default=lambda self: self._default_date_from()
    )
    date_to = fields.Date(
        string="To", required=True, default=lambda self: self._default_date_to()
    )
    user_ids = fields.Many2many(
        comodel_name="res.users",
        relation="crm_complaint_review_user_rel",
        string="Participants",
        domain="[('share', '=', False)]",
    )
    state = fields.Selection(
        selection=[("draft", "In Preparation"), ("held", "Held")],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        tracking=True,
    )
    date_held = fields.Datetime(string="Held on", readonly=True, copy=False)
    frozen_sections = fields.Json(readonly=True, copy=False)
    figures = fields.Html(compute="_compute_figures", sanitize=False)
    findings = fields.Html(help="What the figures say: what is better, what is worse.")
    decisions = fields.Html(
        help="What is changed, by whom and until when; also means and people needed."
    )

    _period_order = models.Constraint(
        "CHECK (date_from <= date_to)", "The period ends before it begins."
    )

    @api.depends("date_from", "date_to", "team_id")
    def _compute_name(self):
        for review in self:
            review.name = self.env._(
                "Complaints %(first)s to %(last)s",
                first=review.date_from,
                last=review.date_to,
            )

    @api.depends("company_id", "date_from", "date_to", "frozen_sections", "team_id")
    def _compute_figures(self):
        for review in self:
            is_ready = review.date_from and review.date_to and review.company_id
            review.figures = is_ready and self.env["ir.qweb"]._render(
                "crm_complaints.crm_complaint_review_figures",
                {"sections": review._shown_sections(), "review": review},
            )

    def write(self, vals):
        held = self.filtered(lambda review: review.state == "held")
        fixed = {"company_id", "date_from", "date_to", "team_id"} & vals.keys()
        if held and fixed and not self.env.su:
            raise ValidationError(
                self.env._(
                    "%s was held: its period stays. Prepare it again to change it.",
                    held[0].name,
                )
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_held(self):
        held = self.filtered(lambda review: review.state == "held")
        if held:
            raise UserError(
                self.env._("%s was held and stays in the records.", held[0].name)
            )

    def action_hold(self):
        self._check_manager()
        for review in self.filtered(lambda r: r.state == "draft"):
            review.sudo().write(
                {
                    "state": "held",
                    "date_held": fields.Datetime.now(),
                    "frozen_sections": review._sections(),
                }
            )

    def action_prepare_again(self):
        self._check_manager()
        self.sudo().write(
            {"state": "draft", "date_held": False, "frozen_sections": False}
        )

    def action_xlsx(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_url",
            "url": f"/complaints/review/{self.id}/xlsx",
            "target": "download",
        }

    def _check_manager(self):
        self.check_access("write")
        if not self.env.user.has_group("crm_complaints.crm_complaints_group_manager"):
            raise AccessError(
                self.env._("Only complaint managers hold the review of complaints.")
            )

    def _shown_sections(self):
        self.ensure_one()
        return self.frozen_sections or self._sections()
