# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmTaskAssign(models.TransientModel):
    """A task for the owners of many customers at once, with a day (S-135, S-136)."""

    _name = "crm.task.assign"
    _description = "Assign a Task"

    customer_ids = fields.Many2many("crm.customer", required=True)
    summary = fields.Char(string="Task", required=True)
    note = fields.Text()
    date_deadline = fields.Date(
        string="Until", required=True, default=fields.Date.context_today
    )

    def action_assign(self):
        self.ensure_one()
        self.customer_ids._assign_task(self.summary, self.date_deadline, self.note)
        return self.env["ir.actions.act_window"]._for_xml_id(
            "crm_lifecycle.mail_activity_action_assigned"
        )
