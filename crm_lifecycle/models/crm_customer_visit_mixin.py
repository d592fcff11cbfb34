# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

from . import crm_customer_queries, crm_fact_queries, crm_promise_queries
from . import crm_visit_queries as queries
from .crm_action_row_queries import customer_actions


class CrmCustomerVisitMixin(models.AbstractModel):
    """Visits and follow-up of the customer, and the facts they prove."""

    _name = "crm.customer.visit.mixin"
    _description = "Visits of the Customer"
    _inherit = ["crm.customer.facts.mixin"]

    visit_ids = fields.One2many("crm.customer.visit", "customer_id")
    visit_count = fields.Integer(compute="_compute_visit_count")
    date_last_visit = fields.Date(string="Last Visit on", readonly=True, copy=False)
    date_next_visit = fields.Date(
        string="Next Planned Contact", readonly=True, copy=False
    )
    visit_count_90d = fields.Integer(
        string="Visits in 90 Days", readonly=True, copy=False
    )
    visit_policy_id = fields.Many2one(
        comodel_name="crm.visit.policy",
        readonly=True,
        copy=False,
        ondelete="set null",
        index="btree_not_null",
        help="The first switched-on policy whose condition the customer meets.",
    )
    visit_state = fields.Selection(
        selection=[
            ("kept", "Visited as planned"),
            ("due", "Visit due"),
            ("late", "Visit late"),
            ("many", "More than planned"),
        ],
        string="Visits",
        readonly=True,
        copy=False,
        help="Days since the last visit against the policy: up to the interval it is "
        "kept, up to twice the interval due, above that late; more than the upper "
        "number in 90 days is more than planned.",
    )
    is_followup_overdue = fields.Boolean(
        string="Follow-up Overdue",
        compute="_compute_is_followup_overdue",
        search="_search_is_followup_overdue",
        help="No proved sales action and no done visit within the company's number of "
        "days (a month by default).",
    )
    plan_ids = fields.One2many("crm.customer.plan", "customer_id")
    care_task_ids = fields.One2many("crm.care.task", "customer_id")

    def _compute_visit_count(self):
        counts = dict(
            self.env["crm.customer.visit"]._read_group(
                [("customer_id", "in", self.ids)], ["customer_id"], ["__count"]
            )
        )
        for customer in self:
            customer.visit_count = counts.get(customer._origin, 0)

    @api.depends("date_last_action", "date_last_visit", "user_id", "stage_id")
    def _compute_is_followup_overdue(self):
        overdue = self.filtered_domain(self._followup_overdue_domain())
        for customer in self:
            customer.is_followup_overdue = customer in overdue

    def _search_is_followup_overdue(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self._followup_overdue_domain()

    def action_view_visits(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_lifecycle.crm_customer_visit_action"
        )
        action["domain"] = [("customer_id", "=", self.id)]
        action["context"] = {"default_customer_id": self.id}
        return action

    def action_urge(self):
        """Reminds the owners of customers without follow-up: a task for today."""
        director = self.env.user.has_group("crm_lifecycle.crm_lifecycle_group_director")
        for customer in self.filtered("is_followup_overdue"):
            if not (director or customer.sudo().team_id.user_id == self.env.user):
                raise AccessError(
                    self.env._(
                        "%(customer)s: only the leader of %(user)s or a director "
                        "urges.",
                        customer=customer.display_name,
                        user=customer.user_id.name,
                    )
                )
            customer.sudo().activity_schedule(
                "mail.mail_activity_data_todo",
                summary=self.env._("Follow up %s", customer.display_name),
                note=self.env._(
                    "%s reminds you: nothing proves work on this customer for a month.",
                    self.env.user.name,
                ),
                user_id=customer.user_id.id,
            )
            self.env["crm.sms.mixin"]._send_sms(
                customer.user_id,
                customer.company_id,
                self.env._("Follow up %s", customer.display_name),
            )

    def action_plan_visit(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Plan a Visit"),
            "res_model": "crm.customer.visit",
            "view_mode": "form",
            "context": {"default_customer_id": self.id},
        }

    def _prepare_visits_for_merge(self, kept):
        """Clears what is unique per customer: a clash would cost all of their rows."""
        self.visit_ids.filtered("plan_slot").plan_slot = False
        partners = self.partner_id

        def key(task):
            person = task.partner_id
            person = kept.partner_id if person in partners else person
            return task.occasion_id, task.date_occasion, person

        there = {key(task) for task in kept.care_task_ids}
        self.care_task_ids.filtered(lambda task: key(task) in there).unlink()

    @api.model
    def _followup_overdue_domain(self):
        """Customers in somebody's hands whom nobody provably dealt with for a month."""
        domains = []
        for company in self.env.companies:
            day = self._today(company) - timedelta(days=company.lifecycle_followup_days)
            old = Domain("date_last_action", "=", False) | Domain(
                "date_last_action", "<", day
            )
            unvisited = Domain("date_last_visit", "=", False) | Domain(
                "date_last_visit", "<", day
            )
            opened = Domain("create_date", "<", fields.Datetime.to_datetime(day))
            domains.append(
                Domain("company_id", "=", company.id) & old & unvisited & opened
            )
        return (
            Domain.OR(domains)
            & Domain("user_id", "!=", False)
            & Domain("stage_id.is_lost", "=", False)
        )

    @api.model
    def _action_sources(self, scope):
        """List of SQL with rows (id, customer_id, user_id, day, action_kind, hours,
        model, res_id): one per action with a customer; id is unique in its source.
        """
        return [customer_actions(scope)]

    @api.model
    def _promise_sources(self, scope):
        """List of SQL with rows (record, day, kept): what was due on a day, 1 or 0.

        Modules with dates of their own extend it; record is unique in its source.
        """
        return [
            crm_promise_queries.visits_due(scope),
            crm_promise_queries.care_due(scope),
            crm_promise_queries.plant_reports_due(scope),
        ]

    @api.model
    def _fact_sources(self, scope):
        return super()._fact_sources(scope) + [
            crm_fact_queries.FactSource(
                queries.VISIT_FACT_COLUMNS, queries.visit_facts(scope)
            )
        ]

    @api.model
    def _apply_rules(self, scope):
        return super()._apply_rules(scope) | self._apply_visit_rules(scope)

    @api.model
    def _visit_rules(self, scope):
        """List of (policy id, SQL subselect of its customers), the first one first.

        Extend with ``[...] + super()`` for policies that come before all conditions.
        """
        policies = self.env["crm.visit.policy"]._policies_of_company(scope.company_id)
        return [(policy.id, policy._rule_subselect(scope)) for policy in policies]

    @api.model
    def _apply_visit_rules(self, scope):
        """Assigns the policies and judges the visits; returns ids that changed."""
        assigned = crm_customer_queries.assign_first_match(
            scope, "visit_policy_id", self._visit_rules(scope)
        )
        changed = set()
        for query in (assigned, queries.judge_visits(scope)):
            changed |= {row[0] for row in self.env.execute_query(query)}
        return changed
