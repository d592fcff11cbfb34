# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from odoo.addons.crm_lifecycle.models.crm_fact_queries import FactSource

from . import crm_class_queries as queries
from .crm_class_rules import kind_of, period_of


class CrmClassRun(models.Model):
    """A classification of all customers: yearly it decides, monthly it proposes.

    The owner of the classification draws it up, department manager, market manager and
    settlement manager answer one after the other (S-480); only an approved yearly run
    sets the classes of customers (S-481, A-12).
    """

    _name = "crm.class.run"
    _description = "Customer Classification"
    _inherit = [
        "crm.approval.mixin",
        "crm.class.count.mixin",
        "crm.guarded.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "date desc, id desc"

    _approval_content = frozenset({"company_id", "kind", "date", "line_ids"})
    _frozen_fields = frozenset({"company_id", "kind", "date"})

    name = fields.Char(compute="_compute_name", store=True, precompute=True)
    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    kind = fields.Selection(
        selection=[
            ("year", "Yearly classification"),
            ("quarter", "Quarterly proposal"),
            ("month", "Monthly proposal"),
        ],
        required=True,
        default="month",
        help="Only the yearly classification changes the classes of customers.",
    )
    date = fields.Date(
        required=True, default=lambda self: fields.Date.context_today(self)
    )
    date_from = fields.Date(string="Period from", compute="_compute_period")
    date_to = fields.Date(string="Period to", compute="_compute_period")
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Drawn up by",
        required=True,
        readonly=True,
        default=lambda self: self.env.user,
    )
    note = fields.Text()
    state = fields.Selection(
        selection=[
            ("draft", "Draft"),
            ("submitted", "Waiting for Approval"),
            ("approved", "Approved and filed"),
        ],
        string="Status",
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        tracking=True,
        index=True,
    )
    date_filed = fields.Date(string="Filed on", readonly=True, copy=False)
    line_ids = fields.One2many("crm.class.line", "run_id")

    _year_unique = models.UniqueIndex(
        "(company_id, EXTRACT(YEAR FROM date)) WHERE kind = 'year'",
        "Somebody else is just drawing up the yearly classification of this year.",
    )

    @api.depends("kind", "date")
    def _compute_name(self):
        labels = dict(self._fields["kind"]._description_selection(self.env))
        for run in self:
            run.name = f"{labels.get(run.kind, '')} {run.date or ''}".strip()

    @api.depends("kind", "date")
    def _compute_period(self):
        for run in self:
            known = run.kind and run.date
            first, last = period_of(run.kind, run.date) if known else (False, False)
            run.date_from, run.date_to = first, last

    @api.model_create_multi
    def create(self, vals_list):
        self._check_may_classify()
        usual = self.default_get(["company_id", "kind", "date"])
        for vals in vals_list:
            self.new({**usual, **vals})._check_one_year()
        return super().create(vals_list)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_asked(self):
        for run in self.filtered(lambda run: run.state != "draft"):
            raise UserError(
                self.env._("“%s” was submitted and is kept for good.", run.name)
            )

    def action_fill(self):
        """Draws up the lines anew: everybody's class by the rules of today."""
        self.check_access("write")
        self._check_may_classify()
        for run in self:
            run._check_draft()
            run.sudo()._fill()

    def action_submit(self):
        self.check_access("write")
        self._check_may_classify()
        for run in self:
            run._submit()

    def action_withdraw(self):
        """The one who asked takes the question back."""
        self.check_access("write")
        self._withdraw_approvals()

    def action_view_lines(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_segmentation.crm_class_line_action"
        )
        action["domain"] = [("run_id", "=", self.id)]
        changed = self.env.context.get("search_default_changed")
        action["context"] = {"search_default_changed": changed}
        return action

    def _check_draft(self):
        if self.state != "draft":
            raise UserError(
                self.env._(
                    "“%s” was submitted already. Withdraw the question first, or draw "
                    "up a new one.",
                    self.name,
                )
            )

    @api.model
    def _check_may_classify(self):
        user = self.env.user
        group = "crm_segmentation.crm_segmentation_group_analyst"
        if not (self.env.su or user.has_group(group)):
            raise AccessError(
                self.env._("Customers are classed by analysts. Ask one of them.")
            )

    def _check_one_year(self):
        """One yearly classification in a calendar year of a company (A-12).

        Two people at once are told apart by the index.
        """
        self.ensure_one()
        if self.kind != "year":
            return
        others = self.sudo().search(
            [
                ("company_id", "=", self.company_id.id),
                ("kind", "=", "year"),
                ("date", ">=", fields.Date.start_of(self.date, "year")),
                ("date", "<=", fields.Date.end_of(self.date, "year")),
            ],
            limit=1,
        )
        if others:
            raise UserError(
                self.env._(
                    "The yearly classification of %(company)s for %(year)s is there "
                    "already. Change that one while it is a draft, or make a proposal.",
                    company=self.company_id.name,
                    year=self.date.year,
                )
            )

    def _fill(self):
        """One statement for all customers; `self` is superuser."""
        self.ensure_one()
        self.lock_for_update()
        self.env.flush_all()
        scope = self.env["crm.customer"]._fact_scope(self.company_id)
        rules = self.env["crm.class.rule"]._rules_of_company(self.company_id.id)
        pairs = [(rule.id, rule._rule_subselect(scope)) for rule in rules]
        self.env.execute_query(queries.drop_lines(self.id))
        self.env.execute_query(queries.fill_run(scope, self.id, pairs))
        self.env.invalidate_all()

    def _submit(self):
        self.ensure_one()
        self.lock_for_update()
        self._check_draft()
        if not self.line_count:
            raise UserError(
                self.env._("“%s” has no customers yet. Draw it up first.", self.name)
            )
        self.sudo().state = "submitted"
        self._set_line_states("submitted")
        self._request_approval("classification", note=self.note or "")

    def _set_line_states(self, state):
        self.env.flush_all()
        self.env.execute_query(queries.set_line_states(self.id, state))
        self.env.invalidate_all()

    def _approval_title(self):
        return self.env._(
            "%(run)s of %(company)s: %(count)s customers, %(changes)s changes",
            run=self.name,
            company=self.company_id.name,
            count=self.line_count,
            changes=self.change_count,
        )

    def _approval_barred(self):
        """Who drew it up does not approve it, whoever pressed the button."""
        return self.sudo().user_id

    def _on_approval_decided(self, approval):
        if approval.state != "approved":
            self.state = "draft"
            self._set_line_states("draft")
        else:
            self._file()

    def _file(self):
        """Files an approved run; a yearly one sets the classes."""
        self.ensure_one()
        today = self.env["crm.customer"]._today(self.company_id)
        self.write({"state": "approved", "date_filed": today})
        self._set_line_states("approved")
        if self.kind == "year":
            self._set_classes()

    def _set_classes(self):
        customers = self.env["crm.customer"].sudo().with_context(active_test=False)
        scope = customers._fact_scope(self.company_id)
        query = queries.decided_classes(scope, self.id, self.date)
        customers._store_sources(scope, [FactSource(queries.DECIDED_COLUMNS, query)])
        self.env.invalidate_all()

    @api.model
    def _draw_up(self, company, today=None):
        """The list of the month for its owner, unless it is there already."""
        today = today or self.env["crm.customer"]._today(company)
        kind = kind_of(today, company.segmentation_class_month)
        first = today.replace(day=1)
        known = [("company_id", "=", company.id), ("kind", "=", kind)]
        known += [("date", ">=", first), ("date", "<=", today)]
        if run := self.search(known, limit=1):
            return run
        owner = company.segmentation_class_owner_id
        run = self.create(
            {
                "company_id": company.id,
                "kind": kind,
                "date": today,
                "user_id": owner.id,
            }
        )
        run._fill()
        run.activity_schedule(
            "mail.mail_activity_data_todo", summary=run.name, user_id=owner.id
        )
        return run

    @api.model
    def _cron_draw_up(self):
        """On the first of the month, for companies that named who answers for it."""
        companies = self.env["res.company"].sudo().search(Domain.TRUE)
        for company in companies.filtered("segmentation_class_owner_id"):
            with company._on_its_own("Classification of customers"):
                self.sudo()._draw_up(company)
