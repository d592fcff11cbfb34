# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models
from odoo.fields import Domain


class CrmLifecycleSimulationLine(models.TransientModel):
    _name = "crm.lifecycle.simulation.line"
    _description = "Move the Simulation Foresees"
    _order = "customer_count desc, id"

    simulation_id = fields.Many2one(
        "crm.lifecycle.simulation", required=True, ondelete="cascade"
    )
    from_stage_id = fields.Many2one("crm.lifecycle.stage", string="Stage Now")
    stage_id = fields.Many2one("crm.lifecycle.stage", string="Stage Then")
    customer_count = fields.Integer(string="Customers")

    def action_view_customers(self):
        """The customers of this line, found by the rules themselves."""
        self.ensure_one()
        simulation = self.simulation_id
        later = Domain.FALSE
        domain = Domain.FALSE
        for stage, rule in simulation._rules():
            if stage == self.stage_id:
                domain = rule & ~later
                break
            later |= rule
        else:
            domain = ~later
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_lifecycle.crm_customer_action"
        )
        action["domain"] = list(
            domain
            & Domain("stage_id", "=", self.from_stage_id.id)
            & Domain("company_id", "=", simulation.company_id.id)
        )
        action["context"] = {}
        return action
