# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models
from odoo.exceptions import AccessError, UserError


class CrmPipelineTemplate(models.Model):
    """Steps of selling to a customer who buys in stages, loaded for a team."""

    _name = "crm.pipeline.template"
    _description = "Pipeline Template"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    description = fields.Text(translate=True)
    step_ids = fields.One2many("crm.pipeline.template.step", "template_id", copy=True)
    team_id = fields.Many2one(
        comodel_name="crm.team",
        string="Load for",
        ondelete="set null",
        help="The team that gets these steps as stages of its opportunities.",
    )

    def action_load(self):
        """Makes the steps stages of the team, and of no other; nothing is moved."""
        self.ensure_one()
        if not self.env.user.has_group("crm_lifecycle.crm_lifecycle_group_director"):
            raise AccessError(
                self.env._("A director loads the steps of “%s”.", self.name)
            )
        if not self.team_id:
            raise UserError(
                self.env._("“%s”: choose the team that gets these steps.", self.name)
            )
        # the stages are made as superuser: a foreign team is refused here
        self.team_id.check_access("read")
        stages = self.env["crm.stage"].sudo()
        there = stages.search(
            [
                ("team_ids", "in", self.team_id.id),
                ("name", "in", self.step_ids.mapped("name")),
            ]
        )
        if there:
            raise UserError(
                self.env._(
                    "%(team)s already has the stage “%(stage)s”.",
                    team=self.team_id.name,
                    stage=there[0].name,
                )
            )
        stages.create([step._prepare_stage_values() for step in self.step_ids])
        return {"type": "ir.actions.client", "tag": "soft_reload"}
