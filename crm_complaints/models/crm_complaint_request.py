# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from .crm_complaint_readers import told_to

AGENTS = "crm_complaints.crm_complaints_group_agent"


class CrmComplaintRequest(models.Model):
    """A question of the agent to a colleague of any department.

    The colleague reads the question and answers it without any right on the case.
    """

    _name = "crm.complaint.request"
    _description = "Request to a Colleague"
    _inherit = [
        "crm.complaint.circle.mixin",
        "crm.guarded.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "date_due, id"
    _mail_post_access = "read"
    _check_company_auto = True

    _guarded_fields = frozenset({"asked_by_id", "date_answered", "state"})
    _frozen_fields = frozenset(
        {"complaint_id", "date_due", "department", "name", "question", "user_id"}
    )

    name = fields.Char(string="About", required=True)
    complaint_id = fields.Many2one(
        comodel_name="crm.complaint", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(
        related="complaint_id.company_id", store=True, precompute=True, index=True
    )
    customer_name = fields.Char(
        string="Customer's Name", related="complaint_id.customer_id.partner_id.name"
    )
    department = fields.Char(help="Where the colleague works, for the overview.")
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Colleague",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('share', '=', False)]",
    )
    asked_by_id = fields.Many2one(
        comodel_name="res.users",
        string="Asked by",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
        default=lambda self: self.env.user,
    )
    question = fields.Text(required=True, help="What you need to know, or have done.")
    date_due = fields.Date(
        string="Answer until", required=True, default=fields.Date.context_today
    )
    answer = fields.Text(copy=False)
    date_answered = fields.Datetime(string="Answered on", readonly=True, copy=False)
    state = fields.Selection(
        selection=[
            ("open", "Waiting for the Answer"),
            ("answered", "Answered"),
            ("withdrawn", "Withdrawn"),
        ],
        string="Status",
        default="open",
        required=True,
        readonly=True,
        index=True,
        tracking=True,
    )
    is_overdue = fields.Boolean(
        string="Overdue", compute="_compute_is_overdue", search="_search_is_overdue"
    )
    is_mine = fields.Boolean(compute="_compute_is_mine")

    @api.depends("date_due", "state")
    def _compute_is_overdue(self):
        today = fields.Date.context_today(self)
        for request in self:
            request.is_overdue = request.state == "open" and request.date_due < today

    def _search_is_overdue(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = fields.Date.context_today(self)
        return Domain("state", "=", "open") & Domain("date_due", "<", today)

    @api.depends("user_id")
    @api.depends_context("uid")
    def _compute_is_mine(self):
        for request in self:
            request.is_mine = request.user_id == self.env.user

    @api.model_create_multi
    def create(self, vals_list):
        complaints = self.env["crm.complaint"].browse(
            [vals.get("complaint_id") for vals in vals_list]
        )
        complaints.check_access("write")
        vals_list = [{**vals, "answer": False} for vals in vals_list]
        requests = super().create(vals_list)
        for request in requests:
            if request.user_id.share:
                raise UserError(
                    self.env._(
                        "%s is no colleague; write to customers and suppliers with "
                        "“Send message”.",
                        request.user_id.name,
                    )
                )
            request.sudo()._tell_colleague()
        return requests

    def write(self, vals):
        if "answer" in vals and not self.env.su:
            self._check_may_answer()
        return super().write(vals)

    def action_answer(self):
        """The colleague's answer goes into the complaint as a note."""
        self._check_may_answer()
        for request in self:
            if not (request.answer or "").strip():
                raise UserError(self.env._("%s: write the answer first.", request.name))
        for request in self.sudo():
            request.write({"state": "answered", "date_answered": fields.Datetime.now()})
            request.activity_unlink(["mail.mail_activity_data_todo"])
            request._note_answer()

    def action_withdraw(self):
        self.complaint_id.check_access("write")
        for request in self.sudo().filtered(lambda r: r.state == "open"):
            request.state = "withdrawn"
            request.activity_unlink(["mail.mail_activity_data_todo"])

    def action_view_complaint(self):
        self.ensure_one()
        if not self.complaint_id.has_access("read"):
            raise AccessError(
                self.env._(
                    "The complaint itself is not open to you; %s tells you more.",
                    self.asked_by_id.name,
                )
            )
        return self.complaint_id.get_formview_action()

    def _check_may_answer(self):
        """The colleague answers, once; his answer is not rewritten by others."""
        for request in self:
            if request.user_id != self.env.user:
                raise AccessError(
                    self.env._(
                        "%(request)s is answered by %(user)s. Withdraw it and ask "
                        "somebody else if needed.",
                        request=request.name,
                        user=request.user_id.name,
                    )
                )
            if request.state != "open":
                raise UserError(
                    self.env._("%s is not open any more.", request.display_name)
                )

    def _tell_colleague(self):
        self.activity_schedule(
            "mail.mail_activity_data_todo",
            date_deadline=self.date_due,
            summary=told_to(self, self.user_id).env._("Answer: %s", self.name),
            user_id=self.user_id.id,
        )

    def _note_answer(self):
        self.complaint_id.message_post(
            body=self.env._(
                "%(request)s, answered by %(user)s: %(answer)s",
                request=self.name,
                user=self.user_id.name,
                answer=self.answer,
            ),
            author_id=self.user_id.partner_id.id,
            partner_ids=self.asked_by_id.partner_id.ids,
        )
