# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import uuid

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from .crm_complaint_turns import hold

AGENTS = "crm_complaints.crm_complaints_group_agent"
# the answer is still to come
PENDING = ("waiting", "sent", "interview")


class CrmSatisfactionInvitation(models.Model):
    """One contact asked by one survey: from the draw or the event to the answers.

    How answers are taken is written in crm.satisfaction.sheet.mixin.
    """

    _name = "crm.satisfaction.invitation"
    _description = "Invitation to a Survey"
    _inherit = [
        "crm.complaint.secret.mixin",
        "crm.satisfaction.sheet.mixin",
        "crm.guarded.mixin",
    ]
    _order = "date_planned desc, id desc"

    survey_id = fields.Many2one(
        comodel_name="crm.satisfaction.survey",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        comodel_name="res.company", required=True, readonly=True, index=True
    )
    customer_id = fields.Many2one(
        comodel_name="crm.customer",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Contact",
        required=True,
        readonly=True,
        index=True,
    )
    phone = fields.Char(related="partner_id.phone")
    stratum = fields.Char(string="Group", readonly=True)
    complaint_id = fields.Many2one(
        comodel_name="crm.complaint",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )
    order_id = fields.Many2one(
        comodel_name="sale.order",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )
    visit_id = fields.Many2one(
        comodel_name="crm.customer.visit",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )
    state = fields.Selection(
        selection=[
            ("waiting", "To Send"),
            ("sent", "Sent"),
            ("interview", "To Interview"),
            ("answered", "Answered"),
            ("declined", "Declined"),
            ("expired", "No Answer"),
            ("skipped", "Not Asked"),
        ],
        string="Status",
        default="waiting",
        required=True,
        readonly=True,
        index=True,
    )
    skip_reason = fields.Selection(
        selection=[
            ("throttle", "Asked lately by another survey"),
            ("blacklist", "Does not want mails"),
        ],
        string="Not Asked Because",
        readonly=True,
    )
    date_planned = fields.Datetime(string="To Send from", readonly=True, index=True)
    date_sent = fields.Datetime(string="Sent on", readonly=True)
    date_reminder = fields.Datetime(
        string="Reminder Looked at",
        readonly=True,
        help="When the job reminded the contact, or found that he wants no mails.",
    )
    date_letter = fields.Datetime(string="Letter Sent on", readonly=True)
    access_token = fields.Char(
        required=True,
        readonly=True,
        copy=False,
        groups="base.group_system",
        default=lambda self: str(uuid.uuid4()),
    )

    _token_unique = models.UniqueIndex("(access_token)", "This link is taken.")
    _complaint_unique = models.UniqueIndex(
        "(survey_id, complaint_id) WHERE complaint_id IS NOT NULL",
        "This survey asks about this case already.",
    )
    _order_unique = models.UniqueIndex(
        "(survey_id, order_id) WHERE order_id IS NOT NULL",
        "This survey asks about this order already.",
    )
    _visit_unique = models.UniqueIndex(
        "(survey_id, visit_id) WHERE visit_id IS NOT NULL",
        "This survey asks about this visit already.",
    )
    _throttle_idx = models.Index("(partner_id, date_planned)")
    _answered_idx = models.Index(
        "(customer_id, date_answered) WHERE state = 'answered'"
    )

    @api.depends("survey_id.name", "partner_id.name")
    def _compute_display_name(self):
        for invitation in self:
            survey, partner = invitation.survey_id, invitation.partner_id
            invitation.display_name = f"{survey.name}: {partner.name}"

    def action_interview(self):
        """The page with the questions, filled in while the customer speaks."""
        self.ensure_one()
        self._check_may_record()
        return {
            "type": "ir.actions.act_url",
            "target": "self",
            "url": f"/satisfaction/interview/{self.id}",
        }

    def action_decline(self):
        """The customer said that he does not want to answer."""
        for invitation in self:
            invitation._check_may_record()
            invitation._check_pending()
            invitation.sudo().state = "declined"

    def action_open_source(self):
        """The case, order or visit that was asked about."""
        self.ensure_one()
        source = self.complaint_id or self.order_id or self.visit_id
        if not source:
            source = self.customer_id
        return {
            "type": "ir.actions.act_window",
            "res_model": source._name,
            "res_id": source.id,
            "views": [(False, "form")],
        }

    def _check_may_record(self):
        """Raises AccessError for whoever may not record what customers say."""
        self.check_access("read")
        if not (self.env.su or self.env.user.has_group(AGENTS)):
            raise AccessError(
                self.env._(
                    "Answers of customers are recorded by complaint agents; ask one "
                    "of them."
                )
            )

        own = self.sudo().complaint_id.filtered(lambda c: c.user_id == self.env.user)
        if own and not self.env.su:
            raise AccessError(
                self.env._(
                    "This is about your own work on %s; let a colleague ask.",
                    own[0].name,
                )
            )

    @api.model
    def _invite(self, survey, rows):
        """Opens invitations; rows: values with customer_id and perhaps a contact."""
        customers = self.env["crm.customer"].sudo()
        customers = customers.browse([row["customer_id"] for row in rows])
        contacts = {c.id: self._contact_of(c).id for c in customers}
        start = fields.Datetime.to_datetime(survey.date_start)
        planned = max(fields.Datetime.now(), start)
        values = [
            {
                "partner_id": contacts[row["customer_id"]],
                "survey_id": survey.id,
                "company_id": survey.company_id.id,
                "date_planned": planned,
                **row,
            }
            for row in rows
        ]
        partners = self.env["res.partner"].sudo()
        partners = partners.browse([vals["partner_id"] for vals in values])
        for vals, partner in zip(values, partners, strict=True):
            if vals.get("state") != "skipped":
                vals.update(self._way_to(partner))
        return self.sudo().create(values)

    @api.model
    def _contact_of(self, customer):
        """The person who is asked: the first contact with a mail address."""
        people = customer.partner_id.child_ids.filtered(lambda p: p.type == "contact")
        return people.filtered("email")[:1] or customer.partner_id

    @api.model
    def _way_to(self, partner):
        """By mail, in an interview where there is no address, or not at all."""
        if partner.is_blacklisted:
            return {"state": "skipped", "skip_reason": "blacklist"}
        return {"state": "waiting" if partner.email else "interview"}

    def _send(self, now):
        """Queues the invitations as mails and stamps them."""
        template = self.env.ref("crm_complaints.crm_satisfaction_template_invitation")
        self._send_secret(template)
        self.write({"state": "sent", "date_sent": now})

    def _remind(self, now):
        """The same link once more; nobody who meanwhile wants no mails gets it."""
        template = self.env.ref("crm_complaints.crm_satisfaction_template_reminder")
        self.filtered(lambda i: not i.partner_id.is_blacklisted)._send_secret(template)
        self.write({"date_reminder": now})

    def _send_letter(self, now):
        template = self.env.ref("crm_complaints.crm_satisfaction_template_letter")
        self.filtered("partner_id.email")._send_secret(template)
        self.write({"date_letter": now})

    def _expire(self):
        self.filtered(lambda i: i.state in PENDING).write({"state": "expired"})

    def _page_url(self):
        """The customer's own link; nobody but the mail gets to see it."""
        self.ensure_one()
        return f"{self.get_base_url()}/satisfaction/{self.sudo().access_token}"

    def _check_pending(self):
        """Raises UserError unless this invitation still takes its one answer."""
        self.ensure_one()
        hold(self)
        self.invalidate_recordset(["state"])
        closed = self._why_closed()
        if closed:
            raise UserError(closed)

    def _why_closed(self):
        """Why no answer is taken, in the customer's words; empty when one is."""
        survey = self.survey_id
        if self.state == "answered":
            return self.env._("You have answered already. Thank you for your time.")
        today = self.env["crm.customer"]._today(self.company_id)
        late = survey.date_end and survey.date_end < today
        if self.state not in PENDING or survey.state != "running" or late:
            return self.env._(
                "“%s” takes no more answers. Thank you for your interest.", survey.name
            )
        return ""
