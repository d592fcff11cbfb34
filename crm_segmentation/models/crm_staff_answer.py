# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from .crm_period_rules import add_months, start_of

USERS = "crm_lifecycle.crm_lifecycle_group_user"


class CrmStaffAnswer(models.Model):
    """How one person finds working with the CRM, once a quarter (S-548).

    Nobody reads the answer of another: others see averages of quarters that are over.
    """

    _name = "crm.staff.answer"
    _description = "Opinion of Staff on the CRM"
    _inherit = ["crm.guarded.mixin"]
    _order = "date_period desc, id desc"
    _rec_name = "date_period"
    _frozen_fields = frozenset({"company_id", "user_id", "date_period"})

    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Person",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
        default=lambda self: self.env.user,
    )
    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        readonly=True,
        index=True,
        default=lambda self: self.env.company,
    )
    date_period = fields.Date(
        string="Quarter from",
        required=True,
        readonly=True,
        default=lambda self: self._period(self.env.company),
    )
    score = fields.Selection(
        selection=[
            ("1", "It keeps me from working"),
            ("2", "More trouble than help"),
            ("3", "Neither help nor trouble"),
            ("4", "It helps me"),
            ("5", "I would not work without it"),
        ],
        string="How do you find working with the CRM?",
        required=True,
    )
    remark = fields.Text(
        string="What should become better?",
        help="Read without your name, together with those of others, when the quarter "
        "is over.",
    )

    _once = models.UniqueIndex(
        "(user_id, company_id, date_period)",
        "You said already what you think of this quarter. Open that answer to change "
        "it.",
    )

    @api.depends("date_period")
    def _compute_display_name(self):
        for answer in self:
            day = answer.date_period
            answer.display_name = day and f"{day.year} Q{(day.month + 2) // 3}"

    @api.model_create_multi
    def create(self, vals_list):
        answers = super().create(vals_list)
        if not self.env.su:
            answers._check_own()
        return answers

    def write(self, vals):
        if not self.env.su:
            self._check_own()
        return super().write(vals)

    @api.model
    def action_open_mine(self):
        """Menu: the answer of this quarter, or a new one."""
        company = self.env.company
        mine = self.search(
            [
                ("user_id", "=", self.env.uid),
                ("company_id", "=", company.id),
                ("date_period", "=", self._period(company)),
            ],
            limit=1,
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("My Opinion of the CRM"),
            "res_model": self._name,
            "res_id": mine.id,
            "views": [(False, "form")],
        }

    @api.model
    def _period(self, company, today=None):
        """First day of the quarter of today."""
        day = today or self.env["crm.customer"]._today(company.sudo())
        return start_of("quarter", day)

    def _check_own(self):
        """Each says the own opinion, of the quarter that runs."""
        for answer in self:
            if answer.user_id != self.env.user:
                raise AccessError(self.env._("Each person answers for himself."))
            if answer.date_period != self._period(answer.company_id):
                raise UserError(
                    self.env._(
                        "%s is over: its answers are counted and stay as they are.",
                        answer.display_name,
                    )
                )

    @api.model
    def _ask(self, company, today=None):
        """Asks who works with customers and said nothing yet, once a quarter."""
        day = today or self.env["crm.customer"]._today(company)
        period = start_of("quarter", day)
        end = add_months(period, 3)
        if company.segmentation_staff_date_asked == period or (
            day < end - timedelta(days=company.segmentation_staff_ask_days)
        ):
            return self.env["res.users"]
        answered = self.search(
            [("company_id", "=", company.id), ("date_period", "=", period)]
        ).user_id
        staff = self.env["res.users"].search(
            Domain("all_group_ids", "in", self.env.ref(USERS).ids)
            & Domain("company_id", "=", company.id)
            & Domain("share", "=", False)
            & Domain("id", "not in", answered.ids)
        )
        company.segmentation_staff_date_asked = period
        for user in staff:
            self._ask_one(user)
        return staff

    @api.model
    def _ask_one(self, user):
        """In the person's language, by mail or in Odoo as the person prefers."""
        words = self.with_context(lang=user.lang).env
        self.env["mail.thread"].message_notify(
            partner_ids=user.partner_id.ids,
            subject=words._("How do you find working with the CRM?"),
            body=words._(
                "One question, one minute: open Insights > My Opinion of the CRM. Only "
                "averages are shown, when the quarter is over."
            ),
        )

    @api.model
    def _cron_ask(self, today=None):
        asking = Domain("segmentation_staff_is_asked", "=", True)
        for company in self.env["res.company"].search(asking):
            with company._on_its_own("Question to staff"):
                self._ask(company, today)
