# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command, Domain

from . import crm_qualification_rules as rules

OPEN = ("draft", "submitted")


class CrmQualification(models.Model):
    """A customer, or one to be registered, judged by a checklist.

    Sections are assessed by the persons named in them, the decision is asked for as an
    approval; nobody who assessed decides.
    """

    _name = "crm.qualification"
    _description = "Qualification of a Customer"
    _inherit = [
        "crm.qualification.flow.mixin",
        "crm.approval.mixin",
        "crm.guarded.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "id desc"
    _check_company_auto = True

    _frozen_fields = frozenset(
        {"company_id", "customer_id", "registration_id", "template_id"}
    )
    _approval_content = frozenset(
        {"expected_amount", "goods", "policy", "reason", "visit_id"}
    )

    template_id = fields.Many2one(
        comodel_name="crm.qualification.template",
        string="Checklist",
        required=True,
        ondelete="restrict",
        index=True,
        domain="[('company_id', 'in', [company_id, False])]",
    )
    effect = fields.Selection(related="template_id.effect")
    template_description = fields.Text(related="template_id.description")
    customer_id = fields.Many2one(
        comodel_name="crm.customer",
        ondelete="cascade",
        index="btree_not_null",
        check_company=True,
    )
    registration_id = fields.Many2one(
        comodel_name="crm.customer.registration",
        ondelete="cascade",
        index="btree_not_null",
        check_company=True,
        help="For a customer who is not registered yet.",
    )
    subject = fields.Char(
        string="Who Is Judged", compute="_compute_subject", compute_sudo=True
    )
    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Responsible",
        required=True,
        readonly=True,
        index=True,
        default=lambda self: self.env.user,
    )
    date = fields.Date(
        string="Started on", required=True, default=fields.Date.context_today
    )
    date_due = fields.Date(string="Finish by")
    reason = fields.Text(string="Why We Want to Deal with Them")
    policy = fields.Text(string="How We Want to Deal with Them")
    goods = fields.Text(help="Which goods, how much of each.")
    expected_amount = fields.Monetary(
        string="Expected a Year",
        help="Chooses the approval rule: the larger the business, the higher the "
        "decision.",
    )
    visit_id = fields.Many2one(
        comodel_name="crm.customer.visit",
        string="Field Survey",
        ondelete="set null",
        domain="[('customer_id', '=', customer_id), ('state', '=', 'done')]",
        check_company=True,
    )
    part_ids = fields.One2many("crm.qualification.part", "qualification_id")
    answer_ids = fields.One2many(
        "crm.qualification.answer", "qualification_id", readonly=True
    )
    paper_ids = fields.One2many("crm.qualification.paper", "qualification_id")
    score = fields.Float(
        string="Score (%)", compute="_compute_score", store=True, aggregator="avg"
    )
    progress = fields.Float(
        string="Assessed (%)", compute="_compute_score", store=True, aggregator="avg"
    )
    is_passed = fields.Boolean(
        string="Passes",
        compute="_compute_is_passed",
        help="By the points or criteria of the checklist; a person decides.",
    )
    failed_names = fields.Char(
        string="Failed Criteria", compute="_compute_failed_names"
    )

    _subject_given = models.Constraint(
        "CHECK (customer_id IS NOT NULL OR registration_id IS NOT NULL)",
        "Say who is judged: a customer, or a registration.",
    )

    @api.depends("customer_id", "registration_id")
    def _compute_subject(self):
        for record in self:
            customer = record.customer_id
            record.subject = (
                customer.partner_id.complete_name or record.registration_id.name
            )

    @api.depends("part_ids.percent", "part_ids.weight", "part_ids.is_done")
    def _compute_score(self):
        for record in self:
            parts = record.part_ids
            record.score = rules.weighted([(p.weight, p.percent) for p in parts])
            done = parts.filtered("is_done")
            record.progress = rules.percent(len(done), len(parts))

    @api.depends("score", "answer_ids.points", "answer_ids.is_failed", "template_id")
    def _compute_is_passed(self):
        for record in self:
            met = len(record.answer_ids.filtered(lambda line: line.points > 0))
            template = record.template_id
            record.is_passed = not any(
                record.answer_ids.mapped("is_failed")
            ) and rules.is_passed(
                template.pass_rule, record.score, template.pass_mark, met
            )

    @api.depends("answer_ids.is_failed")
    def _compute_failed_names(self):
        for record in self:
            failed = record.answer_ids.filtered("is_failed")
            record.failed_names = ", ".join(failed.mapped("name"))

    @api.depends("template_id", "customer_id", "registration_id")
    def _compute_display_name(self):
        for record in self:
            names = (record.subject, record.template_id.sudo().name)
            record.display_name = " – ".join(name for name in names if name)

    @api.constrains("customer_id", "template_id", "state")
    def _check_one_open(self):
        """One at a time; no index, so that merging two customers keeps both."""
        for record in self.filtered(lambda r: r.state in OPEN and r.customer_id):
            others = Domain("customer_id", "=", record.customer_id.id) & Domain(
                "template_id", "=", record.template_id.id
            )
            still = Domain("state", "in", OPEN) & Domain("id", "!=", record.id)
            if self.sudo().search_count(others & still, limit=1):
                raise ValidationError(
                    self.env._(
                        "%(customer)s is already being judged by “%(checklist)s”. Go "
                        "on with that one.",
                        customer=record.subject,
                        checklist=record.template_id.name,
                    )
                )

    @api.constrains("visit_id", "customer_id")
    def _check_visit(self):
        for record in self.filtered("visit_id"):
            if record.visit_id.sudo().customer_id != record.customer_id:
                raise ValidationError(
                    self.env._(
                        "The field survey must be a visit to %s.", record.subject
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        for record in records:
            record.customer_id.check_access("read")
            record.registration_id.check_access("read")
            record.visit_id.check_access("read")
            record._ask_questions()
        return records

    def write(self, vals):
        if not self.env.su and self._approval_content & vals.keys():
            self._check_open()
        result = super().write(vals)
        if "visit_id" in vals:
            self.visit_id.check_access("read")
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_decided(self):
        self._check_open()

    def _ask_questions(self):
        """Copies sections, criteria and papers, so that they stay as they were."""
        template = self.template_id.sudo()
        self.sudo().write(
            {
                "part_ids": [
                    Command.create(section._prepare_part_values(self.user_id))
                    for section in template.section_ids
                ],
                "paper_ids": [
                    Command.create(
                        {
                            "name": document.name,
                            "sequence": document.sequence,
                            "is_required": document.is_required,
                        }
                    )
                    for document in template.document_ids
                ],
            }
        )

    def _check_open(self):
        """Answers and papers change while nothing was handed in."""
        for record in self.sudo():
            if record.state != "draft":
                raise UserError(
                    self.env._(
                        "“%s” was handed in and is kept as it is. Start a new one to "
                        "judge again.",
                        record.display_name,
                    )
                )
