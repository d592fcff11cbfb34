# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.fields import Domain

from . import crm_lifecycle_queries as queries


class CrmCustomerLossMixin(models.AbstractModel):
    """Losses of the customer, and the actions its stage recommends."""

    _name = "crm.customer.loss.mixin"
    _description = "Customer Losses"

    loss_ids = fields.One2many("crm.customer.loss", "customer_id", string="Losses")
    loss_count = fields.Integer(string="Times Lost", compute="_compute_loss_count")

    @api.depends("loss_ids")
    def _compute_loss_count(self):
        groups = self.env["crm.customer.loss"]._read_group(
            [("customer_id", "in", self.ids)], ["customer_id"], ["__count"]
        )
        counts = {customer.id: count for customer, count in groups}
        for customer in self:
            customer.loss_count = counts.get(customer.id, 0)

    def action_view_losses(self):
        return self._window_action("crm_lifecycle.crm_customer_loss_action")

    def action_plan_actions(self):
        """Opens Odoo's plan dialog with the actions recommended for the stage."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Plan the Recommended Actions"),
            "res_model": "mail.activity.schedule",
            "view_mode": "form",
            "target": "new",
            "context": {
                "active_model": self._name,
                "active_id": self.id,
                "active_ids": self.ids,
                "default_plan_id": self.stage_id.plan_id.id,
                "default_plan_on_demand_user_id": self.user_id.id,
                "plan_mode": True,
            },
        }

    @api.model
    def _apply_loss_rules(self, scope):
        """Opens a loss for whoever entered a lost stage; the next order closes it."""
        self.env.flush_all()
        opened = self.env.execute_query(queries.open_losses(scope))
        self.env.execute_query(queries.close_losses(scope))
        self.env["crm.customer.loss"].invalidate_model()
        losses = self.env["crm.customer.loss"].browse(row[0] for row in opened)
        losses._plan_win_back()
        return {loss.customer_id.id for loss in losses}

    @api.model
    def _preview_stages(self, company, rules, start):
        """Moves that other stage rules would make, without making them.

        rules: [(stage, domain)] in the order in which they are tried
        start: the stage of whoever meets none of them
        Returns [(id of the stage now, id of the stage then, number of customers)].
        """
        if not start:
            return []
        self.env.flush_all()
        scope = self._fact_scope(company)
        of_company = Domain("company_id", "=", company.id)
        found = [
            (stage.id, self._search(of_company & rule, bypass_access=True).subselect())
            for stage, rule in rules
        ]
        return self.env.execute_query(queries.stage_preview(scope, found, start.id))

    @api.model
    def _plan_stage_actions(self, customer_ids):
        """Activities of the stage's plan for the owners of customers just moved."""
        stages = self.env["crm.lifecycle.stage"].search(
            [("plan_auto", "=", True), ("plan_id", "!=", False)]
        )
        if not stages or not customer_ids:
            return
        customers = self.search(
            [("id", "in", list(customer_ids)), ("stage_id", "in", stages.ids)]
        )
        for (stage, user), moved in customers.grouped(
            lambda customer: (customer.stage_id, customer.user_id)
        ).items():
            if user:
                moved._schedule_plan(stage.plan_id, user)

    def _schedule_plan(self, plan, user):
        self.env["mail.activity.schedule"].create(
            {
                "res_model": self._name,
                "res_ids": str(self.ids),
                "plan_id": plan.id,
                "plan_on_demand_user_id": user.id,
            }
        ).action_schedule_plan()
