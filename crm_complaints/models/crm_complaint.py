# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.fields import Domain

from .crm_complaint_stage import OPEN_PHASES

# What customer and company told each other; it stays as it was when all was said.
TOLD = frozenset({"category_id", "description", "kind", "solution"})


class CrmComplaint(models.Model):
    """A complaint of a customer, from filing to the customer's own verdict.

    What it says lives here; how it arrives in crm.complaint.entry.mixin, how it moves
    in crm.complaint.flow.mixin, its time in crm.complaint.clock.mixin, who hears of it
    in crm.complaint.escalation.mixin, its mails in crm.complaint.mail.mixin, the
    customer's verdict in crm.complaint.rating.mixin.
    """

    _name = "crm.complaint"
    _description = "Complaint"
    _inherit = [
        "crm.complaint.confidential.mixin",
        "crm.complaint.import.mixin",
        "crm.complaint.import.names.mixin",
        "crm.complaint.import.thread.mixin",
        "crm.complaint.confirmation.mixin",
        "crm.complaint.verdict.mixin",
        "crm.complaint.closing.mixin",
        "crm.complaint.investigation.mixin",
        "crm.complaint.cost.mixin",
        "crm.complaint.supplier.mixin",
        "crm.complaint.library.mixin",
        "crm.complaint.dispute.mixin",
        "crm.complaint.outbreak.mixin",
        "crm.complaint.overview.mixin",
        "crm.complaint.portal.mixin",
        "crm.complaint.repeat.mixin",
        "crm.complaint.unowned.mixin",
        "crm.complaint.handoff.mixin",
        "crm.complaint.assignment.mixin",
        "crm.complaint.request.mixin",
        "crm.complaint.merge.mixin",
        "crm.complaint.merge.contents.mixin",
        "crm.complaint.split.mixin",
        "crm.complaint.promise.mixin",
        "crm.complaint.service.mixin",
        "crm.complaint.sale.mixin",
        "crm.complaint.entry.mixin",
        "crm.complaint.flow.mixin",
        "crm.complaint.clock.mixin",
        "crm.complaint.escalation.mixin",
        "crm.complaint.call.mixin",
        "crm.complaint.acknowledge.mixin",
        "crm.complaint.reach.mixin",
        "crm.complaint.mail.mixin",
        "crm.complaint.money.mixin",
        "crm.complaint.rating.mixin",
        "crm.guarded.mixin",
        "crm.portal.mixin",
        "rating.mixin",
        "mail.thread.cc",
        "mail.activity.mixin",
    ]
    _order = "priority_order desc, sla_deadline, id desc"
    _rec_names_search = ["name", "subject", "partner_id"]
    _check_company_auto = True
    _primary_email = "email_from"
    _mail_thread_customer = True

    _guarded_fields = frozenset(
        {
            "date_acknowledge",
            "date_closed",
            "date_promised",
            "date_solved",
            "reopen_count",
            "sla_deadline",
            "sla_state",
        }
    )
    _frozen_fields = frozenset(
        {
            "access_token",
            "assignment_reason",
            "company_id",
            "customer_id",
            "date_opened",
            "name",
        }
    )

    def _default_stage_id(self):
        return self.env["crm.complaint.stage"]._first("new")

    # identity
    name = fields.Char(string="Number", required=True, copy=False, default="/")
    subject = fields.Char(
        compute="_compute_subject", store=True, readonly=False, precompute=True
    )
    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Contact",
        required=True,
        index=True,
        ondelete="restrict",
        tracking=True,
        check_company=True,
        help="The person who complains; the customer account is that of the company.",
    )
    customer_id = fields.Many2one(
        comodel_name="crm.customer",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
    )
    email_from = fields.Char(
        string="Mail",
        compute="_compute_contact",
        store=True,
        readonly=False,
        precompute=True,
    )
    phone = fields.Char(
        compute="_compute_contact", store=True, readonly=False, precompute=True
    )
    channel = fields.Selection(
        selection=[
            ("portal", "Portal"),
            ("mail", "Mail"),
            ("phone", "Phone"),
            ("visit", "Visit"),
            ("web", "Public Form"),
            ("social", "Social Media"),
            ("other", "Other"),
        ],
        default="phone",
        required=True,
    )

    # what it is about
    kind = fields.Selection(
        selection=lambda self: self._selection_kind(),
        default="complaint",
        required=True,
        index=True,
        tracking=True,
    )
    category_id = fields.Many2one(
        comodel_name="crm.complaint.category",
        ondelete="restrict",
        index=True,
        tracking=True,
    )
    severity = fields.Selection(
        selection=lambda self: self._selection_severity(),
        default="normal",
        required=True,
        tracking=True,
    )
    priority_order = fields.Integer(
        compute="_compute_priority_order", store=True, aggregator=None
    )
    description = fields.Text(
        required=True, help="In the customer's words: what happened, since when."
    )
    line_ids = fields.One2many("crm.complaint.line", "complaint_id", copy=True)
    amount_claimed = fields.Monetary(
        string="Claimed", compute="_compute_amount_claimed", store=True
    )

    # who answers
    team_id = fields.Many2one(
        comodel_name="crm.complaint.team",
        index=True,
        tracking=True,
        check_company=True,
        ondelete="restrict",
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Agent",
        index=True,
        tracking=True,
        check_company=True,
        domain="[('share', '=', False)]",
        help="The one person who answers; every hand-off is recorded.",
    )

    # lifecycle
    stage_id = fields.Many2one(
        comodel_name="crm.complaint.stage",
        required=True,
        index=True,
        ondelete="restrict",
        tracking=True,
        copy=False,
        default=lambda self: self._default_stage_id(),
        group_expand="_read_group_stage_ids",
    )
    phase = fields.Selection(related="stage_id.phase", store=True, index=True)
    is_open = fields.Boolean(compute="_compute_is_open", store=True, index=True)
    date_opened = fields.Datetime(
        string="Received", required=True, default=fields.Datetime.now, copy=False
    )
    date_solved = fields.Datetime(string="Solved on", readonly=True, copy=False)
    date_closed = fields.Datetime(string="Closed on", readonly=True, copy=False)
    reopen_count = fields.Integer(string="Reopened", readonly=True, copy=False)
    solution = fields.Text(
        copy=False, help="What is told to the customer when the complaint is solved."
    )

    # money
    compensation_ids = fields.One2many("crm.complaint.compensation", "complaint_id")
    amount_compensated = fields.Monetary(
        string="Compensated", compute="_compute_amount_compensated", store=True
    )

    _name_unique = models.UniqueIndex(
        "(company_id, name)", "This complaint number is already taken."
    )
    _customer_idx = models.Index("(customer_id, date_opened)")

    @api.depends("description")
    def _compute_subject(self):
        for complaint in self:
            first_line = (complaint.description or "").strip().partition("\n")[0]
            complaint.subject = complaint.subject or first_line[:80]

    @api.depends("partner_id")
    def _compute_contact(self):
        for complaint in self:
            complaint.email_from = complaint.partner_id.email
            complaint.phone = complaint.partner_id.phone

    @api.depends("severity")
    def _compute_priority_order(self):
        order = [value for value, _label in self._selection_severity()]
        for complaint in self:
            complaint.priority_order = order.index(complaint.severity or "normal")

    @api.depends("line_ids.amount_claimed", "line_ids.currency_id")
    def _compute_amount_claimed(self):
        for complaint in self:
            day = fields.Date.to_date(complaint.date_opened)
            complaint.amount_claimed = sum(
                line.currency_id._convert(
                    line.amount_claimed,
                    complaint.currency_id,
                    complaint.company_id,
                    day,
                )
                for line in complaint.line_ids
            )

    @api.depends("phase")
    def _compute_is_open(self):
        for complaint in self:
            complaint.is_open = complaint.phase in OPEN_PHASES

    @api.depends("compensation_ids.amount_company", "compensation_ids.state")
    def _compute_amount_compensated(self):
        for complaint in self:
            done = complaint.compensation_ids.filtered(lambda c: c.state == "done")
            complaint.amount_compensated = sum(done.mapped("amount_company"))

    @api.depends(
        "is_confidential", "name", "subject", "partner_id.commercial_partner_id.name"
    )
    @api.depends_context("uid", "with_subject")
    def _compute_display_name(self):
        for complaint in self:
            if complaint._is_hidden_from(self.env.user):
                complaint.display_name = self.env._("Confidential case")
                continue
            name = complaint.name or ""
            if self.env.context.get("with_subject"):
                customer = complaint.sudo().partner_id.commercial_partner_id.name
                name = f"{name} {complaint.subject or ''} ({customer or ''})"
            complaint.display_name = name

    def _compute_access_url(self):
        for complaint in self:
            complaint.access_url = f"/my/complaints/{complaint.id}"

    @api.model
    def _selection_kind(self):
        return [
            ("complaint", self.env._("Complaint")),
            ("dispute", self.env._("Dispute")),
            ("suggestion", self.env._("Suggestion")),
            ("enquiry", self.env._("Enquiry")),
            ("praise", self.env._("Praise")),
            ("service", self.env._("Service Request")),
        ]

    @api.model
    def _selection_severity(self):
        return [
            ("minor", self.env._("Minor")),
            ("normal", self.env._("Normal")),
            ("major", self.env._("Major")),
            ("critical", self.env._("Critical")),
        ]

    @api.model
    def _selection_remedy(self):
        """Remedies a customer may wish; what is granted is a compensation."""
        return [
            ("credit_note", self.env._("Credit note")),
            ("refund", self.env._("Money back")),
            ("replacement", self.env._("Replacement")),
            ("redelivery", self.env._("Delivery of what is missing")),
            ("return", self.env._("Return of the goods")),
            ("discount", self.env._("Discount on the next order")),
            ("repair", self.env._("Repair")),
            ("explanation", self.env._("Explanation or apology")),
        ]

    @api.model
    def _read_group_stage_ids(self, stages, domain):
        return stages.search(Domain.TRUE)

    @api.model_create_multi
    def create(self, vals_list):
        complaints = super().create([self._prepare_new_values(v) for v in vals_list])
        complaints._welcome()
        return complaints

    def write(self, vals):
        vals = dict(vals)
        if "stage_id" in vals and not self.env.su:
            stage = self.env["crm.complaint.stage"].browse(vals.pop("stage_id"))
            self._move_to_stage(stage)
        if "partner_id" in vals:
            self._check_customer_stays(vals["partner_id"])
        if not self.env.su and TOLD & vals.keys():
            self._check_not_closed()
        return super().write(vals)

    def action_view_customer_complaints(self):
        self.ensure_one()
        return self.customer_id.action_view_complaints()
