# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from .crm_visit_type import MODES

RESULTS = [
    ("order", "Order agreed"),
    ("progress", "A step forward"),
    ("kept", "Relation kept"),
    ("problem", "Problem found"),
    ("nobody", "Nobody met"),
]

PLANNERS = (
    "crm_lifecycle.crm_lifecycle_group_archive",
    "crm_lifecycle.crm_lifecycle_group_team",
)


class CrmCustomerVisit(models.Model):
    """A contact with a customer: planned, agreed, done, reviewed.

    A visit that was done with an outcome proves a sales action. What happened is
    frozen once the leader has reviewed it.
    """

    _name = "crm.customer.visit"
    _description = "Customer Visit"
    _inherit = [
        "crm.visit.calendar.mixin",
        "crm.visit.flow.mixin",
        "crm.visit.preparation.mixin",
        "crm.visit.review.mixin",
        "crm.guarded.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "date_start desc, id desc"
    _check_company_auto = True

    _guarded_fields = frozenset({"state"})
    _frozen_fields = frozenset({"customer_id"})

    @api.model
    def _default_date_start(self):
        return fields.Datetime.now().replace(minute=0, second=0) + timedelta(hours=1)

    # identity
    name = fields.Char(
        string="Subject",
        compute="_compute_from_type",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
    )
    customer_id = fields.Many2one(
        comodel_name="crm.customer",
        required=True,
        ondelete="restrict",
        index=True,
    )
    company_id = fields.Many2one(
        related="customer_id.company_id",
        store=True,
        precompute=True,
        required=True,
        index=True,
    )
    partner_id = fields.Many2one(related="customer_id.partner_id", string="Contact")
    type_id = fields.Many2one(
        comodel_name="crm.visit.type",
        string="Kind",
        required=True,
        index=True,
        ondelete="restrict",
        default=lambda self: self.env["crm.visit.type"].search([], limit=1),
    )
    is_first = fields.Boolean(related="type_id.is_first")
    mode = fields.Selection(
        selection=MODES,
        compute="_compute_from_type",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Visitor",
        required=True,
        index=True,
        default=lambda self: self.env.user,
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
        tracking=True,
    )
    contact_ids = fields.Many2many(
        comodel_name="res.partner",
        string="Key Persons",
        domain="['|', ('id', '=', partner_id), ('parent_id', '=', partner_id)]",
    )
    purpose = fields.Text(help="What the visit is for, and what shall come out of it.")

    # schedule
    date_start = fields.Datetime(
        string="Start",
        required=True,
        index=True,
        default=lambda self: self._default_date_start(),
        tracking=True,
    )
    duration = fields.Float(
        string="Duration (Hours)",
        compute="_compute_from_type",
        store=True,
        readonly=False,
        precompute=True,
    )
    date_stop = fields.Datetime(
        string="End", compute="_compute_date_stop", store=True, precompute=True
    )
    place = fields.Char(
        compute="_compute_place", store=True, readonly=False, precompute=True
    )
    is_overdue = fields.Boolean(
        string="Overdue", compute="_compute_is_overdue", search="_search_is_overdue"
    )

    # outcome
    result = fields.Selection(selection=RESULTS, tracking=True)
    outcome = fields.Text(help="What was talked about and agreed.")
    opinion = fields.Text(string="Customer's Opinion")
    mood = fields.Selection(
        selection=[("good", "Content"), ("fair", "Fair"), ("bad", "Unhappy")],
        string="Customer Is",
    )
    conclusion = fields.Text(
        string="Main Conclusions", help="Drawn from the record, for the report."
    )
    need_explicit = fields.Text(
        string="Explicit Needs", help="What the customer asks for."
    )
    need_implicit = fields.Text(
        string="Implicit Needs", help="What he has in mind without asking."
    )
    need_latent = fields.Text(
        string="Latent Needs", help="What he does not know yet that he needs."
    )
    is_introduced = fields.Boolean(string="Cards exchanged, introduced ourselves")
    is_sampled = fields.Boolean(string="Samples or brochures handed over")
    is_presented = fields.Boolean(string="Company presented")
    objection_ids = fields.One2many("crm.visit.objection", "visit_id")
    photo_ids = fields.Many2many("ir.attachment", string="Photos")
    next_step = fields.Char(help="What was promised, by whom.")
    date_next = fields.Date(string="Next Step on")
    next_visit_id = fields.Many2one(
        comodel_name="crm.customer.visit",
        readonly=True,
        copy=False,
        index="btree_not_null",
    )

    # origin
    policy_id = fields.Many2one(
        "crm.visit.policy", readonly=True, copy=False, index="btree_not_null"
    )
    plan_slot = fields.Char(
        readonly=True, copy=False, help="Month and number of a generated visit."
    )
    order_id = fields.Many2one(
        comodel_name="sale.order",
        string="After Order",
        readonly=True,
        copy=False,
        ondelete="set null",
    )
    aftercare_step_id = fields.Many2one(
        comodel_name="crm.visit.aftercare.step",
        readonly=True,
        copy=False,
        ondelete="set null",
        index="btree_not_null",
    )

    _customer_date_idx = models.Index("(customer_id, date_start)")
    _plan_slot_unique = models.UniqueIndex(
        "(customer_id, plan_slot) WHERE plan_slot IS NOT NULL"
        " AND state NOT IN ('cancelled', 'missed')",
        "A visit of this plan was written by somebody else at the same moment; "
        "make the preview again.",
    )
    _aftercare_unique = models.UniqueIndex(
        "(order_id, aftercare_step_id) WHERE order_id IS NOT NULL"
        " AND aftercare_step_id IS NOT NULL",
        "This contact after the delivery is planned already.",
    )
    _duration_positive = models.Constraint(
        "CHECK (duration > 0)", "A visit lasts longer than nothing."
    )

    @api.depends("type_id")
    def _compute_from_type(self):
        for visit in self:
            visit.name = visit.type_id.name or visit.name or "/"
            visit.mode = visit.type_id.mode or visit.mode or "visit"
            visit.duration = visit.type_id.duration or visit.duration or 1.0

    @api.depends("date_start", "duration")
    def _compute_date_stop(self):
        for visit in self:
            start = visit.date_start
            visit.date_stop = start and start + timedelta(hours=visit.duration)

    @api.depends("customer_id", "type_id.is_incoming")
    def _compute_place(self):
        for visit in self:
            source = visit.sudo()
            partner = (
                source.company_id.partner_id
                if source.type_id.is_incoming
                else source.customer_id.partner_id
            )
            parts = [partner.street, partner.street2, partner.city]
            visit.place = ", ".join(filter(None, parts))

    @api.depends("state", "date_stop")
    def _compute_is_overdue(self):
        now = fields.Datetime.now()
        for visit in self:
            visit.is_overdue = visit.state in ("planned", "agreed") and bool(
                visit.date_stop and visit.date_stop < now
            )

    def _search_is_overdue(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [
            ("state", "in", ["planned", "agreed"]),
            ("date_stop", "<", fields.Datetime.now()),
        ]

    @api.depends("name", "customer_id")
    def _compute_display_name(self):
        for visit in self:
            visit.display_name = self.env._(
                "%(subject)s: %(customer)s",
                subject=visit.name or "",
                customer=visit.sudo().customer_id.display_name or "",
            )

    @api.constrains("customer_id", "user_id")
    def _check_visitor_company(self):
        for visit in self:
            if visit.company_id not in visit.user_id.sudo().company_ids:
                raise UserError(
                    self.env._(
                        "%(user)s does not work for %(company)s and cannot visit "
                        "%(customer)s for it.",
                        user=visit.user_id.name,
                        company=visit.company_id.name,
                        customer=visit.customer_id.display_name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        visits = super().create(vals_list)
        visits._check_may_plan_for()
        visits._start_checklist()
        visits._touch_customers()
        return visits

    def write(self, vals):
        self._check_record_kept(vals)
        result = super().write(vals)
        if "user_id" in vals:
            self._check_may_plan_for()
        if {"date_start", "duration", "user_id", "name"} & vals.keys():
            self._move_event()
        if {"date_start", "state"} & vals.keys():
            self._touch_customers()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_recorded(self):
        kept = self.filtered(lambda v: v.state != "planned")
        if kept and not self.env.su:
            raise UserError(
                self.env._(
                    "%s was agreed or done and belongs to the customer's archive; "
                    "cancel it instead.",
                    kept[0].display_name,
                )
            )

    def _check_may_plan_for(self):
        """A salesperson plans for himself, among his customers; leaders for others."""
        if self.env.su:
            return
        self.customer_id.check_access("read")
        user = self.env.user
        if any(user.has_group(group) for group in PLANNERS):
            return
        for visit in self.filtered(lambda v: v.user_id != self.env.user):
            raise AccessError(
                self.env._(
                    "%(visit)s: you plan your own visits. Ask your team leader to "
                    "plan one for %(user)s.",
                    visit=visit.display_name,
                    user=visit.user_id.name,
                )
            )

    def _touch_customers(self):
        for company, visits in self.sudo().grouped("company_id").items():
            self.env["crm.customer"]._touch(visits.customer_id.partner_id, company)
