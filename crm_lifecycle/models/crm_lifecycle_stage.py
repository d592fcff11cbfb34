# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain


class CrmLifecycleStage(models.Model):
    _name = "crm.lifecycle.stage"
    _description = "Lifecycle Stage"
    _inherit = ["crm.rule.mixin"]
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
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
    is_lost = fields.Boolean(string="Customer is Lost")
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
    customer_count = fields.Integer(compute="_compute_customer_count")

    _default_unique = models.UniqueIndex(
        "(COALESCE(company_id, 0)) WHERE is_default AND active",
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
        company_id = company_id or self.env.company.id
        domain = Domain("company_id", "in", [company_id, False])
        stages = self.sudo().search(domain, order="is_default desc, sequence, id")
        starts = stages.filtered("is_default")
        return (starts.filtered("company_id") or starts or stages)[:1]

    @api.model
    def _rules_of_company(self, company_id):
        """Stages with a rule that is on, in the order in which the rules are tried."""
        return self.sudo().search(
            [
                ("company_id", "in", [company_id, False]),
                ("is_default", "=", False),
                ("rule_enabled", "=", True),
                ("rule_domain", "not in", [False, "", "[]"]),
            ],
            order="sequence desc, id desc",
        )

    def _check_manual_move(self, customer, reason):
        """Raises when the user may not move `customer` here, or gave no reason."""
        self.ensure_one()
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
        if self.manual_reason_required and not (reason or "").strip():
            raise UserError(
                self.env._(
                    "Moving %(customer)s to %(stage)s by hand needs a reason, because "
                    "its documents say otherwise. Open the customer and use “Move”.",
                    customer=customer.display_name,
                    stage=self.name,
                )
            )
