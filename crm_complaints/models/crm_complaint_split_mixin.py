# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models
from odoo.exceptions import UserError

from .crm_complaint_rights import entitled
from .crm_complaint_turns import hold


class CrmComplaintSplitMixin(models.AbstractModel):
    """One complaint becomes two: the new one was received when the first one was."""

    _name = "crm.complaint.split.mixin"
    _description = "Splitting of Complaints"

    split_from_id = fields.Many2one(
        comodel_name="crm.complaint",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )

    def action_split(self):
        # the refusal tells of offers that the customer may not have heard of yet
        self.check_access("write")
        self._check_is_divisible()
        return self._dialog("crm_complaints.crm_complaint_split_action")

    def _split(self, lines, reason):
        """A new case for some of the lines, received when the first one was."""
        self.ensure_one()
        self.check_access("write")
        hold(self)
        self._check_may_be_split(lines, reason)
        new = self.sudo().create(self._prepare_split(lines))
        if self.is_confidential:
            new._close_like(self.sudo())
        new._keep_word(self.date_promised, reason)
        lines.sudo().write({"complaint_id": new.id})
        self.env["crm.complaint.link"].sudo()._connect(new, self, "related")
        self.sudo().message_post(
            body=self.env._(
                "%(lines)s moved to %(name)s: %(reason)s",
                lines=", ".join(lines.mapped("display_name")),
                name=new.name,
                reason=reason,
            ),
            author_id=self.env.user.partner_id.id,
        )
        new._tell_split(reason)
        return new.sudo(False)

    def _tell_split(self, reason):
        """The customer hears the new number; the reason is for colleagues."""
        self.message_post(
            body=self.env._(
                "Split from %(name)s: %(reason)s",
                name=self.split_from_id.name,
                reason=reason,
            ),
            author_id=self.env.user.partner_id.id,
        )
        if self.email_from:
            self._send_template("crm_complaints.crm_complaint_template_split")

    def _way_to_acknowledge(self, now):
        """The customer knows the case that another one was split from."""
        if self.split_from_id:
            return None
        return super()._way_to_acknowledge(now)

    def _first_targets(self, sla):
        """What was answered in the first case is not promised once more."""
        met = self.split_from_id.clock_ids.filtered(lambda clock: clock.state == "met")
        answered = {"acknowledge", *met.mapped("target")} - {"solution"}
        targets = super()._first_targets(sla)
        return targets - answered if self.split_from_id else targets

    def _check_may_be_split(self, lines, reason):
        if not reason.strip() or not lines or lines - self.line_ids:
            raise UserError(
                self.env._("%s: choose some of its lines and say why.", self.name)
            )
        if not self.line_ids - lines:
            raise UserError(
                self.env._(
                    "%s: at least one line stays; choose fewer lines.", self.name
                )
            )
        self._check_is_divisible()

    def _check_is_divisible(self):
        if not self.is_open:
            raise UserError(
                self.env._("%s is not open; reopen it before splitting.", self.name)
            )
        if len(self.line_ids) < 2:
            raise UserError(
                self.env._(
                    "%s has fewer than two lines: there is nothing to split off. Enter "
                    "the other matter as a complaint of its own, and link it.",
                    self.name,
                )
            )
        self._check_no_binding_offer(
            self.env._(
                "Its lines stay together: enter the other matter as a complaint of its "
                "own, and link it."
            )
        )

    def _prepare_split(self, lines):
        return {
            "partner_id": self.partner_id.id,
            "company_id": self.company_id.id,
            "kind": self.kind,
            "category_id": self.category_id.id,
            "severity": self.severity,
            "channel": self.channel,
            "team_id": self.team_id.id,
            "user_id": entitled(self.user_id).id,
            "date_opened": self.date_opened,
            "split_from_id": self.id,
            "subject": ", ".join(lines.mapped("display_name"))[:80],
            "description": self.env._(
                "Split from %(name)s:\n%(text)s",
                name=self.name,
                text=self.description,
            ),
        }
