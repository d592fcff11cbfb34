# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

AGENTS = "crm_complaints.crm_complaints_group_agent"


class CrmComplaintService(models.Model):
    """A service at the customer's: asked for, planned, done, signed by the customer.

    How it moves is in crm.complaint.service.flow.mixin, what is not covered and
    becomes a quotation in crm.complaint.service.billing.mixin.
    """

    _name = "crm.complaint.service"
    _description = "On-site Service"
    _inherit = [
        "crm.complaint.circle.mixin",
        "crm.complaint.service.flow.mixin",
        "crm.complaint.service.billing.mixin",
        "crm.guarded.mixin",
        "crm.portal.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "date_planned desc, id desc"
    _mail_post_access = "read"
    _check_company_auto = True

    _guarded_fields = frozenset({"state"})
    _frozen_fields = frozenset({"access_token", "complaint_id", "name"})

    name = fields.Char(string="Number", required=True, copy=False, default="/")
    complaint_id = fields.Many2one(
        comodel_name="crm.complaint", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(
        related="complaint_id.company_id", store=True, precompute=True, index=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    customer_id = fields.Many2one(
        related="complaint_id.customer_id", store=True, precompute=True, index=True
    )
    team_id = fields.Many2one(related="complaint_id.team_id", store=True)
    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Contact",
        compute="_compute_from_complaint",
        store=True,
        readonly=False,
        precompute=True,
        index=True,
    )
    customer_name = fields.Char(
        string="Customer's Name", related="complaint_id.customer_id.partner_id.name"
    )
    phone = fields.Char(related="partner_id.phone")
    address = fields.Char(
        compute="_compute_from_complaint",
        store=True,
        readonly=False,
        precompute=True,
        help="Where the technician goes.",
    )
    kind_id = fields.Many2one(
        comodel_name="crm.complaint.service.kind",
        required=True,
        index=True,
        ondelete="restrict",
    )
    is_on_site = fields.Boolean(
        string="At the Customer's", default=True, help="Off: by phone or remotely."
    )
    symptom = fields.Text(
        compute="_compute_from_complaint",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        help="What the customer sees, for the diagnosis.",
    )

    # plan
    date_planned = fields.Datetime(string="Planned for", index=True)
    hours_planned = fields.Float(string="Planned Hours", default=2.0)
    date_planned_end = fields.Datetime(
        string="Planned until", compute="_compute_date_planned_end", store=True
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Technician",
        index=True,
        tracking=True,
        ondelete="restrict",
        domain="[('share', '=', False)]",
    )
    assignment_reason = fields.Char(
        string="Proposed because", readonly=True, copy=False
    )

    # what was done
    state = fields.Selection(
        selection=[
            ("planned", "Planned"),
            ("started", "Started"),
            ("done", "To Be Signed"),
            ("signed", "Signed"),
            ("cancelled", "Cancelled"),
        ],
        string="Status",
        default="planned",
        required=True,
        readonly=True,
        index=True,
        tracking=True,
    )
    date_start = fields.Datetime(string="Started on", copy=False)
    date_end = fields.Datetime(string="Finished on", copy=False)
    hours = fields.Float(compute="_compute_hours", store=True)
    work_done = fields.Text(copy=False, help="The customer reads and signs it.")
    line_ids = fields.One2many(
        "crm.complaint.service.line", "service_id", string="Material"
    )

    # the customer's signature
    signed_name = fields.Char(string="Signed by", readonly=True, copy=False)
    date_signed = fields.Datetime(string="Signed on", readonly=True, copy=False)
    signature = fields.Image(
        readonly=True, copy=False, attachment=True, max_width=1024, max_height=1024
    )
    customer_remark = fields.Text(string="Customer's Remark", readonly=True, copy=False)

    _hours_positive = models.Constraint(
        "CHECK (hours_planned >= 0 AND travel_cost >= 0)",
        "Hours and travel cost cannot be negative.",
    )
    _period = models.Constraint(
        "CHECK (date_end IS NULL OR date_end >= date_start)",
        "A service does not finish before it starts.",
    )

    @api.depends("complaint_id")
    def _compute_from_complaint(self):
        for service in self:
            complaint = service.complaint_id
            service.partner_id = service.partner_id or complaint.partner_id
            service.address = service.address or self._place_of(complaint.partner_id)
            service.symptom = service.symptom or complaint.description

    @api.depends("date_planned", "hours_planned")
    def _compute_date_planned_end(self):
        for service in self:
            start = service.date_planned
            length = timedelta(hours=service.hours_planned or 1)
            service.date_planned_end = start + length if start else False

    @api.depends("date_start", "date_end")
    def _compute_hours(self):
        for service in self:
            if service.date_start and service.date_end:
                spent = service.date_end - service.date_start
                service.hours = spent.total_seconds() / 3600
            else:
                service.hours = 0.0

    @api.depends("name", "kind_id", "customer_name")
    def _compute_display_name(self):
        for service in self:
            words = [service.name, service.kind_id.name, service.customer_name]
            service.display_name = " · ".join(filter(None, words))

    def _compute_access_url(self):
        for service in self:
            service.access_url = f"/my/services/{service.id}"

    @api.constrains("partner_id")
    def _check_partner_id(self):
        for service in self:
            customer = service.complaint_id.sudo().customer_id.partner_id
            if service.partner_id.commercial_partner_id not in (
                customer,
                service.partner_id.browse(),
            ):
                raise ValidationError(
                    self.env._(
                        "%(contact)s is not a contact of %(customer)s.",
                        contact=service.partner_id.display_name,
                        customer=customer.display_name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        complaints = self.env["crm.complaint"].browse(
            [vals.get("complaint_id") for vals in vals_list]
        )
        complaints.check_access("write")
        for vals, complaint in zip(vals_list, complaints, strict=True):
            vals["name"] = self._next_number(complaint.company_id)
        services = super().create(vals_list)
        for service in services.filtered("user_id"):
            service.sudo()._tell_technician()
        return services

    def write(self, vals):
        if not self.env.su:
            self._check_editable()
            if {"user_id", "date_planned"} & vals.keys():
                self.complaint_id.check_access("write")
        result = super().write(vals)
        if vals.get("user_id"):
            for service in self:
                service.sudo()._tell_technician()
        return result

    def action_view_complaint(self):
        self.ensure_one()
        if not self.complaint_id.has_access("read"):
            raise AccessError(
                self.env._(
                    "The complaint itself is not open to you; %s tells you more.",
                    self.complaint_id.sudo().user_id.name or self.env._("the team"),
                )
            )
        return self.complaint_id.get_formview_action()

    @api.model
    def _next_number(self, company):
        sequence = self.env["ir.sequence"].sudo().with_company(company)
        number = sequence.next_by_code("crm.complaint.service")
        if not number:
            raise UserError(
                self.env._(
                    "The number sequence of services (crm.complaint.service) is gone."
                )
            )
        return number

    @api.model
    def _place_of(self, partner):
        """The address in one line, without the empty parts of the country's form."""
        lines = partner._display_address(without_company=True).splitlines()
        return ", ".join(filter(None, (line.strip(" ,") for line in lines)))

    def _check_editable(self):
        """What the customer signed stays as it was signed."""
        fixed = self.filtered(lambda s: s.state in ("signed", "cancelled"))[:1]
        if fixed and not self.env.su:
            raise UserError(
                self.env._(
                    "%s is signed or cancelled and stays as it is; plan another "
                    "service for what is still to do.",
                    fixed.name,
                )
            )

    def _get_report_base_filename(self):
        self.ensure_one()
        return self.env._("Service sheet %s", self.name)
