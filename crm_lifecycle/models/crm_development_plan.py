# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from . import crm_development_queries as queries
from . import crm_development_rules as rules


class CrmDevelopmentPlan(models.Model):
    """How many new customers somebody wants to win; the figures come from documents."""

    _name = "crm.development.plan"
    _description = "New-customer Plan"
    _inherit = [
        "crm.approval.mixin",
        "crm.guarded.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "date_from desc, id desc"

    _approval_content = frozenset(
        {"company_id", "country_state_id", "date_from", "date_to", "kind_id"}
        | {"target_amount", "target_customers", "target_registrations"}
        | {"team_id", "user_id"}
    )

    name = fields.Char(required=True)
    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Salesperson",
        index=True,
        default=lambda self: self.env.user,
        domain="[('share', '=', False)]",
        help="Whose new customers count; empty: those of the whole team.",
    )
    team_id = fields.Many2one(
        comodel_name="crm.team",
        index=True,
        default=lambda self: self.env.user.sale_team_id,
        help="Whose new customers count; empty: those of every team.",
    )
    kind_id = fields.Many2one(
        "crm.customer.kind", string="Only This Kind", ondelete="restrict"
    )
    country_state_id = fields.Many2one(
        "res.country.state", string="Only This Region", ondelete="restrict"
    )
    date_from = fields.Date(
        required=True,
        default=lambda self: fields.Date.context_today(self).replace(day=1),
    )
    date_to = fields.Date(
        required=True,
        default=lambda self: fields.Date.end_of(
            fields.Date.context_today(self), "year"
        ),
    )
    measures = fields.Text(help="How: fairs, visits, referrals, directories.")
    target_customers = fields.Integer(string="New Customers Wanted")
    target_registrations = fields.Integer(string="Registrations Wanted")
    target_amount = fields.Monetary(string="Turnover Wanted")
    actual_customers = fields.Integer(string="New Customers", readonly=True, copy=False)
    actual_registrations = fields.Integer(
        string="Registrations", readonly=True, copy=False
    )
    actual_amount = fields.Monetary(
        string="Turnover of New Customers", readonly=True, copy=False
    )
    date_facts = fields.Date(string="Figures of", readonly=True, copy=False)
    progress = fields.Float(
        string="Reached (%)", readonly=True, copy=False, aggregator="avg"
    )
    time_share = fields.Float(
        string="Time Passed (%)", readonly=True, copy=False, aggregator="avg"
    )
    is_behind = fields.Boolean(string="Behind", readonly=True, copy=False)
    state = fields.Selection(
        string="Status",
        selection=[
            ("draft", "Draft"),
            ("submitted", "Waiting for Approval"),
            ("approved", "Approved"),
            ("closed", "Closed"),
        ],
        default="draft",
        required=True,
        readonly=True,
        tracking=True,
        copy=False,
        index=True,
    )

    _dates_in_order = models.Constraint(
        "CHECK (date_to >= date_from)", "A plan ends after it begins."
    )
    _targets_positive = models.Constraint(
        "CHECK (target_customers >= 0 AND target_registrations >= 0"
        " AND target_amount >= 0)",
        "Targets are not negative.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        plans = super().create(vals_list)
        plans._check_may_plan_for()
        return plans

    def write(self, vals):
        result = super().write(vals)
        if {"user_id", "team_id"} & vals.keys():
            self._check_may_plan_for()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_asked(self):
        for plan in self.filtered(lambda plan: plan.state != "draft"):
            raise UserError(
                self.env._("“%s” was submitted and is kept. Close it.", plan.name)
            )

    def action_submit(self):
        for plan in self:
            plan._submit()

    def action_close(self):
        self.check_access("write")
        if any(plan.state != "approved" for plan in self):
            raise UserError(self.env._("Only an approved plan is closed."))
        self.sudo().write({"state": "closed", "is_behind": False})

    def action_refresh(self):
        """Counts the documents again, now."""
        self.check_access("read")
        for company, plans in self.grouped("company_id").items():
            plans._refresh_actuals(company)

    def action_view_customers(self):
        return self._view_documents("crm_customer_action", queries.won)

    def action_view_registrations(self):
        return self._view_documents(
            "crm_customer_registration_action", queries.registered
        )

    def _view_documents(self, action_name, query):
        """The documents behind a figure."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            f"crm_lifecycle.{action_name}"
        )
        self.env.flush_all()
        scope = self.env["crm.customer"]._fact_scope(self.company_id)
        rows = self.env.execute_query(query(scope, self.ids))
        action["domain"] = [("id", "in", [row[1] for row in rows])]
        action["context"] = {}
        return action

    def _submit(self):
        self.ensure_one()
        self.check_access("write")
        if self.state != "draft":
            raise UserError(self.env._("“%s” was already submitted.", self.name))
        if not (
            self.target_customers or self.target_registrations or self.target_amount
        ):
            raise UserError(
                self.env._(
                    "“%s” wants nothing yet: set at least one target.", self.name
                )
            )
        self.sudo().state = "submitted"
        self._request_approval(
            "development", amount=self.target_amount, note=self.measures or ""
        )

    def _approval_title(self):
        return self.env._("New-customer plan: %s", self.name)

    def _on_approval_decided(self, approval):
        self.state = "approved" if approval.state == "approved" else "draft"
        self.action_refresh()

    def _check_may_plan_for(self):
        """For oneself; for others and for teams their leader or a director plans."""
        user = self.env.user
        director = user.has_group("crm_lifecycle.crm_lifecycle_group_director")
        for plan in self.sudo():
            teams = plan.team_id | plan.user_id.sale_team_id
            if not (
                self.env.su or director or plan.user_id == user or user in teams.user_id
            ):
                raise AccessError(
                    self.env._(
                        "“%(plan)s” is for %(who)s: only their leader or a director "
                        "plans for others.",
                        plan=plan.name,
                        who=plan.user_id.name
                        or plan.team_id.name
                        or self.env._("the whole company"),
                    )
                )

    def _refresh_actuals(self, company, today=None):
        """Stores the figures of these plans of one company."""
        self.env.flush_all()
        scope = self.env["crm.customer"]._fact_scope(company, today=today)
        rows = self.env.execute_query(queries.actuals(scope, self.ids))
        for plan_id, customers, registrations, amount in rows:
            plan = self.browse(plan_id).sudo()
            reached = rules.reached(
                (customers, registrations, amount),
                (plan.target_customers, plan.target_registrations, plan.target_amount),
            )
            passed = rules.passed(scope.today, plan.date_from, plan.date_to)
            plan.write(
                {
                    "actual_customers": customers,
                    "actual_registrations": registrations,
                    "actual_amount": amount,
                    "date_facts": scope.today,
                    "progress": reached,
                    "time_share": passed,
                    "is_behind": plan.state == "approved" and reached < passed,
                }
            )

    @api.model
    def _refresh_company(self, company, today):
        month_ago = fields.Date.subtract(today, days=31)
        plans = self.sudo().search(
            Domain("company_id", "=", company.id)
            & Domain("state", "in", ("submitted", "approved"))
            & Domain("date_from", "<=", today)
            & Domain("date_to", ">=", month_ago)
        )
        plans.try_lock_for_update()._refresh_actuals(company, today)
        self.env["crm.reactivation"]._refresh_company(company, today)

    @api.model
    def _cron_refresh(self):
        """Nightly: plans that run, and those that ended within a month."""
        cron = self.env["ir.cron"]
        companies = self.env["res.company"].sudo().search(Domain.TRUE)
        cron._commit_progress(remaining=len(companies))
        for company in companies:
            with company._on_its_own("New-customer plans"):
                self._refresh_company(company, self.env["crm.customer"]._today(company))
            if not cron._commit_progress(1):
                return
