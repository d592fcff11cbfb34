# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

REVIEW_FIELDS = {
    "activity_ids",
    "date_reviewed",
    "event_id",
    "message_follower_ids",
    "message_ids",
    "next_visit_id",
    "review_opinion",
    "reviewer_id",
    "state",
}


# when it was and who made it is the proof; it stays once the visit is done
PROOF_FIELDS = {"date_start", "duration", "type_id", "user_id"}


class CrmVisitReviewMixin(models.AbstractModel):
    """Step 8: the leader reads the record, writes an opinion, and closes it."""

    _name = "crm.visit.review.mixin"
    _description = "Review of a Visit"

    reviewer_id = fields.Many2one(
        "res.users", string="Reviewed by", readonly=True, copy=False
    )
    date_reviewed = fields.Datetime(string="Reviewed on", readonly=True, copy=False)
    review_opinion = fields.Text(string="Leader's Opinion", readonly=True, copy=False)
    check_ids = fields.One2many("crm.visit.check", "visit_id", readonly=True)
    can_review = fields.Boolean(compute="_compute_can_review")

    @api.depends("state", "user_id")
    @api.depends_context("uid")
    def _compute_can_review(self):
        for visit in self:
            visit.can_review = visit.state == "done" and visit._may_review()

    def action_open_review(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_lifecycle.crm_visit_review_action"
        )
        action["context"] = {"default_visit_ids": self.ids}
        return action

    def action_urge(self):
        """Reminds the visitors of overdue visits: a message and a task for today."""
        for visit in self.filtered("is_overdue"):
            if not visit._is_led_by(self.env.user):
                raise AccessError(
                    self.env._(
                        "%(visit)s: only the leader of %(user)s or a director urges.",
                        visit=visit.display_name,
                        user=visit.user_id.name,
                    )
                )
            visit.sudo().activity_schedule(
                "mail.mail_activity_data_todo",
                summary=self.env._("Overdue: %s", visit.display_name),
                note=self.env._(
                    "%s asks you to make this visit, or to say why not.",
                    self.env.user.name,
                ),
                user_id=visit.user_id.id,
            )
            self.env["crm.sms.mixin"]._send_sms(
                visit.user_id,
                visit.company_id,
                self.env._("Overdue: %s", visit.display_name),
            )

    def _review(self, opinion):
        """Leader or director, never the visitor himself; the opinion is kept."""
        if not (opinion or "").strip():
            raise UserError(self.env._("Write your opinion or guidance."))
        for visit in self:
            visit.check_access("read")
            if visit.state != "done":
                raise UserError(
                    self.env._(
                        "%s cannot be reviewed: only a done visit that nobody has "
                        "reviewed can.",
                        visit.display_name,
                    )
                )
            if not visit._may_review():
                raise AccessError(
                    self.env._(
                        "%(visit)s is reviewed by the leader of %(user)s or a "
                        "director, not by the visitor.",
                        visit=visit.display_name,
                        user=visit.user_id.name,
                    )
                )
            visit.sudo().write(
                {
                    "state": "reviewed",
                    "reviewer_id": self.env.uid,
                    "date_reviewed": fields.Datetime.now(),
                    "review_opinion": opinion,
                }
            )
            visit.sudo().message_post(
                body=self.env._("Reviewed: %s", opinion),
                author_id=self.env.user.partner_id.id,
                partner_ids=visit.user_id.partner_id.ids,
                subtype_xmlid="mail.mt_comment",
            )

    def _may_review(self):
        self.ensure_one()
        return self.user_id != self.env.user and self._is_led_by(self.env.user)

    def _is_led_by(self, user):
        """Whether the user leads the visitor or the customer's owner."""
        self.ensure_one()
        if user.has_group("crm_lifecycle.crm_lifecycle_group_director"):
            return True
        teams = self.sudo().customer_id.team_id | self.sudo().user_id.crm_team_ids
        return (
            user.has_group("crm_lifecycle.crm_lifecycle_group_team")
            and user in teams.user_id
        )

    def _check_record_kept(self, vals):
        """A done visit keeps its proof, a reviewed one everything."""
        if self.env.su:
            return
        if PROOF_FIELDS & vals.keys():
            self._check_proof_kept()
        if vals.keys() - REVIEW_FIELDS:
            self._check_not_reviewed()

    def _check_proof_kept(self):
        for visit in self.filtered(lambda v: v.state == "done"):
            raise UserError(
                self.env._(
                    "%s is done: its visitor, kind and time stay as they were. Write "
                    "what has to be corrected into the outcome.",
                    visit.display_name,
                )
            )

    def _check_not_reviewed(self):
        for visit in self.filtered(lambda v: v.state == "reviewed"):
            raise UserError(
                self.env._(
                    "%s was reviewed and is closed. Add a note below, or plan a new "
                    "visit.",
                    visit.display_name,
                )
            )

    @api.model
    def _to_review_domain(self):
        """Done visits that wait for the current user's opinion."""
        user = self.env.user
        domain = Domain("state", "=", "done") & Domain("user_id", "!=", user.id)
        if user.has_group("crm_lifecycle.crm_lifecycle_group_director"):
            return domain
        return domain & (
            Domain("customer_id.team_id.user_id", "=", user.id)
            | Domain("user_id.crm_team_ids.user_id", "=", user.id)
        )
