# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import uuid

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command

from .crm_complaint_rights import MANAGERS


class CrmComplaintConfidentialMixin(models.AbstractModel):
    """A case that only its circle reads.

    The circle are the agent, the leader of the team, the complaint managers of the
    company and those to whom it was opened; of the customer, the contact who filed it.
    Record rules say so for the case and all its parts
    (security/crm_complaint_confidential_security.xml).
    """

    _name = "crm.complaint.confidential.mixin"
    _description = "Confidential Complaint"
    _inherit = ["crm.complaint.circle.mixin"]

    category_id = fields.Many2one("crm.complaint.category")
    partner_id = fields.Many2one("res.partner")
    team_id = fields.Many2one("crm.complaint.team")
    user_id = fields.Many2one("res.users")
    is_confidential = fields.Boolean(
        string="Confidential",
        readonly=True,
        copy=False,
        tracking=True,
        help="Read by its agent, the leader of its team, complaint managers and those "
        "it was opened to; of the customer by the contact who filed it.",
    )
    open_user_ids = fields.Many2many(
        comodel_name="res.users",
        relation="crm_complaint_open_user_rel",
        column1="complaint_id",
        column2="user_id",
        string="Also Open to",
        copy=False,
        tracking=True,
        domain="[('share', '=', False)]",
        help="Colleagues who read this confidential case besides; its agent, the "
        "leader of the team and complaint managers choose them.",
    )
    is_circle_keeper = fields.Boolean(compute="_compute_is_circle_keeper")
    may_lift_secret = fields.Boolean(compute="_compute_is_circle_keeper")

    _confidential_idx = models.Index("(id) WHERE is_confidential")

    @api.depends("team_id.user_id", "user_id")
    @api.depends_context("uid")
    def _compute_is_circle_keeper(self):
        is_manager = self.env.user.has_group(MANAGERS)
        for complaint in self:
            keepers = complaint._circle_keepers()
            complaint.is_circle_keeper = is_manager or self.env.user in keepers
            is_leader = self.env.user == complaint.team_id.user_id
            complaint.may_lift_secret = is_manager or is_leader

    @api.constrains("open_user_ids")
    def _check_open_user_ids(self):
        for complaint in self:
            stranger = complaint.open_user_ids.filtered("share")[:1]
            if stranger:
                raise ValidationError(
                    self.env._(
                        "%(complaint)s is opened to colleagues only; %(person)s is "
                        "none.",
                        complaint=complaint.name,
                        person=stranger.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        complaints = super().create(vals_list)
        opened = [bool(vals.get("open_user_ids")) for vals in vals_list]
        for complaint, is_opened in zip(complaints, opened, strict=True):
            if is_opened:
                complaint._check_keeps_circle()
        complaints.sudo()._follow_category()
        return complaints

    def write(self, vals):
        if "open_user_ids" in vals:
            self._check_keeps_circle()
        secret = self.sudo().filtered("is_confidential") if "partner_id" in vals else ()
        before = {complaint: complaint.partner_id for complaint in secret}
        result = super().write(vals)
        for complaint, contact in before.items():
            if complaint.partner_id != contact:
                complaint._renew_link()
        if "category_id" in vals:
            self.sudo()._follow_category()
        return result

    def copy(self, default=None):
        """What was copied from a confidential case is as confidential."""
        copies = super().copy(default)
        for origin, new in zip(self.sudo(), copies.sudo(), strict=True):
            if origin.is_confidential:
                new._close_like(origin)
        return copies

    def action_keep_secret(self):
        return self._ask_reason("keep_secret")

    def action_lift_secret(self):
        return self._ask_reason("lift_secret")

    def activity_schedule(
        self, act_type_xmlid="", date_deadline=None, summary="", note="", **act_values
    ):
        """Whom the case itself calls for a task may read what it is about."""
        user = self.env["res.users"].browse(act_values.get("user_id") or ())
        if self.env.su and user:
            for complaint in self:
                complaint._open_to(user, summary or self.env._("called for a task"))
        return super().activity_schedule(
            act_type_xmlid, date_deadline, summary, note, **act_values
        )

    def _keep_secret(self, reason):
        """From now on only the circle reads it. Raises AccessError or UserError."""
        self.ensure_one()
        self.check_access("write")
        self._check_keeps_circle()
        if self.is_confidential:
            raise UserError(self.env._("%s is confidential already.", self.name))
        self.sudo()._close_to_circle(reason)

    def _lift_secret(self, reason):
        """The leader or a manager lets those read it again whom rights allow."""
        self.ensure_one()
        self._check_lifts_secret()
        if not self.is_confidential:
            raise UserError(self.env._("%s is not confidential.", self.name))
        if not reason.strip():
            raise UserError(self.env._("%s: say why, please; it is kept.", self.name))
        self.sudo().is_confidential = False
        self.sudo()._message_log(
            body=self.env._("No longer confidential: %s", reason),
            author_id=self.env.user.partner_id.id,
        )

    def _check_keeps_circle(self):
        """The agent, the leader of the team and managers decide who reads a case."""
        if self.env.su or self.env.user.has_group(MANAGERS):
            return
        for complaint in self:
            if self.env.user not in complaint.sudo()._circle_keepers():
                raise AccessError(
                    self.env._(
                        "%s: who reads a confidential case is decided by its agent, "
                        "the team leader or a complaint manager.",
                        complaint.name,
                    )
                )

    def _check_lifts_secret(self):
        self.check_access("read")
        leader = self.sudo().team_id.user_id
        is_manager = self.env.user.has_group(MANAGERS)
        if not (self.env.su or is_manager or self.env.user == leader):
            raise AccessError(
                self.env._(
                    "%s: only the team leader or a complaint manager lifts "
                    "confidentiality.",
                    self.name,
                )
            )

    def _circle_keepers(self):
        return self.user_id | self.team_id.user_id

    def _is_in_circle(self, user):
        """Whether a colleague reads it; the same as the record rule, without it."""
        return (
            user._is_superuser()
            or user in self._circle_keepers() | self.open_user_ids
            or user.has_group(MANAGERS)
        )

    def _is_hidden_from(self, user):
        """Whether a colleague reads not even the number where another document names
        it; pages for customers show what they let in."""
        case = self.sudo()
        hidden = case.is_confidential and user._is_internal()
        return hidden and not case._is_in_circle(user)

    def _close_to_circle(self, reason):
        """Makes it confidential; called as superuser, whose user stays in."""
        values = {"is_confidential": True}
        user = self.env.user
        if user._is_internal() and not self._is_in_circle(user):
            values["open_user_ids"] = [Command.link(user.id)]
        self.write(values)
        self._take_back_what_was_given()
        self._message_log(
            body=self.env._("Confidential from now on: %s", reason),
            author_id=user.partner_id.id,
        )

    def _take_back_what_was_given(self):
        """Tasks of colleagues outside come to the agent, questions that wait forget the
        number, and a link that others of the customer were sent ends."""
        agent = self.user_id or self.team_id.user_id
        outside = self.activity_ids.filtered(
            lambda task: not self._is_in_circle(task.user_id)
        )
        if agent:
            outside.write({"user_id": agent.id})
        for offer in self.compensation_ids:
            offer.approval_ids.name = offer._approval_title()
        told = self.message_partner_ids | self.message_ids.notified_partner_ids
        if told.filtered("partner_share") - self.partner_id:
            self._renew_link()

    def _renew_link(self):
        self.access_token = str(uuid.uuid4())

    def _close_like(self, origin):
        """As confidential as the case it comes from; called as superuser."""
        if not self.is_confidential:
            self._close_to_circle(self.env._("as %s, from which it comes", origin.name))
        self.open_user_ids |= origin.open_user_ids

    def _share_secret(self):
        """Cases that become one are as confidential as the strictest of them; called
        as superuser."""
        secret = self.filtered("is_confidential")
        for complaint in self - secret:
            for origin in secret:
                complaint._close_like(origin)
        for complaint in secret:
            complaint.open_user_ids |= secret.open_user_ids

    def _follow_category(self):
        """Cases of some categories are confidential by themselves."""
        for complaint in self:
            category = complaint.category_id
            if category.is_confidential and not complaint.is_confidential:
                complaint._close_to_circle(
                    self.env._("so are all cases of “%s”", category.name)
                )

    def _open_to(self, people, reason):
        """Adds whom the case calls or asks to its circle; called as superuser."""
        if not self.is_confidential:
            return
        new = people.filtered(lambda u: not u.share and not self._is_in_circle(u))
        if new:
            self.write({"open_user_ids": [Command.link(user.id) for user in new]})
            self._message_log(
                body=self.env._(
                    "Open to %(people)s from now on: %(reason)s",
                    people=", ".join(new.mapped("name")),
                    reason=reason,
                )
            )

    def _secret_case(self):
        return self.filtered("is_confidential")

    def _is_told_outside(self, partner_id):
        return partner_id == self.partner_id.id
