# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.fields import Command
from odoo.tools import format_date


class CrmDunningSimulation(models.TransientModel):
    """Tonight's run without sending anything; then, on wish, the run itself."""

    _name = "crm.dunning.simulation"
    _description = "Simulation of a Dunning Run"
    _rec_name = "date"

    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        readonly=True,
        default=lambda self: self.env.company,
    )
    date = fields.Date(required=True, default=fields.Date.context_today)
    policy_id = fields.Many2one(
        comodel_name="crm.dunning.policy",
        string="As if Switched on",
        help="A policy that is not switched on yet, to see what it would do.",
    )
    is_done = fields.Boolean(readonly=True)
    is_working_day = fields.Boolean(readonly=True, default=True)
    line_ids = fields.One2many(
        "crm.dunning.simulation.line", "simulation_id", readonly=True
    )
    send_count = fields.Integer(string="Reminders", compute="_compute_send_count")
    currency_id = fields.Many2one(related="company_id.currency_id")
    amount = fields.Monetary(string="Asked for", compute="_compute_send_count")

    @api.depends("date")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for simulation in self:
            simulation.display_name = self.env._(
                "Reminders of %s", format_date(self.env, simulation.date)
            )

    @api.depends("line_ids.outcome", "line_ids.amount")
    def _compute_send_count(self):
        for wizard in self:
            sent = wizard.line_ids.filtered(lambda line: line.outcome == "send")
            wizard.send_count = len(sent)
            wizard.amount = sum(sent.mapped("amount"))

    def action_simulate(self):
        self.ensure_one()
        self.env["crm.customer"]._check_collector()
        runs = self.env["crm.dunning.run"].sudo().with_company(self.company_id)
        policies = self.env["crm.dunning.policy"]
        switched = policies._policies_of_company(self.company_id)
        chosen = (switched | self.policy_id.sudo()).sorted("sequence")
        outcomes = list(dict(self.line_ids._fields["outcome"].selection))
        rows = [
            self._prepare_line(decision, outcomes)
            for decision in runs._decisions(self.company_id, self.date, chosen)
        ]
        self.sudo().write(
            {
                "is_done": True,
                "is_working_day": runs._is_working_day(self.company_id, self.date),
                "line_ids": [Command.clear(), *map(Command.create, rows)],
            }
        )
        return self._reopen()

    def action_start(self):
        """The real run of today."""
        self.ensure_one()
        run = self.env["crm.dunning.run"]._start(self.company_id)
        return {
            "type": "ir.actions.act_window",
            "res_model": "crm.dunning.run",
            "res_id": run.id,
            "views": [(False, "form")],
        }

    def _prepare_line(self, decision, outcomes):
        return {
            "customer_id": decision.customer.id,
            "outcome": decision.outcome,
            "outcome_rank": outcomes.index(decision.outcome),
            "policy_id": decision.policy.id,
            "step_id": decision.step.id,
            "currency_id": self.company_id.currency_id.id,
            "amount": decision.amount,
            "item_count": len(decision.rows),
            "document_names": ", ".join(row["name"] or "" for row in decision.rows),
        }

    def _reopen(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Simulation of a Dunning Run"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "current",
        }
