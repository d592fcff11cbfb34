# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command


class CrmApproval(models.Model):
    """One yes or no, asked for a document, answered step by step.

    State moves only through ``action_approve``, ``action_refuse`` and
    ``action_withdraw``, which check who acts; there is no right to write or delete.
    """

    _name = "crm.approval"
    _description = "Approval"
    _inherit = ["crm.guarded.mixin", "mail.thread", "mail.activity.mixin"]
    _order = "state desc, id desc"
    _mail_post_access = "read"

    _guarded_fields = frozenset(
        {
            "amount",
            "company_id",
            "customer_id",
            "date_decided",
            "kind",
            "name",
            "requester_id",
            "res_id",
            "res_model",
            "rule_id",
            "state",
            "step_ids",
        }
    )

    name = fields.Char(required=True, readonly=True)
    kind = fields.Selection(
        selection=[
            ("registration", "Registration"),
            ("vip", "VIP Application"),
            ("reclaim", "Appeal against Taking back"),
            ("transfer", "Transfer"),
            ("access", "Access to a File"),
            ("export", "Export of Customers"),
            ("account", "Account or Permission"),
            ("qualification", "Qualification"),
            ("development", "New-customer Plan"),
        ],
        required=True,
        readonly=True,
        index=True,
    )
    company_id = fields.Many2one(
        comodel_name="res.company", required=True, readonly=True, index=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    amount = fields.Monetary(readonly=True)
    note = fields.Text(readonly=True)
    res_model = fields.Char(readonly=True, required=True)
    res_id = fields.Many2oneReference(
        string="Document",
        model_field="res_model",
        readonly=True,
        required=True,
        index=True,
    )
    customer_id = fields.Many2one(
        comodel_name="crm.customer", readonly=True, index=True, ondelete="cascade"
    )
    requester_id = fields.Many2one(
        comodel_name="res.users", readonly=True, required=True, index=True
    )
    rule_id = fields.Many2one("crm.approval.rule", readonly=True, ondelete="restrict")
    state = fields.Selection(
        string="Status",
        selection=[
            ("pending", "Waiting"),
            ("approved", "Approved"),
            ("refused", "Refused"),
            ("withdrawn", "Withdrawn"),
        ],
        default="pending",
        required=True,
        readonly=True,
        tracking=True,
        index=True,
    )
    date_decided = fields.Datetime(readonly=True)
    step_ids = fields.One2many("crm.approval.step", "approval_id", readonly=True)
    current_step_id = fields.Many2one(
        comodel_name="crm.approval.step", compute="_compute_current_step_id"
    )
    approver_ids = fields.Many2many(
        comodel_name="res.users",
        relation="crm_approval_approver_rel",
        string="Who May Answer",
        readonly=True,
        copy=False,
    )
    can_decide = fields.Boolean(compute="_compute_can_decide")

    @api.depends("step_ids.state")
    def _compute_current_step_id(self):
        for approval in self:
            waiting = approval.step_ids.filtered(lambda s: s.state == "waiting")
            approval.current_step_id = waiting.sorted("sequence")[:1]

    @api.depends("state", "approver_ids")
    @api.depends_context("uid")
    def _compute_can_decide(self):
        for approval in self:
            approval.can_decide = (
                approval.state == "pending"
                and self.env.user in approval.sudo()._current_approvers()
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_decision(self):
        raise UserError(self.env._("Approvals are kept for good; withdraw it instead."))

    def action_approve(self, comment=""):
        return self._decide("approved", comment)

    def action_refuse(self, comment=""):
        if not (comment or "").strip():
            raise UserError(
                self.env._("Say why it is refused; the requester reads it.")
            )
        return self._decide("refused", comment)

    def action_withdraw(self):
        """The requester takes the question back while nobody has answered it."""
        for approval in self:
            approval.check_access("read")
            approval.lock_for_update()
            if approval.requester_id != self.env.user:
                raise AccessError(
                    self.env._(
                        "Only %(user)s, who asked, may withdraw “%(name)s”.",
                        user=approval.requester_id.name,
                        name=approval.name,
                    )
                )
            approval._check_pending()
            approval._close("withdrawn")

    def action_open_document(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self.res_model,
            "res_id": self.res_id,
            "view_mode": "form",
        }

    def _decide(self, answer, comment):
        """Answers the current step as the acting user, under a row lock."""
        for approval in self:
            approval.check_access("read")
            approval.lock_for_update()
            approval.invalidate_recordset()
            approval._check_pending()
            approval._check_approver()
            step = approval.sudo().current_step_id
            step.write(
                {
                    "state": answer,
                    "decided_by_id": self.env.uid,
                    "date_decided": fields.Datetime.now(),
                    "comment": comment,
                }
            )
            approval._log_answer(answer, comment)
            if approval._is_last_answer(answer):
                approval._close(answer)
            else:
                approval._call_approvers()
        return True

    def _is_last_answer(self, answer):
        """Whether nobody is left to ask; after the last yes a document may ask more."""
        approval = self.sudo()
        if answer == "approved" and not approval.current_step_id:
            document = self.env[self.res_model].sudo().browse(self.res_id).exists()
            more = document._further_approvers(approval) if document else []
            approval.step_ids = [Command.create(values) for values in more]
        return answer == "refused" or not approval.current_step_id

    def _check_pending(self):
        if self.state != "pending":
            last = self.sudo().step_ids.filtered("decided_by_id")[-1:]
            labels = dict(self._fields["state"]._description_selection(self.env))
            raise UserError(
                self.env._(
                    "“%(name)s” was already answered by %(user)s: %(state)s.",
                    name=self.name,
                    user=(last.decided_by_id or self.requester_id).name,
                    state=labels[self.state],
                )
            )

    def _check_approver(self):
        if self.env.user in self.sudo()._current_approvers():
            return
        names = ", ".join(self.sudo().approver_ids.mapped("name"))
        raise AccessError(
            self.env._(
                "“%(name)s” is answered by %(approvers)s. Nobody answers a question "
                "that is not addressed to him, nor his own.",
                name=self.name,
                approvers=names or self.env._("a director"),
            )
        )

    def _current_approvers(self):
        """Users who may answer now, delegates included, the requester excluded."""
        self.ensure_one()
        return (
            self.current_step_id._approvers()
            if self.current_step_id
            else self.env["res.users"]
        )

    def _barred_users(self):
        """Who asked, and who took part in what is asked, does not answer."""
        self.ensure_one()
        barred = self.requester_id
        if self.res_model in self.env:
            document = self.env[self.res_model].browse(self.res_id).exists()
            barred |= document._approval_barred()
        return barred

    def _check_answerable(self):
        """Raises UserError for a step that four eyes leave to nobody."""
        for approval in self:
            for step in approval.step_ids:
                if not step._approvers():
                    raise UserError(
                        self.env._(
                            "“%(name)s” can be answered by nobody: who asks, and whom "
                            "it is about, does not answer. Give a second person of "
                            "%(company)s the role first, or delegate to one.",
                            name=approval.name,
                            company=approval.company_id.name,
                        )
                    )

    def _call_approvers(self):
        """Tells those who may answer now: they follow, and each has an activity."""
        for approval in self.sudo():
            approvers = approval._current_approvers()
            approval.approver_ids = approvers
            approval.activity_unlink(["mail.mail_activity_data_todo"])
            for user in approvers[:5]:
                approval.activity_schedule(
                    "mail.mail_activity_data_todo",
                    summary=approval.name,
                    user_id=user.id,
                )

    def _close(self, state):
        for approval in self.sudo():
            approval.write({"state": state, "date_decided": fields.Datetime.now()})
            approval.approver_ids = False
            approval.activity_unlink(["mail.mail_activity_data_todo"])
            document = self.env[approval.res_model].browse(approval.res_id).exists()
            if document:
                document.sudo()._on_approval_decided(approval)

    def _log_answer(self, answer, comment):
        words = {
            "approved": self.env._("Approved by %s", self.env.user.name),
            "refused": self.env._("Refused by %s", self.env.user.name),
        }
        self.sudo().message_post(
            body=f"{words[answer]}: {comment}" if comment else words[answer],
            author_id=self.env.user.partner_id.id,
        )
