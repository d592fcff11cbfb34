# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain


class CrmLifecycleStage(models.Model):
    _name = "crm.lifecycle.stage"
    _description = "Lifecycle Stage"
    _inherit = ["crm.rule.way.back.mixin", "mail.thread"]
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    set_id = fields.Many2one(
        comodel_name="crm.lifecycle.stage.set",
        string="Stage Set",
        ondelete="cascade",
        index="btree_not_null",
        help="Empty: one of the standard stages, which serve companies that follow no "
        "other set.",
    )
    sequence = fields.Integer(
        default=10,
        help="Order of the columns. Rules are tried from the last stage to the first: "
        "the furthest stage whose rule is met wins.",
    )
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        comodel_name="res.company", help="Empty: the stage serves every company."
    )
    fold = fields.Boolean(string="Folded in Kanban")
    is_default = fields.Boolean(
        string="Where Customers Start",
        help="Customers who meet no other rule stand here.",
    )
    is_lost = fields.Boolean(
        string="Customer is Lost",
        help="Entering this stage opens a loss to explain and to win back.",
    )
    standing = fields.Selection(
        selection=[
            ("potential", "Potential Customer"),
            ("target", "Target Customer"),
            ("actual", "Actual Customer"),
            ("past", "Past Customer"),
        ],
        default="actual",
        help="Kind of customer by the order in which they get the product.",
    )
    loss_risk = fields.Selection(
        selection=[("low", "Low"), ("medium", "Medium"), ("high", "High")],
        string="Risk of Loss",
        help="How easily customers of this stage go elsewhere: changing costs little "
        "in the beginning and more with every month of dealing.",
    )
    strategy = fields.Selection(
        selection=[
            ("acquisition", "Acquisition"),
            ("retention", "Retention"),
            ("loyalty", "Loyalty"),
            ("win_back", "Win-back"),
        ],
        help="What one tries to achieve with customers of this stage.",
    )
    advice = fields.Text(translate=True, help="What to do next with these customers.")
    color = fields.Integer()
    plan_id = fields.Many2one(
        comodel_name="mail.activity.plan",
        string="Recommended Actions",
        domain="[('res_model', '=', 'crm.customer')]",
        ondelete="set null",
    )
    plan_auto = fields.Boolean(
        string="Plan Them at Entry",
        help="The owner gets these activities when a rule moves a customer here.",
    )
    rule_domain = fields.Char(tracking=True)
    rule_enabled = fields.Boolean(tracking=True)

    # moves by hand
    manual_group_id = fields.Many2one(
        comodel_name="res.groups",
        string="Who May Move Here by Hand",
        help="Empty: the owner of the customer and everybody above.",
    )
    manual_reason_required = fields.Boolean(string="Reason Required", default=True)
    manual_hold_days = fields.Integer(
        string="Hold (Days)",
        default=30,
        help="How long a move by hand is kept before the rules decide again.",
    )
    transition_ids = fields.One2many(
        comodel_name="crm.lifecycle.transition",
        inverse_name="stage_id",
        string="Allowed Moves",
    )
    customer_count = fields.Integer(compute="_compute_customer_count")

    _default_unique = models.UniqueIndex(
        "(COALESCE(company_id, 0), COALESCE(set_id, 0)) WHERE is_default AND active",
        "There is already a stage where customers start.",
    )

    def _compute_customer_count(self):
        groups = self.env["crm.customer"]._read_group(
            [("stage_id", "in", self.ids)], ["stage_id"], ["__count"]
        )
        counts = {stage.id: count for stage, count in groups}
        for stage in self:
            stage.customer_count = counts.get(stage.id, 0)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        for stage in self:
            if self.env["crm.customer.stage.history"].search_count(
                Domain("stage_id", "=", stage.id)
                | Domain("from_stage_id", "=", stage.id),
                limit=1,
            ):
                raise UserError(
                    self.env._(
                        "%(stage)s is part of customers' history; archive it instead.",
                        stage=stage.name,
                    )
                )

    def action_change_rule(self):
        """Asks for the new rule and shows whom it would move before it is applied."""
        self.ensure_one()
        return self.env["crm.lifecycle.simulation"]._open(
            {
                "kind": "stage",
                "stage_id": self.id,
                "rule_domain": self.rule_domain,
                "rule_enabled": self.rule_enabled,
            }
        )

    def action_view_customers(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_lifecycle.crm_customer_action"
        )
        action["domain"] = [("stage_id", "=", self.id)]
        action["context"] = {}
        return action

    @api.model
    def _starting_stage(self, company_id=None):
        """Stage where customers of a company start: its own, else the shared one."""
        company = self.env["res.company"].browse(company_id) or self.env.company
        domain = self._company_domain(company)
        stages = self.sudo().search(domain, order="is_default desc, sequence, id")
        starts = stages.filtered("is_default")
        return (starts.filtered("company_id") or starts or stages)[:1]

    @api.model
    def _company_domain(self, companies):
        """Stages of the sets that the companies follow."""
        return Domain.OR(
            Domain("company_id", "in", [company.id, False])
            & Domain("set_id", "=", company.sudo().lifecycle_stage_set_id.id)
            for company in companies
        )

    @api.model
    def _rules_of_company(self, company_id, stage_set=None):
        """Stages with a rule that is on, in the order in which the rules are tried.

        stage_set: another set than the one the company follows, for simulations
        """
        company = self.env["res.company"].browse(company_id)
        stage_set = (
            company.sudo().lifecycle_stage_set_id if stage_set is None else stage_set
        )
        return self.sudo().search(
            [
                ("company_id", "in", [company_id, False]),
                ("set_id", "=", stage_set.id),
                ("is_default", "=", False),
                ("active", "=", True),
                ("rule_enabled", "=", True),
                ("rule_domain", "not in", [False, "", "[]"]),
            ],
            order="sequence desc, id desc",
        )

    def _check_manual_move(self, customer, reason):
        """Raises when the user may not move `customer` here, or something is missing.

        The group of the stage, then the matrix of moves, then the reason.
        """
        self.ensure_one()
        self._check_manual_group(customer)
        self._check_transition(customer)
        if self.manual_reason_required and not (reason or "").strip():
            raise UserError(
                self.env._(
                    "Moving %(customer)s to %(stage)s by hand needs a reason, because "
                    "its documents say otherwise. Open the customer and use “Move”.",
                    customer=customer.display_name,
                    stage=self.name,
                )
            )

    def _check_manual_group(self, customer):
        group = self.sudo().manual_group_id
        if group and group not in self.env.user.all_group_ids and not self.env.su:
            raise AccessError(
                self.env._(
                    "%(customer)s: only members of “%(group)s” may move customers to "
                    "%(stage)s by hand.",
                    customer=customer.display_name,
                    group=group.full_name,
                    stage=self.name,
                )
            )

    def _check_transition(self, customer):
        moves = self.sudo().transition_ids.filtered(
            lambda move: move.from_stage_id in (customer.stage_id, self.browse())
        )
        if not self.sudo().transition_ids or self.env.su:
            return
        mine = moves.filtered(
            lambda move: (
                not move.group_id or move.group_id in self.env.user.all_group_ids
            )
        )
        if not mine:
            raise AccessError(self._no_transition_message(customer, moves))
        missing = [move._missing_fields(customer) for move in mine]
        if all(missing):
            raise UserError(
                self.env._(
                    "%(customer)s cannot be moved to %(stage)s before these are "
                    "filled: %(fields)s.",
                    customer=customer.display_name,
                    stage=self.name,
                    fields=", ".join(min(missing, key=len)),
                )
            )

    def _no_transition_message(self, customer, moves):
        groups = moves.group_id.mapped("full_name")
        return self.env._(
            "%(customer)s: the stage rules do not let you move a customer by hand from "
            "%(origin)s to %(stage)s. %(way)s",
            customer=customer.display_name,
            origin=customer.stage_id.name,
            stage=self.name,
            way=self.env._("Ask a member of: %s.", ", ".join(groups))
            if groups
            else self.env._("A director can add the move to the stage."),
        )
