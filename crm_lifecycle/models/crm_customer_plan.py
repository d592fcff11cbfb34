# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

CONTENT = {"date_from", "date_to", "goals", "potential", "potential_amount"}


class CrmCustomerPlan(models.Model):
    """What we want with a customer this year: goals, potential, actions, money."""

    _name = "crm.customer.plan"
    _description = "Customer Plan"
    _inherit = ["crm.guarded.mixin", "mail.thread", "mail.activity.mixin"]
    _order = "date_from desc, id desc"
    _check_company_auto = True

    _guarded_fields = frozenset({"state"})
    _frozen_fields = frozenset({"customer_id"})

    name = fields.Char(required=True)
    customer_id = fields.Many2one(
        comodel_name="crm.customer", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(
        related="customer_id.company_id",
        store=True,
        precompute=True,
        required=True,
        index=True,
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Responsible",
        required=True,
        index=True,
        default=lambda self: self.env.user,
        domain="[('share', '=', False)]",
    )
    date_from = fields.Date(
        required=True,
        default=lambda self: fields.Date.context_today(self).replace(month=1, day=1),
    )
    date_to = fields.Date(
        required=True,
        default=lambda self: fields.Date.context_today(self).replace(month=12, day=31),
    )
    goals = fields.Text(required=True)
    potential = fields.Text(
        help="What more the customer could buy, and from whom he does.",
    )
    potential_amount = fields.Monetary(string="Target Turnover")
    amount_12m = fields.Monetary(related="customer_id.amount_12m")
    budget_planned = fields.Monetary(
        string="Budget", compute="_compute_budget", store=True
    )
    budget_spent = fields.Monetary(
        string="Spent", compute="_compute_budget", store=True
    )
    budget_over = fields.Boolean(string="Over Budget", compute="_compute_budget_over")
    step_ids = fields.One2many("crm.customer.plan.step", "plan_id", copy=True)
    progress = fields.Float(compute="_compute_budget", store=True, aggregator="avg")
    state = fields.Selection(
        string="Status",
        selection=[
            ("draft", "Draft"),
            ("submitted", "To review"),
            ("approved", "Guided"),
            ("closed", "Closed"),
        ],
        default="draft",
        required=True,
        tracking=True,
        copy=False,
        index=True,
        readonly=True,
    )
    reviewer_id = fields.Many2one("res.users", readonly=True, copy=False)
    guidance = fields.Text(
        string="Leader's Guidance",
        copy=False,
        help="The leader writes it before he returns or approves the plan.",
    )

    _dates_in_order = models.Constraint(
        "CHECK (date_to >= date_from)", "A plan ends after it begins."
    )

    @api.depends("step_ids.cost_planned", "step_ids.cost_spent", "step_ids.is_done")
    def _compute_budget(self):
        for plan in self:
            steps = plan.step_ids
            plan.budget_planned = sum(steps.mapped("cost_planned"))
            plan.budget_spent = sum(steps.mapped("cost_spent"))
            done = len(steps.filtered("is_done"))
            plan.progress = 100 * done / len(steps) if steps else 0

    @api.depends("budget_planned", "budget_spent")
    def _compute_budget_over(self):
        for plan in self:
            plan.budget_over = plan.budget_spent > plan.budget_planned

    @api.model_create_multi
    def create(self, vals_list):
        plans = super().create(vals_list)
        plans.customer_id.check_access("read")
        return plans

    def write(self, vals):
        if not self.env.su and "guidance" in vals:
            self._check_leader()
        if not self.env.su and CONTENT & vals.keys():
            self._check_unapproved()
        return super().write(vals)

    def action_submit(self):
        self._move("draft", "submitted")

    def action_approve(self):
        self._check_leader()
        self._move("submitted", "approved", reviewer_id=self.env.uid)

    def action_return(self):
        self._check_leader()
        if any(not (plan.guidance or "").strip() for plan in self):
            raise UserError(self.env._("Write your guidance before you return a plan."))
        self._move("submitted", "draft", reviewer_id=self.env.uid)

    def action_close(self):
        self._move("approved", "closed")

    def _move(self, before, after, **values):
        self.check_access("write")
        for plan in self:
            if plan.state != before:
                raise UserError(
                    self.env._(
                        "%s was moved on by somebody else; reload it.", plan.name
                    )
                )
        self.sudo().write({"state": after, **values})

    def _check_leader(self):
        """The leader of the owner's team or a director guides, never the planner."""
        user = self.env.user
        director = user.has_group("crm_lifecycle.crm_lifecycle_group_director")
        for plan in self:
            teams = plan.sudo().customer_id.team_id | plan.sudo().user_id.crm_team_ids
            if plan.user_id == user or not (director or user in teams.user_id):
                raise AccessError(
                    self.env._(
                        "“%(plan)s” is guided by the leader of %(user)s or a director.",
                        plan=plan.name,
                        user=plan.user_id.name,
                    )
                )

    def _check_unapproved(self):
        for plan in self.filtered(lambda p: p.state not in ("draft", "submitted")):
            raise UserError(
                self.env._(
                    "“%s” was approved. Its steps may change; for other goals write a "
                    "new plan.",
                    plan.name,
                )
            )
