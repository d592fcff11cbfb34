# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError


class CrmAccountChange(models.Model):
    """Somebody joined, moved or left: which rights he needs from when (S-130)."""

    _name = "crm.account.change"
    _description = "Account and Permission Change"
    _inherit = [
        "crm.approval.mixin",
        "crm.guarded.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "id desc"
    _rec_name = "name"

    _frozen_fields = frozenset({"company_id"})
    _approval_content = frozenset(
        {"date", "kind", "level", "name", "reason", "user_id"}
    )

    kind = fields.Selection(
        selection=[("joined", "Joined"), ("moved", "Changed Post"), ("left", "Left")],
        string="What Happened",
        required=True,
        default="left",
    )
    name = fields.Char(
        string="Person",
        compute="_compute_name",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Account",
        index=True,
        domain="[('share', '=', False)]",
        help="Empty for a newcomer until the administrator opened the account.",
    )
    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    date = fields.Date(string="On", required=True, default=fields.Date.context_today)
    date_due = fields.Date(
        string="Done until", compute="_compute_date_due", store=True, precompute=True
    )
    level = fields.Selection(
        selection=lambda self: (
            self.env["res.users"]
            ._fields["customer_level"]
            ._description_selection(self.env)
        ),
        string="Shall See",
        required=True,
        default="none",
    )
    reason = fields.Text(required=True)
    asked_by_id = fields.Many2one(
        comodel_name="res.users",
        string="Asked by",
        required=True,
        readonly=True,
        default=lambda self: self.env.user,
    )
    state = fields.Selection(
        selection=[
            ("draft", "Draft"),
            ("submitted", "Waiting for Approval"),
            ("approved", "To Be Done"),
            ("done", "Done"),
            ("refused", "Refused"),
        ],
        string="Status",
        default="draft",
        required=True,
        readonly=True,
        tracking=True,
        copy=False,
        index=True,
    )
    date_done = fields.Date(string="Done on", readonly=True, copy=False)
    done_by_id = fields.Many2one(
        comodel_name="res.users", string="Done by", readonly=True, copy=False
    )
    is_late = fields.Boolean(
        string="Late",
        compute="_compute_is_late",
        help="Not done within one working day of the change.",
    )

    @api.depends("user_id")
    def _compute_name(self):
        for change in self:
            change.name = change.user_id.name or change.name

    @api.depends("date", "company_id")
    def _compute_date_due(self):
        """The end of the first working day after the change."""
        for change in self:
            calendar = change.company_id.resource_calendar_id
            start = fields.Datetime.end_of(
                fields.Datetime.to_datetime(change.date or fields.Date.today()), "day"
            )
            due = calendar.plan_days(1, start, compute_leaves=True)
            change.date_due = due.date() if due else change.date

    @api.depends("date_due", "date_done")
    def _compute_is_late(self):
        today = fields.Date.context_today(self)
        for change in self:
            done = change.date_done or today
            change.is_late = bool(change.date_due and done > change.date_due)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_asked(self):
        if any(change.state != "draft" for change in self):
            raise UserError(self.env._("What was asked is kept for good."))

    def action_submit(self):
        for change in self:
            change.check_access("write")
            if change.state != "draft":
                raise UserError(self.env._("“%s” was already submitted.", change.name))
            if change.kind != "joined" and not change.user_id:
                raise UserError(
                    self.env._("Choose the account of %s.", change.name or "–")
                )
            change.sudo().state = "submitted"
            approval = change._request_approval("account", note=change.reason)
            approval._check_answerable()

    def action_execute(self):
        for change in self:
            change._execute()

    def action_open_handover(self):
        """The customers of who leaves or moves go to successors."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_lifecycle.crm_customer_handover_action"
        )
        action["views"] = [(False, "form")]
        action["context"] = {
            "default_user_id": self.user_id.id,
            "default_company_id": self.company_id.id,
            "default_date": self.date,
            "default_reason": self.reason,
        }
        return action

    def _approval_title(self):
        labels = dict(self._fields["kind"]._description_selection(self.env))
        return self.env._(
            "Rights of %(person)s: %(what)s", person=self.name, what=labels[self.kind]
        )

    def _approval_barred(self):
        """Nobody answers about rights of his own."""
        return self.sudo().user_id

    def _on_approval_decided(self, approval):
        self.ensure_one()
        answers = {"approved": "approved", "refused": "refused"}
        self.sudo().state = answers.get(approval.state, "draft")

    def _execute(self):
        """Sets the rights; who left cannot log in any more."""
        self.check_access("read")
        self.lock_for_update()
        if not self.env.user.has_group("base.group_erp_manager"):
            raise AccessError(
                self.env._(
                    "The rights of %s are changed by who manages access rights.",
                    self.name,
                )
            )
        if self.state != "approved":
            raise UserError(
                self.env._("“%s” is not approved, or was done already.", self.name)
            )
        if not self.user_id:
            raise UserError(
                self.env._("Open an account for %s and choose it here.", self.name)
            )
        person = self.user_id
        person._set_customer_level("none" if self.kind == "left" else self.level)
        if self.kind == "left":
            person.sudo().active = False
        self.sudo().write(
            {
                "state": "done",
                "date_done": self.env["crm.customer"]._today(self.company_id),
                "done_by_id": self.env.uid,
            }
        )
