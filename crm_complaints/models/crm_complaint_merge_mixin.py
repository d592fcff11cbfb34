# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from .crm_complaint_stage import OPEN_PHASES
from .crm_complaint_turns import hold

MANAGERS = "crm_complaints.crm_complaints_group_manager"
# Offers in these states are tied to the money of their own case.
BINDING_OFFERS = ("waiting", "offered", "accepted", "done")


class CrmComplaintMergeMixin(models.AbstractModel):
    """Several complaints become one, and complaints know each other.

    A merged case is cancelled with a link: its clocks are neither kept nor missed,
    and no statistic counts it.
    """

    _name = "crm.complaint.merge.mixin"
    _description = "Merging of Complaints"

    merged_into_id = fields.Many2one(
        comodel_name="crm.complaint",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    merged_ids = fields.One2many("crm.complaint", "merged_into_id")
    link_ids = fields.One2many("crm.complaint.link", "complaint_id", string="Links")

    def action_merge(self):
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_complaints.crm_complaint_merge_action"
        )
        action["context"] = {"default_complaint_ids": self.ids}
        return action

    def action_link(self):
        return self._dialog("crm_complaints.crm_complaint_connect_action")

    def action_view_merged_into(self):
        self.ensure_one()
        return self.merged_into_id.get_formview_action()

    def _dialog(self, xml_id):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(xml_id)
        action["context"] = {"default_complaint_id": self.id}
        return action

    def _connect(self, other, kind):
        """Links this complaint with another that the user may read."""
        self.check_access("write")
        other.check_access("read")
        self.env["crm.complaint.link"].sudo()._connect(self, other, kind)

    def _merge_into(self, target, reason, tells=False, confirmed=False):
        """These complaints end in `target`, which takes over what the customer sent.

        tells: the customer hears of it; confirmed: a manager knows that the customers
        differ. Raises AccessError or UserError naming the complaint and the way out.
        """
        losers = self - target
        (losers | target).check_access("write")
        hold((losers | target).sorted("id"))
        (losers | target).invalidate_recordset()
        if not losers or not reason.strip():
            raise UserError(
                self.env._("Choose at least two complaints and say why they are one.")
            )
        target._check_may_receive(losers, confirmed)
        (losers | target).sudo()._share_secret()
        for loser in losers.sudo():
            loser._check_may_be_merged()
            loser._hand_contents_to(target.sudo(), reason)
            if tells:
                loser._tell_merged_or_say_why()
        names = ", ".join(losers.mapped("name"))
        target.sudo().message_post(
            body=self.env._(
                "%(names)s merged into this complaint: %(reason)s",
                names=names,
                reason=reason,
            ),
            author_id=self.env.user.partner_id.id,
        )

    def _check_may_receive(self, losers, confirmed):
        """The case that stays is open, is the oldest, and is of the same customer."""
        self.ensure_one()
        is_manager = self.env.user.has_group(MANAGERS)
        if not self.is_open:
            raise UserError(
                self.env._("%s is not open; reopen it before merging.", self.name)
            )
        older = losers.filtered(lambda c: c.date_opened < self.date_opened)
        if older and not is_manager:
            raise UserError(
                self.env._(
                    "%(older)s came before %(target)s: merge into the older one, so "
                    "that its promised time stays; a complaint manager may decide "
                    "otherwise.",
                    older=older[0].name,
                    target=self.name,
                )
            )
        strangers = losers.filtered(lambda c: c.customer_id != self.customer_id)
        if strangers and not (is_manager and confirmed):
            raise (UserError if is_manager else AccessError)(
                self.env._(
                    "%(loser)s is of another customer than %(target)s. A complaint "
                    "manager merges them by confirming it; else link them.",
                    loser=strangers[0].name,
                    target=self.name,
                )
            )

    def _check_may_be_merged(self):
        if not self.is_open:
            raise UserError(
                self.env._(
                    "%s is not open any more; link it instead of merging it.", self.name
                )
            )
        self._check_no_binding_offer(
            self.env._("Settle it there, and link the complaints.")
        )
        self._check_not_charged()

    def _check_no_binding_offer(self, way_out):
        binding = self.sudo().compensation_ids.filtered(
            lambda offer: offer.state in BINDING_OFFERS
        )[:1]
        if binding:
            raise UserError(
                self.env._(
                    "%(complaint)s has a compensation of %(amount)s, whose papers name "
                    "it. %(way_out)s",
                    complaint=self.name,
                    amount=binding.currency_id.format(binding.amount),
                    way_out=way_out,
                )
            )

    def _hand_contents_to(self, target, reason):
        """Moves lines, conversation, files and work; called as superuser.

        Between different customers only notes and colleagues go along: neither may see
        what the other wrote or bought. Between contacts who see their own cases only,
        words and files stay as well.
        """
        self.ensure_one()
        is_same = self.customer_id == target.customer_id
        note = self.env._("Merged into %(name)s: %(why)s", name=target.name, why=reason)
        cancelled = self.env["crm.complaint.stage"]._first("cancelled")
        owed, links = self._owed_answer(), self.link_ids
        self.write({"merged_into_id": target.id})
        self._enter_stage(cancelled, note)
        self._move_conversation(target)
        if is_same:
            self.line_ids._count_once_with(target)
            self.line_ids.write({"complaint_id": target.id})
        self._move_work(target, is_same)
        self._move_activities(target)
        if is_same and owed:
            target._owe_answer(owed, note, fields.Datetime.now())
        for link in links.filtered(lambda known: known.other_id != target):
            link._connect(target, link.other_id, link.kind)
        self.env["crm.complaint.link"]._connect(self, target, "duplicate_of")

    def _tell_merged_or_say_why(self):
        """Who may not read the case that goes on learns nothing of it; of the same
        customer the agent then reads that somebody is left to be told."""
        target = self.merged_into_id
        if self._is_shared_with(target):
            self._tell_merged()
        elif self.customer_id == target.customer_id:
            target._message_log(
                body=self.env._(
                    "%(contact)s does not hear of it: in the portal each contact sees "
                    "only the own complaints. Tell in %(complaint)s how it goes on.",
                    contact=self.partner_id.name,
                    complaint=self.name,
                )
            )

    def _tell_merged(self):
        self._send_template(
            "crm_complaints.crm_complaint_template_merged",
            message_type="comment",
            author_id=self.env.user.partner_id.id,
            subtype_xmlid="mail.mt_comment",
        )

    def _check_phase(self, phase, reason):
        if self.merged_into_id and phase in OPEN_PHASES:
            raise UserError(
                self.env._(
                    "%(complaint)s was merged into %(target)s; go on there.",
                    complaint=self.name,
                    target=self.merged_into_id.sudo().name,
                )
            )
        return super()._check_phase(phase, reason)

    def _message_post_after_hook(self, message, msg_values):
        """What a customer still writes to a merged case reaches the one that stays."""
        result = super()._message_post_after_hook(message, msg_values)
        for complaint in self.sudo().filtered("merged_into_id"):
            target = complaint.merged_into_id
            is_shared = complaint._is_shared_with(target)
            if complaint._is_customers_word(message):
                target.message_post(
                    body=message.body,
                    author_id=message.author_id.id,
                    message_type="comment",
                    subtype_xmlid="mail.mt_comment" if is_shared else "mail.mt_note",
                    attachment_ids=message.sudo().attachment_ids.copy().ids,
                )
        return result
