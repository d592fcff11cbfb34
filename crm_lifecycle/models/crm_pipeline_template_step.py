# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmPipelineTemplateStep(models.Model):
    _name = "crm.pipeline.template.step"
    _description = "Step of a Pipeline Template"
    _order = "sequence, id"

    template_id = fields.Many2one(
        comodel_name="crm.pipeline.template",
        required=True,
        ondelete="cascade",
        index=True,
    )
    name = fields.Char(string="Our Step", required=True, translate=True)
    sequence = fields.Integer(default=10)
    purchase_stage = fields.Char(string="The Customer's Stage", translate=True)
    advice = fields.Text(string="What to Do", translate=True)

    def _prepare_stage_values(self):
        words = (self.purchase_stage, self.advice)
        return {
            "name": self.name,
            "sequence": self.sequence,
            "team_ids": [fields.Command.link(self.template_id.team_id.id)],
            "requirements": "\n".join(word for word in words if word),
        }
