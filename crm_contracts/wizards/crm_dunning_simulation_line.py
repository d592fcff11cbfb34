# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmDunningSimulationLine(models.TransientModel):
    """What a run would do about one customer, and why."""

    _name = "crm.dunning.simulation.line"
    _description = "Simulated Reminder"
    _order = "outcome_rank, amount desc, id"

    simulation_id = fields.Many2one(
        "crm.dunning.simulation", required=True, index=True, ondelete="cascade"
    )
    customer_id = fields.Many2one("crm.customer", readonly=True, ondelete="cascade")
    outcome = fields.Selection(
        selection=[
            ("send", "Is reminded"),
            ("promised", "Not yet: promised"),
            ("disputed", "Not: disputed"),
            ("netted", "Not: covered by credits"),
            ("hold", "Not: on hold"),
            ("quiet", "Not yet: quiet days"),
            ("small", "Not: amount too small"),
            ("not_yet", "Not yet: no step is due"),
            ("no_policy", "Not: no policy fits"),
        ],
        readonly=True,
    )
    outcome_rank = fields.Integer(readonly=True)
    policy_id = fields.Many2one("crm.dunning.policy", readonly=True, ondelete="cascade")
    step_id = fields.Many2one("crm.dunning.step", readonly=True, ondelete="cascade")
    channel = fields.Selection(related="step_id.channel")
    currency_id = fields.Many2one("res.currency", readonly=True)
    amount = fields.Monetary(string="Would Be Asked for", readonly=True)
    item_count = fields.Integer(string="Items", readonly=True)
    document_names = fields.Char(string="Documents", readonly=True)

    def action_open_items(self):
        return self.customer_id.action_view_collection_items()
