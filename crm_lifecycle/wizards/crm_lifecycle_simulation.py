# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command, Domain
from odoo.tools.safe_eval import safe_eval


class CrmLifecycleSimulation(models.TransientModel):
    """Whom a new rule, or another set of stages, would move: seen before it acts."""

    _name = "crm.lifecycle.simulation"
    _description = "Simulation of Stage Rules"

    kind = fields.Selection(
        selection=[("stage", "Rule of one stage"), ("set", "Set of stages")],
        required=True,
        default="stage",
    )
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    stage_id = fields.Many2one("crm.lifecycle.stage")
    set_id = fields.Many2one("crm.lifecycle.stage.set", string="Stage Set")
    rule_domain = fields.Char(string="New Rule", default="[]")
    rule_enabled = fields.Boolean(string="Rule Switched on", default=True)
    line_ids = fields.One2many(
        "crm.lifecycle.simulation.line",
        "simulation_id",
        compute="_compute_line_ids",
        store=True,
        readonly=False,
    )
    moved_count = fields.Integer(
        string="Customers Moved", compute="_compute_moved_count"
    )

    @api.depends("kind", "set_id", "rule_domain", "rule_enabled", "company_id")
    def _compute_line_ids(self):
        for simulation in self:
            simulation.line_ids = [Command.clear()] + [
                Command.create(
                    {
                        "from_stage_id": from_id,
                        "stage_id": stage_id,
                        "customer_count": count,
                    }
                )
                for from_id, stage_id, count in simulation._preview()
            ]

    @api.depends("line_ids.customer_count")
    def _compute_moved_count(self):
        for simulation in self:
            simulation.moved_count = sum(simulation.line_ids.mapped("customer_count"))

    def action_apply(self):
        """Puts the rule or the set in force; the customers move within a minute."""
        self.ensure_one()
        self.env["crm.lifecycle.stage"].check_access("write")
        if self.kind == "set":
            self._switch_set()
        else:
            self.stage_id.write(
                {"rule_domain": self.rule_domain, "rule_enabled": self.rule_enabled}
            )
        self.env["crm.customer"].sudo()._cron_refresh_all()
        return {"type": "ir.actions.client", "tag": "soft_reload"}

    def action_follow_standard(self):
        """Goes back to the standard stages."""
        self.ensure_one()
        self.env["crm.lifecycle.stage"].check_access("write")
        self.set_id = False
        self._switch_set()
        self.env["crm.customer"].sudo()._cron_refresh_all()
        return {"type": "ir.actions.client", "tag": "soft_reload"}

    @api.model
    def _open(self, values):
        simulation = self.create(values)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Simulation"),
            "res_model": self._name,
            "res_id": simulation.id,
            "view_mode": "form",
            "target": "new",
        }

    def _switch_set(self):
        stages = self.env["crm.lifecycle.stage"]
        if self.set_id and not stages.sudo().search_count(
            [("set_id", "=", self.set_id.id), ("is_default", "=", True)]
        ):
            raise UserError(
                self.env._(
                    "The set “%s” has no stage where customers start. Mark one first.",
                    self.set_id.name,
                )
            )
        self.company_id.sudo().lifecycle_stage_set_id = self.set_id

    def _rules(self):
        """[(stage, domain)] as they would be tried, the changed rule among them."""
        self.ensure_one()
        stages = self.env["crm.lifecycle.stage"]
        if self.kind == "set":
            found = stages._rules_of_company(self.company_id.id, self.set_id)
            return [(stage, stage._rule_as_domain()) for stage in found]
        found = stages._rules_of_company(self.company_id.id) - self.stage_id
        rules = [(stage, stage._rule_as_domain()) for stage in found]
        if self.rule_enabled and self.stage_id and not self.stage_id.is_default:
            rules.append((self.stage_id, self._new_rule()))
        return sorted(
            rules, key=lambda rule: (rule[0].sequence, rule[0].id), reverse=True
        )

    def _new_rule(self):
        try:
            domain = Domain(safe_eval(self.rule_domain or "[]"))
            domain.validate(self.env["crm.customer"])
        except (ValueError, SyntaxError, TypeError) as error:
            raise ValidationError(
                self.env._("This is not a condition on customers: %s", error)
            ) from error
        return domain

    def _preview(self):
        """[(stage now, stage then, number of customers)] of those who would move."""
        starts = self.env["crm.lifecycle.stage"].sudo()
        if self.kind == "set":
            start = starts.search(
                [("set_id", "=", self.set_id.id), ("is_default", "=", True)], limit=1
            )
        else:
            start = starts._starting_stage(self.company_id.id)
        customers = self.env["crm.customer"].sudo()
        return customers._preview_stages(self.company_id, self._rules(), start)
