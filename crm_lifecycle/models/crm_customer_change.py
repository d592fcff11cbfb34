# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from .crm_change_field import KEEPER

CALLED = 5


class CrmCustomerChange(models.Model):
    """Somebody tells the archive keeper what changed at a customer (S-099).

    Each line holds the value of the day it was asked and the proposed one. The keeper
    takes over all or single lines; a line whose value was changed meanwhile is not
    written but shows what it is now.
    """

    _name = "crm.customer.change"
    _description = "Change Request"
    _inherit = ["crm.guarded.mixin", "mail.thread", "mail.activity.mixin"]
    _order = "state desc, id desc"
    _rec_name = "customer_id"

    _frozen_fields = frozenset({"customer_id"})

    customer_id = fields.Many2one(
        comodel_name="crm.customer", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="customer_id.company_id",
        store=True,
        precompute=True,
        required=True,
        index=True,
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Asked by",
        required=True,
        readonly=True,
        index=True,
        default=lambda self: self.env.user,
    )
    reason = fields.Text(required=True, help="How you know, and since when it holds.")
    line_ids = fields.One2many("crm.customer.change.line", "change_id", copy=False)
    state = fields.Selection(
        selection=[
            ("draft", "Draft"),
            ("submitted", "Waiting"),
            ("done", "Answered"),
            ("withdrawn", "Withdrawn"),
        ],
        string="Status",
        default="draft",
        required=True,
        readonly=True,
        tracking=True,
        copy=False,
        index=True,
    )
    date_asked = fields.Datetime(string="Asked on", readonly=True, copy=False)
    keeper_id = fields.Many2one(
        comodel_name="res.users", string="Answered by", readonly=True, copy=False
    )
    date_answered = fields.Datetime(string="Answered on", readonly=True, copy=False)
    can_decide = fields.Boolean(compute="_compute_can_decide")
    summary = fields.Char(string="Changes", compute="_compute_summary")

    @api.depends("state")
    @api.depends_context("uid")
    def _compute_can_decide(self):
        keeper = self.env.user.has_group(KEEPER)
        for change in self:
            change.can_decide = keeper and change.state == "submitted"

    @api.depends("line_ids.field_id")
    def _compute_summary(self):
        for change in self:
            change.summary = ", ".join(
                name for name in change.line_ids.mapped("name") if name
            )

    @api.model_create_multi
    def create(self, vals_list):
        changes = super().create(vals_list)
        changes.customer_id.check_access("read")
        return changes

    def write(self, vals):
        if "reason" in vals:
            self._check_draft()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_asked(self):
        if any(change.state != "draft" for change in self):
            raise UserError(
                self.env._("Change requests that were asked are kept with the file.")
            )

    def action_submit(self):
        for change in self:
            change._check_draft()
            change._check_says_something()
            change.sudo().write(
                {"state": "submitted", "date_asked": fields.Datetime.now()}
            )
            change._call_keepers()

    def action_withdraw(self):
        for change in self:
            change._check_requester()
            if change.state not in ("draft", "submitted"):
                raise UserError(change._answered_message())
            change.sudo()._close("withdrawn")

    def action_accept(self):
        """Takes over every waiting line; lines changed meanwhile stay and say so."""
        for change in self:
            lines = change.line_ids.filtered(lambda line: line.state == "pending")
            change._accept(lines)

    def action_open_refusal(self):
        self.ensure_one()
        return self._refusal_window(
            self.line_ids.filtered(lambda line: line.state in ("pending", "outdated"))
        )

    def _refusal_window(self, lines):
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_lifecycle.crm_change_refuse_action"
        )
        action["context"] = {
            "default_change_id": lines.change_id.id,
            "default_line_ids": lines.ids,
        }
        return action

    def _check_requester(self):
        self.check_access("write")
        if not self.env.su and self.user_id != self.env.user:
            raise AccessError(
                self.env._(
                    "The change request about %(customer)s is changed by %(user)s, "
                    "who asked for it.",
                    customer=self.customer_id.display_name,
                    user=self.user_id.name,
                )
            )

    def _check_draft(self):
        for change in self:
            change._check_requester()
            if change.state != "draft" and not self.env.su:
                raise UserError(
                    self.env._(
                        "The change request about %s was sent already. Withdraw it, "
                        "or send another one.",
                        change.customer_id.display_name,
                    )
                )

    def _check_says_something(self):
        if not self.line_ids:
            raise UserError(self.env._("Add at least one field that changed."))
        same = self.line_ids.filtered(lambda line: line._is_same())
        if same:
            raise UserError(
                self.env._(
                    "“%(field)s” is already “%(value)s”. Type the new value or remove "
                    "the line.",
                    field=same[0].name,
                    value=same[0].old_text or self.env._("empty"),
                )
            )

    def _answered_message(self):
        return self.env._(
            "The change request about %(customer)s was answered by %(user)s; "
            "reload it.",
            customer=self.customer_id.display_name,
            user=self.keeper_id.name or self.user_id.name,
        )

    def _accept(self, lines):
        """Writes the lines whose old value still holds, as the acting keeper."""
        self.ensure_one()
        self._check_keeper()
        fresh = lines.filtered(lambda line: line._still_holds())
        (lines - fresh)._mark_outdated()
        fresh._write_values()
        fresh.sudo().write({"state": "accepted"})
        self._settle()

    def _refuse(self, lines, reason):
        self.ensure_one()
        self._check_keeper()
        if not (reason or "").strip():
            raise UserError(
                self.env._("Say why it is refused; %s reads it.", self.user_id.name)
            )
        open_lines = lines.filtered(lambda line: line.state in ("pending", "outdated"))
        open_lines.sudo().write({"state": "refused", "answer": reason})
        self._settle()

    def _check_keeper(self):
        """Locks the request; only a keeper answers, and only a waiting one."""
        self.check_access("read")
        self.lock_for_update()
        self.invalidate_recordset(["state"])
        if not self.env.user.has_group(KEEPER):
            raise AccessError(
                self.env._(
                    "Changes of %s are entered by archive keepers: ask one of them.",
                    self.customer_id.display_name,
                )
            )
        if self.state != "submitted":
            raise UserError(self._answered_message())

    def _settle(self):
        """Closes the request when no line waits any more, and tells who asked."""
        open_lines = self.line_ids.filtered(
            lambda line: line.state in ("pending", "outdated")
        )
        if open_lines:
            return
        self.sudo()._close("done", keeper_id=self.env.uid)
        self._tell_requester()

    def _close(self, state, **values):
        now = fields.Datetime.now()
        self.write({"state": state, "date_answered": now, **values})
        self.activity_unlink(["mail.mail_activity_data_todo"])

    def _tell_requester(self):
        labels = dict(self.line_ids._fields["state"]._description_selection(self.env))
        words = [
            f"{line.name}: {labels[line.state]}"
            + (f" ({line.answer})" if line.answer else "")
            for line in self.line_ids
        ]
        self.sudo().message_post(
            body=self.env._("Your change request was answered. %s", "; ".join(words)),
            author_id=self.env.user.partner_id.id,
            partner_ids=self.sudo().user_id.partner_id.ids,
        )

    def _call_keepers(self):
        summary = self.env._(
            "Change of %(customer)s asked by %(user)s",
            customer=self.customer_id.display_name,
            user=self.user_id.name,
        )
        for keeper in self.sudo()._keepers()[:CALLED]:
            self.sudo().activity_schedule(
                "mail.mail_activity_data_todo", summary=summary, user_id=keeper.id
            )

    def _keepers(self):
        """Archive keepers of the company; its directors when it has none."""
        archive = self.env.ref(KEEPER)
        director = self.env.ref("crm_lifecycle.crm_lifecycle_group_director")
        users = self.env["res.users"].search(
            Domain("all_group_ids", "in", archive.ids)
            & Domain("company_ids", "in", self.company_id.ids),
            order="id",
        )
        keepers = users.filtered(lambda user: director not in user.all_group_ids)
        return keepers or users
