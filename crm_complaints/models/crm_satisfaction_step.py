# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmSatisfactionStep(models.Model):
    """A step of the survey plan: who does what until when."""

    _name = "crm.satisfaction.step"
    _description = "Step of a Survey Plan"
    _order = "date_due, sequence, id"

    survey_id = fields.Many2one(
        comodel_name="crm.satisfaction.survey",
        required=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(related="survey_id.company_id", store=True, index=True)
    name = fields.Char(string="Step", required=True)
    sequence = fields.Integer(default=10)
    date_due = fields.Date(string="Due on", required=True)
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Responsible",
        domain="[('share', '=', False)]",
    )
    date_done = fields.Date(string="Done on", copy=False)

    def action_done(self):
        self.check_access("write")
        for step in self.filtered(lambda step: not step.date_done):
            step.date_done = fields.Date.context_today(step)
